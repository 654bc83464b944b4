import { join } from 'node:path';

import { keptForMs } from '#features/calls/kept-lines.ts';
import { BriefFiles } from '#ops/brief-files.ts';
import { keptSecret } from '#ops/kept-secret.ts';
import type { Log } from '#ops/log.ts';
import type { Memo } from '#ops/memo.ts';
import { sealWith } from '#ops/seal.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import type { CacheKeys } from '#speech/cache-key.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import { voiceLevels } from '#speech/voice-levels.ts';
import type { VoiceLevels } from '#speech/voice-levels.ts';

import type { Config } from './config.ts';

/** Twice as long as lines that wait are kept: no process takes up a line of those words later. */
const doubtfulMs = 2 * keptForMs;

/**
 * The frames that were spoken, on the disk, with what is kept beside them: how loud voices are, and what was paid in vain.
 * Throws a `ConfigError` when their key can't be read.
 */
export function keptFrames(
  { dataFolder, keptSpeech, memory }: Pick<Config, 'dataFolder' | 'keptSpeech' | 'memory'>,
  memo: Memo,
  log: Log,
): {
  readonly keys: CacheKeys;
  readonly store: DiskFrameStore;
  readonly levels: VoiceLevels;
  readonly inVain: BriefFiles;
  /** The bounds of what is in memory; what is older comes from the disk. */
  readonly bounds: { readonly maxBytes: number; readonly ttlMs: number };
} {
  const onError = (error: unknown): void =>
    log.warn({ error }, 'kept speech could not be read or written');
  const secret = keptSecret(join(dataFolder, 'frames.key'), onError);
  const store = new DiskFrameStore({
    folder: join(dataFolder, 'frames'),
    secret,
    maxBytes: keptSpeech.maxBytes,
    ttlMs: keptSpeech.maxAgeMs,
    onError,
  });
  const keys = cacheKeys(secret);
  const inVain = new BriefFiles({
    folder: join(dataFolder, 'paid'),
    seal: sealWith(secret),
    maxAgeMs: doubtfulMs,
    onError,
  });
  const bounds = { maxBytes: memory.caps.speechBytes, ttlMs: keptSpeech.maxAgeMs };
  return { keys, store, levels: voiceLevels(keys, memo), inVain, bounds };
}
