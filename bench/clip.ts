import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

import { clipChecker } from '#audio/clip/clip-checker.ts';
import { startReaderProcess } from '#audio/clip/reader-process.ts';
import { Readers } from '#audio/clip/readers.ts';
import { residentBytes } from '#audio/clip/resident-memory.ts';

import type { Scenario } from './row.ts';

const runs = 30;
const warmUps = 5;
/** Some ten seconds when it is spoken. */
const words =
  'This is what somebody records to be cloned: a few sentences in an ordinary voice, neither hurried nor slow. It goes on until the ten seconds are nearly full, and then it stops.';
const formats = ['mp3', 'wav', 'flac', 'opus'] as const;

/** A clip of about 10 s in each format by turns, in a process that already runs; and what that adds to what it took before the first. */
export const clipCheck: Scenario = {
  names: ['clip/check', 'clip/memory'],
  async measure() {
    const openai = await startOpenai();
    const clips = await Promise.all(formats.map((format) => spoken(openai.url, format)));
    await openai.close();
    let pid = 0;
    const idle = Promise.withResolvers<number>();
    const readers = new Readers({
      maxReaders: 1,
      startReader(events) {
        const reader = startReaderProcess({
          ...events,
          message(told) {
            // Nothing was read yet. A reader that replaces a worn one tells in vain.
            if (told.kind === 'ready') idle.resolve(told.rssBytes);
            events.message(told);
          },
        });
        pid = reader.pid ?? 0;
        return reader;
      },
    });
    const checker = clipChecker(readers);
    const signal = AbortSignal.timeout(60_000);
    const limits = { minMs: 3000, maxMs: 15_000 };
    const times: number[] = [];
    const growths: number[] = [];
    try {
      // It keeps this process alive until the reader is there.
      await checker.check(clips[0] ?? new Uint8Array(), limits, signal);
      const idleBytes = await idle.promise;
      for (let run = 0; run < runs + warmUps; run += 1) {
        for (const clip of clips) {
          const startedAtMs = performance.now();
          await checker.check(clip, limits, signal);
          if (run >= warmUps) times.push(performance.now() - startedAtMs);
        }
        const bytes = (await residentBytes(pid)) ?? Number.NaN;
        growths.push((bytes - idleBytes) / 1024 / 1024);
      }
    } finally {
      readers.close();
    }
    return [
      { name: 'clip/check', unit: 'ms', samples: times },
      { name: 'clip/memory', unit: 'MB', samples: growths },
    ];
  },
};

async function spoken(url: string, format: (typeof formats)[number]): Promise<Uint8Array> {
  const response = await fetch(`${url}/audio/speech`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'tts-1', voice: 'alloy', input: words, response_format: format }),
  });
  return new Uint8Array(await response.arrayBuffer());
}
