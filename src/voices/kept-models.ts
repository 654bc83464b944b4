import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

import { z } from 'zod';

import type { SpeechModel } from '../speech/catalogue.ts';
import type { EngineName } from '../speech/speech.ts';

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

export type ModelsByEngine = ReadonlyMap<EngineName, readonly SpeechModel[]>;

/** The catalogue as it was last seen, so that a start without network knows every voice. */
export interface KeptModels {
  /** Empty when there is no file, or one that can't be read: then the live list is awaited. */
  load(): Promise<ModelsByEngine>;
  save(models: ModelsByEngine): Promise<void>;
}

export function keptModels(file: string): KeptModels {
  return {
    async load() {
      try {
        const { engines } = kept.parse(JSON.parse(await readFile(file, 'utf8')));
        return new Map(
          Object.values(engines).flatMap((models) =>
            models[0] ? [[models[0].engine, models] as const] : [],
          ),
        );
      } catch {
        return new Map();
      }
    },
    async save(models) {
      await mkdir(dirname(file), { recursive: true });
      const text = JSON.stringify({ version: 1, engines: Object.fromEntries(models) });
      // Written whole and renamed: a crash leaves the old file or the new one.
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    },
  };
}
