import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { deapi } from '#speech/deapi/deapi.ts';
import { embedded } from '#speech/embedded/embedded.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { openai } from '#speech/openai/openai.ts';
import type { Speech, Transcribe } from '#speech/speech.ts';
import type { EngineVoices } from '#voices/catalogue.ts';
import type { PieceSizes } from '#voices/pieces.ts';

import type { Config } from './config.ts';

/** One engine with what else can be done with it. */
export interface Engine {
  readonly name: EngineName;
  readonly speech: Speech;
  readonly voices: EngineVoices;
  readonly sizes: PieceSizes;
  /** How many takes of a design are asked for at once. */
  readonly takesPerTry: number;
  readonly transcribe?: Transcribe;
  /** Somebody is about to speak: connections are opened for it, where there are any. */
  warm(): void;
  /** Loads what makes the first words slow. */
  prepare?(): Promise<void>;
  close(): Promise<void>;
}

interface Surroundings {
  readonly memo: Memo;
  readonly log: Log;
}

type Settings = Config['engines'];

/** How each engine is opened. `loadConfig` has seen to it that the engine of choice has all that it needs. */
const openers: {
  readonly [Name in EngineName]: (settings: Settings[Name], around: Surroundings) => Engine;
} = {
  deapi: deapiEngine,
  openai: openaiEngine,
  embedded: embeddedEngine,
};

/** Opens an engine, which holds connections or processes from then on until it is closed. */
export function openEngine<Name extends EngineName>(
  name: Name,
  settings: Pick<Settings, Name>,
  around: Surroundings,
): Engine {
  return openers[name](settings[name], around);
}

function deapiEngine(
  { key = '', url, api, tier, resultHosts }: Settings['deapi'],
  { memo, log }: Surroundings,
): Engine {
  const service = deapi({
    url,
    key,
    api,
    tier,
    memo,
    ...(resultHosts && { resultHosts }),
    onTrouble: (error) => log.warn({ error }, 'deAPI had trouble in the background'),
  });
  const isPremium = tier === 'premium';
  return {
    name: 'deapi',
    speech: service,
    voices: {
      engine: 'deapi',
      catalogue: service,
      watch: (listener) => service.watchModels(listener),
    },
    // Every piece is a job that counts towards the account's quotas, which are small without money.
    sizes: isPremium
      ? { maxChars: 1_000, firstMaxChars: 250 }
      : { maxChars: 2_000, firstMaxChars: 600 },
    // Five jobs in a minute are all that a free account has, and people want to speak meanwhile.
    takesPerTry: isPremium ? 3 : 2,
    transcribe: service.transcribe,
    warm: () => service.warm(),
    close: () => service.close(),
  };
}

function openaiEngine({ url = '', key, model }: Settings['openai']): Engine {
  const service = openai({ url, key, model });
  return {
    name: 'openai',
    speech: service,
    voices: { engine: 'openai', catalogue: service },
    sizes: { maxChars: 1_000, firstMaxChars: 250 },
    takesPerTry: 3,
    warm: () => service.warm(),
    close: () => service.close(),
  };
}

function embeddedEngine(): Engine {
  const engine = embedded();
  return {
    name: 'embedded',
    speech: engine,
    voices: { engine: 'embedded', catalogue: engine },
    // It cuts texts itself, and streams them.
    sizes: { maxChars: 4_000, firstMaxChars: 4_000 },
    takesPerTry: 3,
    warm: () => undefined,
    prepare: () => engine.warm(),
    async close() {
      engine.close();
    },
  };
}
