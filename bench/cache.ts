import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packFrames } from '#audio/frame-pack.ts';
import { cacheKeys } from '#speech/cache-key.ts';
import { withCache } from '#speech/cached-renderer.ts';
import { DiskFrameStore } from '#speech/disk-frame-store.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import type { Scenario } from './row.ts';

const runs = 200;
const warmUps = 20;
/** Three seconds of speech as Opus makes them at 64 kbit/s. */
const frames = 150;
const frameBytes = 160;
const days = 24 * 60 * 60_000;

/** From a request to the frames of what an earlier process kept of it: on the disk, and not in memory. */
export const cacheHit: Scenario = {
  names: ['cache/hit'],
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'crier-bench-'));
    const secret = randomBytes(32);
    const keys = cacheKeys(secret);
    const open = () => new DiskFrameStore({ folder, secret, maxBytes: 2 ** 29, ttlMs: 3 * days });
    const earlier = open();
    const requests = Array.from({ length: warmUps + runs }, (_, run) => requestOf(run));
    for (const request of requests) {
      const name = { key: keys.ofRequest(request), voice: keys.ofVoice(request.voice) };
      await earlier.put(name, someFrames());
    }
    earlier.close();
    const store = open();
    const cache = withCache(nobody, { keys, store, maxBytes: 2 ** 23, ttlMs: 3 * days });
    const samples: number[] = [];
    for (const [run, request] of requests.entries()) {
      const startedAtMs = performance.now();
      const track = cache.render(request, { signal: new AbortController().signal });
      for await (const _ of track) break;
      const tookMs = performance.now() - startedAtMs;
      if (run >= warmUps) samples.push(tookMs);
    }
    store.close();
    await rm(folder, { recursive: true, force: true });
    return [{ name: 'cache/hit', unit: 'ms', samples }];
  },
};

/** Fails: sound that is made anew is no hit. */
const nobody: Renderer = {
  render() {
    throw new Error('it was not kept');
  },
};

function requestOf(run: number): SpeechRequest {
  const voice = { mode: 'preset', id: 'af_sky' } as const;
  return { text: `Line ${run}.`, model: 'Kokoro', language: 'en-us', voice, speed: 1 };
}

function someFrames(): Uint8Array {
  return packFrames(Array.from({ length: frames }, () => randomBytes(frameBytes)));
}
