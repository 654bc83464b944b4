import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { withTranscriptJobs } from '#jobs/paid-transcripts.ts';
import { DiskFullError } from '#ops/disk-full.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechFailure, Transcribe } from '#speech/speech.ts';

import { MemoryJobs } from './memory-jobs.ts';

// A recording is written down for money: it is noted as speech is.

const recording = { bytes: Uint8Array.of(1), format: 'mp3', durationMs: 6_000 } as const;
const payer = { userId: 'ann', guildId: 'club', way: 'asked' } as const;
const { signal } = new AbortController();

interface Service {
  /** Where it fails, if it does. */
  readonly failsAt?: 'before' | 'sending' | 'taken';
  readonly failure?: SpeechFailure;
  readonly refunded?: boolean;
}

function rig(
  { failsAt, failure = 'unavailable', refunded }: Service = {},
  jobs = new MemoryJobs(),
) {
  const troubles: unknown[] = [];
  const sent: string[] = [];
  const fail = (at: Service['failsAt']): void => {
    const facts = { engine: 'deapi', ...(refunded !== undefined && { refunded }) } as const;
    if (at === failsAt) throw new SpeechError(failure, failure, facts);
  };
  const transcribe: Transcribe = async (_, { onPaying, onSubmitted }) => {
    fail('before');
    await onPaying?.('Whisper');
    sent.push(...jobs.states);
    fail('sending');
    onSubmitted?.('r-1');
    fail('taken');
    return { text: 'Words.', costUsd: 0.25 };
  };
  const service = { engine: 'deapi', transcribe, estimate: (ms: number) => ms / 10_000 } as const;
  const onTrouble = (error: unknown): void => void troubles.push(error);
  return { jobs, troubles, sent, transcribe: withTranscriptJobs(service, { jobs, onTrouble }) };
}

test('it is written down before it is sent, for whoever pays, and settled by what the service says', async () => {
  const { jobs, sent, transcribe } = rig();
  expect(await transcribe(recording, { signal, payer })).toEqual({ text: 'Words.', costUsd: 0.25 });
  expect(sent).toEqual(['intended']);
  expect(jobs.all.get('job-1')?.intent).toEqual({
    engine: 'deapi',
    delivery: 'job',
    model: 'Whisper',
    mode: 'transcription',
    chars: 0,
    reservedUsd: 0.6,
    payer,
  });
  await turn();
  expect(jobs.noted).toEqual(['job-1 intended', 'job-1 submitted', 'job-1 done', 'job-1 kept']);
  expect(jobs.all.get('job-1')?.job).toEqual({ state: 'settled', usd: 0.25 });
});

test.each<[Service, end: string | undefined]>([
  [{ failsAt: 'before' }, undefined],
  [{ failsAt: 'sending', failure: 'unavailable' }, 'free'],
  [{ failsAt: 'sending', failure: 'refused' }, 'free'],
  [{ failsAt: 'sending', failure: 'maybe-submitted' }, 'doubtful'],
  [{ failsAt: 'taken', failure: 'job-failed', refunded: true }, 'free'],
  [{ failsAt: 'taken', failure: 'job-failed', refunded: false }, 'doubtful'],
  [{ failsAt: 'taken', failure: 'timeout' }, 'doubtful'],
  [{ failsAt: 'taken', failure: 'unavailable' }, 'doubtful'],
])('one that fails like this: %j ends as %s', async (service, end) => {
  const { jobs, transcribe } = rig(service);
  await expect(transcribe(recording, { signal, payer })).rejects.toThrow(SpeechError);
  await turn();
  expect(jobs.states).toEqual(end === undefined ? [] : [end]);
});

test('what has no room in a budget is not sent', async () => {
  class Full extends MemoryJobs {
    override async begin(): Promise<string> {
      throw new SpeechError('over-budget', 'over', { engine: 'deapi' });
    }
  }
  const { jobs, sent, transcribe } = rig({}, new Full());
  const refused = transcribe(recording, { signal, payer });
  await expect(refused).rejects.toMatchObject({ failure: 'over-budget' });
  expect([sent, jobs.noted]).toEqual([[], []]);
});

test('who stops waiting while it is noted sends nothing', async () => {
  const leaving = new AbortController();
  class Slow extends MemoryJobs {
    override async begin(intent: Parameters<MemoryJobs['begin']>[0]): Promise<string> {
      leaving.abort(new Error('discarded'));
      return super.begin(intent);
    }
  }
  const { jobs, sent, transcribe } = rig({}, new Slow());
  await expect(transcribe(recording, { signal: leaving.signal })).rejects.toThrow('discarded');
  await turn();
  expect([sent, jobs.states]).toEqual([[], ['free']]);
});

test('on a full disk it is written down all the same, and the operator hears of it', async () => {
  const full = new DiskFullError('full');
  class NoRoom extends MemoryJobs {
    override async begin(): Promise<string> {
      throw full;
    }
  }
  const { troubles, transcribe } = rig({}, new NoRoom());
  expect((await transcribe(recording, { signal })).text).toBe('Words.');
  expect(troubles).toEqual([full]);
});
