import { join } from 'node:path';

import type { Clip } from '#audio/clip/clip.ts';
import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { CacheKeys, RemovedClone } from '#speech/cache-key.ts';
import { CachedRenderer } from '#speech/cached-renderer.ts';
import type { Catalogue, SpeechModel } from '#speech/catalogue.ts';
import { deapi } from '#speech/deapi/deapi.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import { embedded } from '#speech/embedded/embedded.ts';
import { fallback } from '#speech/fallback.ts';
import type { Memo } from '#speech/memo.ts';
import { openai } from '#speech/openai/openai.ts';
import { inPieces } from '#speech/pieces.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Renderer } from '#speech/renderer.ts';
import { retried } from '#speech/retried.ts';
import type { EngineName, Speech, SpeechRequest, Voice } from '#speech/speech.ts';
import { substitute } from '#speech/substitute.ts';
import type { ShownLanguage } from '#speech/substitute.ts';
import type { EngineVoices } from '#voices/catalogue.ts';
import { piecesOf } from '#voices/pieces.ts';
import type { PieceSizes } from '#voices/pieces.ts';

import type { Config } from './config.ts';

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

/** Empty when nobody speaks in it. Rejects with a `SpeechError` or the signal's reason. */
type Transcribe = (clip: Clip, signal: AbortSignal) => Promise<string>;

/** One engine with what else can be done with it. */
interface Engine {
  readonly name: EngineName;
  readonly speech: Speech;
  readonly voices: EngineVoices;
  readonly sizes: PieceSizes;
  readonly transcribe?: Transcribe;
  warm?(): void;
  prepare?(): Promise<void>;
  close(): Promise<void>;
}

/** Frames in memory: 8 kB hold a second of speech, so this is 25 minutes; what is older comes from the disk. */
const maxCacheBytes = 12 * 2 ** 20;
const maxDiskBytes = 512 * 2 ** 20;
/** What people say again they mostly say again within days; what was said once is gone after that, from memory and disk. */
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
  const own =
    config.engine === 'embedded' || config.fallback === 'embedded' ? embeddedEngine() : undefined;
  const primary = primaryEngine(config, memo, log) ?? own ?? embeddedEngine();
  const second = primary === own ? undefined : own;
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
    designer: { speech: primarySpeech, takesPerTry: isScarce(config) ? 2 : 3 },
    renderer: inPieces(frames, { split }),
    postingRenderer: inPieces(frames, { split, lookAheadMs: Infinity, maxAhead: 2 }),
    voices: all.map(({ voices }) => voices),
    ...(primary.transcribe && { transcribe: primary.transcribe }),
    forget: async (voice) => {
      const key = keys.ofVoice(voice);
      await Promise.all([primaryRenderer.forget(key), secondRenderer?.forget(key)]);
    },
    warm: () => primary.warm?.(),
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
    engine: primary.name,
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

function primaryEngine(
  { engine, deapi: account, openai: server }: Config,
  memo: Memo,
  log: Log,
): Engine | undefined {
  if (engine === 'deapi' && account.key !== undefined)
    return deapiEngine(account, account.key, memo, log);
  if (engine === 'openai' && server.url !== undefined)
    return openaiEngine({ ...server, url: server.url });
  return undefined;
}

/** Five jobs in a minute are all that a free account has, and people want to speak meanwhile. */
function isScarce({ engine, deapi: { tier } }: Config): boolean {
  return engine === 'deapi' && tier !== 'premium';
}

function deapiEngine(account: Config['deapi'], key: string, memo: Memo, log: Log): Engine {
  const { url, api, tier, resultHosts } = account;
  const service = deapi({
    url,
    key,
    api,
    tier,
    memo,
    ...(resultHosts && { resultHosts }),
    onTrouble: (error) => log.warn({ error }, 'deAPI had trouble in the background'),
  });
  const catalogue: Catalogue = { models: (signal) => service.models(signal) };
  return {
    name: 'deapi',
    speech: service,
    voices: { engine: 'deapi', catalogue, watch: (listener) => service.watchModels(listener) },
    // Every piece is a job that counts towards the account's quotas, which are small without money.
    sizes:
      tier === 'premium'
        ? { maxChars: 1_000, firstMaxChars: 250 }
        : { maxChars: 2_000, firstMaxChars: 600 },
    // The service takes no m4a to write down, and what clips are made into is mp3.
    transcribe: async ({ bytes, format }, signal) =>
      format === 'm4a' ? '' : service.transcribe({ bytes, format }, { signal }),
    warm: () => service.warm(),
    close: () => service.close(),
  };
}

function openaiEngine(server: {
  url: string;
  key: string | undefined;
  model: string | undefined;
}): Engine {
  const service = openai(server);
  return {
    name: 'openai',
    speech: service,
    voices: { engine: 'openai', catalogue: service },
    sizes: { maxChars: 1_000, firstMaxChars: 250 },
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
    prepare: () => engine.warm(),
    async close() {
      engine.close();
    },
  };
}
