import { z } from 'zod';

import type { SpeechModel } from '#speech/catalogue.ts';
import type { Memo } from '#speech/memo.ts';
import type { EngineName } from '#speech/speech.ts';

const model = z.object({
  engine: z.enum(['deapi', 'openai', 'embedded']),
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

const kept = z.object({ version: z.literal(1), engines: z.record(z.string(), z.array(model)) });

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
      const lists = Object.values(parsed.data.engines);
      return new Map(lists.flatMap((models) => (models[0] ? [[models[0].engine, models]] : [])));
    },
    save: (models) => memo.put(memoName, { version: 1, engines: Object.fromEntries(models) }),
  };
}
