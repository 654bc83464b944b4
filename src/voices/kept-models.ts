import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';
import { speechModel } from '#speech/catalogue.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { engineNames } from '#speech/engine-names.ts';
import type { EngineName } from '#speech/engine-names.ts';

const kept = z.object({ version: z.literal(1), engines: z.record(z.string(), z.unknown()) });
const listed = z.array(speechModel).min(1);

type ModelsByEngine = ReadonlyMap<EngineName, readonly SpeechModel[]>;

/** The catalogue as it was last seen, so that a start without network knows every voice. */
export type KeptModels = ReturnType<typeof keptModels>;

const memoName = 'voices';

export function keptModels(memo: Memo) {
  return {
    /** Empty when nothing readable is kept: then the live list is awaited. */
    async load(): Promise<ModelsByEngine> {
      const parsed = kept.safeParse(await memo.get(memoName));
      if (!parsed.success) return new Map();
      const models = new Map<EngineName, readonly SpeechModel[]>();
      for (const engine of engineNames) {
        // A list that another version kept of one engine is no reason to forget the voices of the others.
        const list = listed.safeParse(parsed.data.engines[engine]);
        if (list.success) models.set(engine, list.data);
      }
      return models;
    },
    /** Resolves when they are kept, or could not be. Never rejects. */
    save: (models: ModelsByEngine) =>
      memo.put(memoName, { version: 1, engines: Object.fromEntries(models) }),
  };
}
