import { z } from 'zod';

import type { Memo } from '#ops/memo.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { engineNames } from '#speech/engine-names.ts';
import type { EngineName } from '#speech/engine-names.ts';

const model = z.object({
  engine: z.enum(engineNames),
  slug: z.string(),
  name: z.string(),
  modes: z.array(z.enum(['preset', 'clone', 'design'])),
  takesStyle: z.boolean(),
  languages: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      tag: z.string(),
      voices: z.array(
        z.object({
          slug: z.string(),
          name: z.string(),
          gender: z.enum(['female', 'male']).exactOptional(),
        }),
      ),
    }),
  ),
  limits: z.object({
    minTextChars: z.number(),
    maxTextChars: z.number(),
    minSpeed: z.number(),
    maxSpeed: z.number(),
    formats: z.array(z.string()),
    minClipMs: z.number(),
    maxClipMs: z.number(),
  }),
  defaults: z.object({
    language: z.string(),
    voice: z.string().exactOptional(),
    speed: z.number(),
  }),
});

const kept = z.object({ version: z.literal(1), engines: z.record(z.string(), z.unknown()) });
const listed = z.array(model).min(1);

type ModelsByEngine = ReadonlyMap<EngineName, readonly SpeechModel[]>;

/** The catalogue as it was last seen, so that a start without network knows every voice. */
export interface KeptModels {
  /** Empty when nothing readable is kept: then the live list is awaited. */
  load(): Promise<ModelsByEngine>;
  /** Resolves when they are kept, or could not be. Never rejects. */
  save(models: ModelsByEngine): Promise<void>;
}

const memoName = 'voices';

export function keptModels(memo: Memo): KeptModels {
  return {
    async load() {
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
    save: (models) => memo.put(memoName, { version: 1, engines: Object.fromEntries(models) }),
  };
}
