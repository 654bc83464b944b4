import { join } from 'node:path';

import { keptForMs } from '#features/calls/kept-lines.ts';
import { BriefFiles } from '#ops/brief-files.ts';
import { bytesOfSecret, keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { sealWith } from '#ops/seal.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { CacheOptions } from '#speech/cached-renderer.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import { LastingFrames } from '#speech/lasting-frames.ts';
import type { Claims } from '#speech/lasting-frames.ts';
import { voiceLevels } from '#speech/voice-levels.ts';
import type { VoiceLevels } from '#speech/voice-levels.ts';

import type { SpeechConfig } from './speech-variables.ts';

/** The speech of saved phrases: some 70 hours of it, of all people together. Those that were heard longest ago go first. */
export const lastingBytes = 1024 ** 3;
const forEver = { maxBytes: lastingBytes, ttlMs: Infinity };

/** Twice as long as lines that wait are kept: no process takes up a line of those words later. */
const doubtfulMs = 2 * keptForMs;

/**
 * The frames that were spoken, on the disk, with what is kept beside them: how loud voices are, and what was paid in vain.
 * Throws a `ConfigError` when their key can't be read.
 */
export function keptFrames(
  {
    dataFolder,
    secret: shared,
    keptSpeech,
    memory,
  }: Pick<SpeechConfig, 'dataFolder' | 'secret' | 'keptSpeech' | 'memory'>,
  { memo, claims, log }: { readonly memo: Memo; readonly claims: Claims; readonly log: Log },
): {
  /** The bounds are those of what is in memory; what is older comes from the disk. */
  readonly kept: Pick<CacheOptions, 'keys' | 'maxBytes' | 'ttlMs' | 'keepFor'> & {
    readonly store: LastingFrames;
  };
  readonly levels: VoiceLevels;
  readonly inVain: BriefFiles;
} {
  const onError = (error: unknown): void =>
    log.warn({ error }, 'kept speech could not be read or written');
  const secret =
    shared === undefined
      ? keptSecret(join(dataFolder, 'frames.key'), onError)
      : bytesOfSecret(shared);
  const shelf = { secret, onError };
  const { maxBytes, maxAgeMs: ttlMs } = keptSpeech;
  const store = new LastingFrames({
    cache: new DiskFrameStore({ ...shelf, folder: join(dataFolder, 'frames'), maxBytes, ttlMs }),
    lasting: new DiskFrameStore({ ...shelf, ...forEver, folder: join(dataFolder, 'phrases') }),
    claims,
    onError,
  });
  const keys = cacheKeys(secret);
  const inVain = new BriefFiles({
    folder: join(dataFolder, 'paid'),
    seal: sealWith(secret),
    maxAgeMs: doubtfulMs,
    onError,
  });
  const kept = {
    keys,
    store,
    keepFor: (...frames: Parameters<LastingFrames['keep']>) => store.keep(...frames),
    maxBytes: memory.caps.speechBytes,
    ttlMs,
  };
  return { kept, levels: voiceLevels(keys, memo), inVain };
}
