import { seededRandom } from '@crier/rehearsal/random.ts';
import { beforeAll, describe, expect, test } from 'vitest';

import { type Heard, SimulatedAccount, type ToldBy } from './simulated-account.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Lines at random times, every fifth of them by command. */
function lines(count: number, fromMs: number, toMs: number, seed = 7) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({
    atMs: fromMs + random() * (toMs - fromMs),
    way: random() < 0.2 ? ('asked' as const) : ('read' as const),
  })).toSorted((a, b) => a.atMs - b.atMs);
}

function freeAccount(toldBy: ToldBy, startsAt = '2026-11-22T00:00:00Z'): SimulatedAccount {
  return new SimulatedAccount({ startsAt, tier: 'basic', toldBy });
}

const spokenOf = (heard: readonly Heard[]) => heard.filter(({ error }) => !error);
const isReadInVain = ({ error }: Heard) =>
  error?.facts.quota === 'day' && error.facts.keptForCommands === true;

/** By how its ends are told of beside asking: the least lines that are spoken, and the most status calls of each. */
const ways: readonly [ToldBy, number, number][] = [
  ['nothing', 150, 1.3],
  ['webhook', 300, 0],
  ['socket', 300, 0],
  ['gateway', 300, 0],
];
/** The simulation takes half a second, on a busy machine many. */
const timeout = 60_000;

describe.each(ways)(
  'a free account whose day has 2,000 lines, told of ends by %s beside asking',
  (toldBy, least, statusCalls) => {
    const account = freeAccount(toldBy);
    beforeAll(async () => {
      await account.speak([...lines(2_000, 0, dayMs), ...lines(10, dayMs, dayMs + hourMs)]);
    }, timeout);
    const today = () => account.heard.filter(({ askedMs }) => askedMs < dayMs);

    test('at least 150 are spoken, and 300 where ends are told of', () => {
      const spoken = spokenOf(today()).length;
      expect(spoken).toBeGreaterThanOrEqual(least);
      expect(account.calls.submit).toBe(spoken + 10);
      expect(account.calls.status).toBeLessThanOrEqual(statusCalls * spoken + 20 * statusCalls);
      // The service never had to refuse, but for the tries by which the tier is learned.
      expect(account.calls.refused).toBeLessThanOrEqual(25);
      expect(account.tier.current).toBe('basic');
    });

    test('commands come before what is read: when that is over for now, they are still spoken', () => {
      const overMs = today().find(isReadInVain)?.askedMs ?? Infinity;
      const after = today().filter(({ askedMs }) => askedMs > overMs && askedMs < 22 * hourMs);
      expect(spokenOf(after).length).toBeGreaterThanOrEqual(toldBy === 'nothing' ? 30 : 60);
      expect(spokenOf(after).every(({ way }) => way === 'asked')).toBe(true);
    });

    test('at midnight of UTC everything is there again', () => {
      const next = account.heard.filter(({ askedMs }) => askedMs >= dayMs);
      expect(spokenOf(next)).toHaveLength(10);
    });
  },
);

test.each([
  ['from 8 to 20 o’clock', lines(2_000, 8 * hourMs, 20 * hourMs)],
  ['within its last hours', lines(2_000, 20 * hourMs, 23.9 * hourMs)],
])(
  'of 2,000 lines at least 150 are spoken where each end has to be asked for, written %s',
  async (_, written) => {
    const account = freeAccount('nothing');
    await account.speak(written);
    const spoken = spokenOf(account.heard);
    expect(spoken.length).toBeGreaterThanOrEqual(150);
    expect(spoken.length).toBe(account.calls.submit);
    expect(account.calls.refused).toBeLessThanOrEqual(25);
    expect(account.tier.current).toBe('basic');
  },
  timeout,
);

test('what commands have not used by 22:00 is read, so that nothing of the day is lost', async () => {
  const account = freeAccount('webhook');
  const read = lines(700, 0, dayMs).map(({ atMs }) => ({ atMs, way: 'read' as const }));
  await account.speak(read);
  const spoken = spokenOf(account.heard);
  expect(spoken.filter(({ askedMs }) => askedMs < 22 * hourMs)).toHaveLength(240);
  expect(spoken.length).toBe(
    Math.min(300, 240 + read.filter(({ atMs }) => atMs > 22 * hourMs).length),
  );
});

test('a day with few lines is asked for more often: its lines are known sooner', async () => {
  const lagOf = async (count: number) => {
    const account = freeAccount('nothing');
    await account.speak(lines(count, 10 * hourMs, dayMs));
    const spoken = spokenOf(account.heard);
    return spoken.reduce((sum, { lagMs = 0 }) => sum + lagMs, 0) / spoken.length;
  };
  expect(await lagOf(30)).toBeLessThan(0.5 * (await lagOf(300)));
});
