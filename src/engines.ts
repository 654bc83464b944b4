import { join } from 'node:path';

import { shownLanguage } from '#features/wording/words.ts';
import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { CacheKeys, RemovedClone } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { withFallback } from '#speech/fallback.ts';
import { withChunking } from '#speech/in-order.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Renderer } from '#speech/renderer.ts';
import { withRetry } from '#speech/retry.ts';
import type { Speech, SpeechRequest, Transcribe, Voice } from '#speech/speech.ts';
import { substitute } from '#speech/substitute.ts';
import type { ShownLanguage } from '#speech/substitute.ts';
import { LiveCatalogue } from '#voices/catalogue.ts';
import type { EngineVoices } from '#voices/catalogue.ts';
import { keptModels } from '#voices/kept-models.ts';
import { piecesOf } from '#voices/pieces.ts';

import type { Config } from './config.ts';
import { openEngine } from './open-engine.ts';
import type { Engine } from './open-engine.ts';

/** Everything that speaks, wired as the operator wants it. */
export interface Engines {
  readonly speech: Speech;
  /** For takes of a design: the engine of choice, nobody in its stead, and how many are asked for at once. */
  readonly designer: { readonly speech: Speech; readonly takesPerTry: number };
  /** For calls: no more is made than is about to be heard. */
  readonly renderer: Renderer;
  /** For what is posted: all of it is made at once. */
  readonly postingRenderer: Renderer;
  /** The engine of choice first. */
  readonly voices: readonly EngineVoices[];
  /** The words of a clip; absent when the service of choice writes none down. */
  readonly transcribe?: Transcribe;
  /** Removes all that was kept of what this voice spoke, in memory and on disk. */
  forget(voice: Voice | RemovedClone): Promise<void>;
  /** Somebody is about to speak: connections are opened for it. */
  warm(): void;
  /** Loads what makes the first words slow; takes some 100 ms of a core. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/** Frames in memory: 8 kB hold a second of speech, so this is 17 minutes; what is older comes from the disk. */
const maxCacheBytes = 8 * 2 ** 20;
const maxDiskBytes = 512 * 2 ** 20;
/** People mostly repeat a text within days, if at all; a text said once is gone after that, from memory and disk. */
export const keptMs = 3 * 24 * 60 * 60_000;
/** People wait no longer for a quota or a service that comes back; then the fallback speaks, or they are told. */
const retries = { maxWaitMs: 2_000, maxAttempts: 3 };

/** The engines, and which voices they have at the moment: each knows of the other. */
export function liveEngines(
  config: Config,
  memo: Memo,
  log: Log,
): { readonly speaker: Engines; readonly catalogue: LiveCatalogue } {
  const speaker = engines(config, () => catalogue.book.models, shownLanguage, memo, log);
  const catalogue: LiveCatalogue = new LiveCatalogue({
    engines: speaker.voices,
    kept: keptModels(memo),
    onFailure: (engine, error) => log.warn({ error, engine }, 'the voices could not be asked for'),
  });
  return { speaker, catalogue };
}

export function engines(
  config: Config,
  models: () => readonly SpeechModel[],
  shown: ShownLanguage,
  memo: Memo,
  log: Log,
): Engines {
  const open = (name: EngineName): Engine => openEngine(name, config.engines, { memo, log });
  const primary = open(config.engine);
  const second =
    config.fallback === 'embedded' && config.engine !== 'embedded' ? open('embedded') : undefined;
  const all = second ? [primary, second] : [primary];
  const { keys, store } = keptFrames(config.dataFolder, log);
  const kept = { keys, store, maxBytes: maxCacheBytes, ttlMs: keptMs };
  const speaking = (engine: Engine, speech: Speech) => ({
    engine,
    speech,
    renderer: withCache(renderedSpeech(speech), { ...kept, engine: engine.name }),
  });

  const modelOf = (request: SpeechRequest): SpeechModel | undefined =>
    models().find((model) => model.slug === request.model);
  const adapt = (request: SpeechRequest): SpeechRequest | undefined => {
    const others = models().filter(({ engine }) => engine === second?.name);
    return substitute(request, models(), others, shown);
  };
  const onFallback = (error: unknown): void =>
    log.warn({ error, engine: primary.name }, 'the fallback speaks instead');

  const patient = withRetry(primary.speech, retries);
  const anybody = second ? withFallback(patient, second.speech, { adapt, onFallback }) : patient;
  const first = speaking(primary, anybody);
  const other = second && speaking(second, second.speech);
  /** People may choose the voices of the second engine too. */
  const speakerOf = (request: SpeechRequest) =>
    other && modelOf(request)?.engine === other.engine.name ? other : first;

  const frames: Renderer = {
    render: (request, context) => speakerOf(request).renderer.render(request, context),
  };
  const split = (request: SpeechRequest): readonly string[] =>
    piecesOf(request, modelOf(request), speakerOf(request).engine.sizes);

  return {
    speech: {
      speak: async (request, context) => speakerOf(request).speech.speak(request, context),
    },
    designer: { speech: patient, takesPerTry: primary.takesPerTry },
    renderer: withChunking(frames, { split }),
    postingRenderer: withChunking(frames, { split, lookAheadMs: Infinity, maxAhead: 2 }),
    voices: all.map(({ voices }) => voices),
    ...(primary.transcribe && { transcribe: primary.transcribe }),
    forget: async (voice) => {
      const key = keys.ofVoice(voice);
      await Promise.all([first.renderer.forget(key), other?.renderer.forget(key)]);
    },
    warm: () => primary.warm(),
    prepare: async () => {
      await Promise.all(all.map(async (engine) => engine.prepare?.()));
    },
    close: async () => {
      store.close();
      await Promise.all(all.map(async (engine) => engine.close()));
    },
  };
}

/** Throws a `ConfigError` when the key of what is kept can't be read. */
function keptFrames(
  dataFolder: string,
  log: Log,
): { readonly keys: CacheKeys; readonly store: DiskFrameStore } {
  const onError = (error: unknown): void =>
    log.warn({ error }, 'kept speech could not be read or written');
  const secret = keptSecret(join(dataFolder, 'frames.key'), onError);
  const store = new DiskFrameStore({
    folder: join(dataFolder, 'frames'),
    secret,
    maxBytes: maxDiskBytes,
    ttlMs: keptMs,
    onError,
  });
  return { keys: cacheKeys(secret), store };
}
