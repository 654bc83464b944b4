import { join } from 'node:path';

import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { CacheKeys, RemovedClone } from '#speech/cache-key.ts';
import { CachedRenderer } from '#speech/cached-renderer.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { fallback } from '#speech/fallback.ts';
import { inPieces } from '#speech/pieces.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Renderer } from '#speech/renderer.ts';
import { retried } from '#speech/retried.ts';
import type { Speech, SpeechRequest, Voice } from '#speech/speech.ts';
import { substitute } from '#speech/substitute.ts';
import type { ShownLanguage } from '#speech/substitute.ts';
import type { EngineVoices } from '#voices/catalogue.ts';
import { piecesOf } from '#voices/pieces.ts';

import type { Config } from './config.ts';
import { openEngine } from './open-engine.ts';
import type { Engine, Transcribe } from './open-engine.ts';

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

/** Frames in memory: 8 kB hold a second of speech, so this is 25 minutes; what is older comes from the disk. */
const maxCacheBytes = 12 * 2 ** 20;
const maxDiskBytes = 512 * 2 ** 20;
/** People mostly repeat a text within days, if at all; a text said once is gone after that, from memory and disk. */
export const keptMs = 3 * 24 * 60 * 60_000;
/** People wait no longer for a quota or a service that comes back; then the fallback speaks, or they are told. */
const retries = { maxWaitMs: 2_000, maxAttempts: 3 };

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
  const spoken = (engine: Engine, speech: Speech): CachedRenderer =>
    new CachedRenderer(renderedSpeech(speech), {
      keys,
      maxBytes: maxCacheBytes,
      ttlMs: keptMs,
      engine: engine.name,
      store,
    });

  const primarySpeech = retried(primary.speech, retries);
  const anySpeech = second
    ? withFallback(primary, primarySpeech, second, { models, shown, log })
    : primarySpeech;
  const primaryRenderer = spoken(primary, anySpeech);
  const secondRenderer = second && spoken(second, second.speech);

  const modelOf = (request: SpeechRequest): SpeechModel | undefined =>
    models().find((model) => model.slug === request.model);
  /** People may choose the voices of the second engine too. */
  const isSecond = (request: SpeechRequest): boolean =>
    second !== undefined && modelOf(request)?.engine === second.name;

  const frames: Renderer = {
    render: (request, context) =>
      (isSecond(request) ? (secondRenderer ?? primaryRenderer) : primaryRenderer).render(
        request,
        context,
      ),
  };
  const split = (request: SpeechRequest): readonly string[] =>
    piecesOf(request, modelOf(request), (isSecond(request) ? (second ?? primary) : primary).sizes);

  return {
    speech: {
      speak: async (request, context) =>
        (isSecond(request) ? (second ?? primary).speech : anySpeech).speak(request, context),
    },
    designer: { speech: primarySpeech, takesPerTry: primary.takesPerTry },
    renderer: inPieces(frames, { split }),
    postingRenderer: inPieces(frames, { split, lookAheadMs: Infinity, maxAhead: 2 }),
    voices: all.map(({ voices }) => voices),
    ...(primary.transcribe && { transcribe: primary.transcribe }),
    forget: async (voice) => {
      const key = keys.ofVoice(voice);
      await Promise.all([primaryRenderer.forget(key), secondRenderer?.forget(key)]);
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

function withFallback(
  primary: Engine,
  primarySpeech: Speech,
  second: Engine,
  {
    models,
    shown,
    log,
  }: {
    readonly models: () => readonly SpeechModel[];
    readonly shown: ShownLanguage;
    readonly log: Log;
  },
): Speech {
  return fallback(primarySpeech, second.speech, {
    adapt: (request) =>
      substitute(
        request,
        models(),
        models().filter(({ engine }) => engine === second.name),
        shown,
      ),
    onFallback: (error) => log.warn({ error, engine: primary.name }, 'the fallback speaks instead'),
  });
}
