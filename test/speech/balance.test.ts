import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { withBalance } from '#speech/balance.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpokenAudio } from '#speech/speech.ts';

import { requestOf } from './fake-speech.ts';
import { VirtualClock } from './virtual-clock.ts';

const payer = { userId: 'ann', guildId: 'club', way: 'asked' } as const;
const context = { signal: new AbortController().signal, payer };

interface Service {
  usd: number | Error;
  costUsd?: number;
  failure?: SpeechError;
}

/** Speech that is paid from that account, watched. */
function rig(service: Service) {
  const clock = new VirtualClock();
  const told: unknown[] = [];
  const asked = { balance: 0, speech: 0 };
  const speech = withBalance(
    {
      async speak(): Promise<SpokenAudio> {
        asked.speech += 1;
        if (service.failure) throw service.failure;
        const { costUsd = 0 } = service;
        return { format: 'mp3', engine: 'deapi', costUsd, bytes: (async function* () {})() };
      },
    },
    {
      engine: 'deapi',
      floorUsd: 0.49,
      clock,
      async balance() {
        asked.balance += 1;
        if (service.usd instanceof Error) throw service.usd;
        return service.usd;
      },
      onLevel: (level, usd) => told.push([level, usd]),
      onRefused: (who) => told.push(['refused', who?.userId]),
      onTrouble: (error) => told.push(error),
    },
  );
  const speak = async (): Promise<string> => {
    const outcome = await speech.speak(requestOf('x'), context).then(
      () => 'spoken',
      (error: SpeechError) => error.failure,
    );
    // The balance read meanwhile is known now.
    await turn();
    return outcome;
  };
  return { clock, told, asked, speak };
}

const minuteMs = 60_000;

test('with enough money the balance is read once in five minutes of use', async () => {
  const { clock, asked, told, speak } = rig({ usd: 5 });
  for (let at = 0; at < 10; at += 1) {
    expect(await speak()).toBe('spoken');
    clock.pass(minuteMs);
  }
  expect(asked).toEqual({ balance: 2, speech: 10 });
  expect(told).toEqual([]);
});

test('below the floor nothing is tried, and that is told once', async () => {
  const { asked, told, speak } = rig({ usd: 0.48 });
  // Nobody waited for the balance before the first.
  expect(await speak()).toBe('spoken');
  expect(await speak()).toBe('balance');
  expect(await speak()).toBe('balance');
  expect(asked.speech).toBe(1);
  expect(told).toEqual([
    ['empty', 0.48],
    ['refused', 'ann'],
    ['refused', 'ann'],
  ]);
});

test('what is charged is taken off until the balance is read again', async () => {
  const { asked, told, speak } = rig({ usd: 2.1, costUsd: 0.9 });
  await speak();
  await speak();
  expect(told).toEqual([
    ['short', expect.closeTo(1.2, 6)],
    ['empty', expect.closeTo(0.3, 6)],
  ]);
  expect(await speak()).toBe('balance');
  expect(asked).toEqual({ balance: 1, speech: 2 });
});

test('an account that was filled up is noticed within half a minute of use', async () => {
  const service: Service = { usd: 0.1 };
  const { clock, told, speak } = rig(service);
  await speak();
  expect(await speak()).toBe('balance');
  service.usd = 10;
  clock.pass(29_000);
  expect(await speak()).toBe('balance');
  clock.pass(2_000);
  expect(await speak()).toBe('balance');
  expect(await speak()).toBe('spoken');
  expect(told.at(-1)).toEqual(['enough', 10]);
});

test('a refusal of the service has the balance read at once', async () => {
  const service: Service = { usd: 5 };
  const { asked, told, speak } = rig(service);
  await speak();
  service.failure = new SpeechError('balance', 'no', { engine: 'deapi' });
  service.usd = 0.2;
  expect(await speak()).toBe('balance');
  expect(await speak()).toBe('balance');
  expect(asked).toEqual({ balance: 2, speech: 2 });
  expect(told).toEqual([
    ['refused', 'ann'],
    ['empty', 0.2],
    ['refused', 'ann'],
  ]);
});

test('a balance that can’t be read stops nothing', async () => {
  const failure = new Error('away');
  const { told, speak } = rig({ usd: failure });
  expect(await speak()).toBe('spoken');
  expect(await speak()).toBe('spoken');
  expect(told).toEqual([failure]);
});
