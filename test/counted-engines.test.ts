import { expect, test } from 'vitest';

import { countedIn } from '#counted-engines.ts';
import { SpeechError } from '#speech/speech.ts';

import { MemoryJobs } from './jobs/memory-jobs.ts';
import { requestOf } from './speech/fake-speech.ts';

test('what engines serve, refuse and are paid for is counted, each where it belongs', async () => {
  const told: unknown[] = [];
  const counted = countedIn({
    served: (...what) => void told.push(['served', ...what]),
    refused: (...what) => void told.push(['refused', ...what]),
    jobChanged: (...what) => void told.push(['job', ...what]),
  });
  counted.cache('openai').onServed?.('disk');
  const late = new SpeechError('timeout', 'It is late.', { engine: 'deapi' });
  const speech = counted.speech({ speak: () => Promise.reject(late) });
  const { signal } = new AbortController();
  await expect(speech.speak(requestOf('hello'), { signal })).rejects.toBe(late);
  const jobs = counted.jobs(new MemoryJobs());
  const intent = { engine: 'deapi', delivery: 'job', model: 'm', mode: 'preset' } as const;
  await jobs.begin({ ...intent, chars: 3, reservedUsd: 0 });
  expect(told).toEqual([
    ['served', 'openai', 'disk'],
    ['refused', 'speech', 'timeout'],
    ['job', 'begun'],
  ]);
});
