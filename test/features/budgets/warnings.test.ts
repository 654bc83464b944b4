import { expect, test } from 'vitest';

import { Warnings } from '#features/budgets/warnings.ts';
import { inEnglish } from '#i18n/texts.ts';
import { limitsOf } from '#jobs/limit.ts';
import type { OperatorLimit } from '#jobs/limit.ts';
import { dayMs } from '#ops/utc-day.ts';
import type { Payer } from '#speech/speech.ts';

import { ann, translations } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';
import { intentOf } from '../../store/busy-person.ts';
import { testStore } from '../../store/folder.ts';

const again = `<t:${Date.parse('2026-11-30T00:00:00Z') / 1_000}:R>`;
const server = { scope: 'server', period: 'day' } as const;
const payer: Payer = { userId: ann.id, guildId: 'club', way: 'read' };

/** A store in which somebody spends half a dollar at a time. */
async function rig(operators: readonly OperatorLimit[] = []) {
  const clock = { nowMs: Date.parse('2026-11-29T12:00:00Z') };
  const opened = await testStore({ now: () => clock.nowMs });
  const { store } = opened;
  const told: unknown[] = [];
  const log = new FakeLog();
  const warnings = new Warnings({
    ...store,
    limitsFor: limitsOf(operators, store.budgets),
    tell: async (guildId, text) => void told.push([guildId, inEnglish(text)]),
    now: () => clock.nowMs,
    log,
  });
  /** Resolves when whoever is to be told was told. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) await store.budgets.list('club');
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const spend = async (): Promise<void> => {
    const intent = { ...intentOf(ann.id, 'club'), payer };
    await store.jobs.note(await store.jobs.begin(intent), { to: 'kept' });
    warnings.spent(payer);
    await settled();
  };
  return { opened, store, clock, told, log, warnings, spend, settled };
}

const asker = { id: ann.id, t: translations('en-US') };

test('a server is told once each of 50, 80 and 100 %, and anew the next day', async () => {
  const { opened, store, clock, told, spend } = await rig();
  await using _ = opened;
  await store.budgets.set('club', { whose: 'server', period: 'day', usd: 3 }, 'mod');
  await spend();
  await spend();
  expect(told).toEqual([]);
  await spend();
  await spend();
  expect(told).toEqual([
    [
      'club',
      `At least 50% of this server’s speech budget for today is used up. There is a new one ${again}.`,
    ],
  ]);
  await spend();
  expect(told.at(-1)).toEqual(['club', expect.stringMatching(/^At least 80% of this server’s/)]);
  await spend();
  await spend();
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toEqual([
    'club',
    `There is (next to) nothing left of this server’s speech budget for today. I speak with the built-in voice, where there is one, until there is a new one ${again}.`,
  ]);
  clock.nowMs += dayMs;
  for (let at = 0; at < 3; at += 1) await spend();
  expect(told).toHaveLength(4);
});

test('a person is told in private, after what they ask for next, and nobody else is', async () => {
  const { opened, store, told, warnings, spend } = await rig();
  await using _ = opened;
  await store.budgets.set('club', { whose: 'each', period: 'day', usd: 1 }, 'mod');
  await spend();
  expect(told).toEqual([]);
  expect(await warnings.untold({ ...asker, id: 'bob' })).toBeUndefined();
  expect(await warnings.untold(asker)).toBe(
    `At least 50% of your speech budget for today is used up. There is a new one ${again}.`,
  );
  expect(await warnings.untold(asker)).toBeUndefined();
  await spend();
  expect(await warnings.untold(asker)).toMatch(/nothing left of your speech budget for today\./);
});

test('the operator is told of the bot’s budget in the log, without who spent it', async () => {
  const { opened, told, log, spend } = await rig([{ scope: 'bot', period: 'month', chars: 40 }]);
  await using _ = opened;
  await spend();
  await spend();
  expect(told).toEqual([]);
  const sentences = log.lines.filter(({ level }) => level === 'warn');
  expect(sentences).toHaveLength(2);
  expect(JSON.stringify(sentences)).not.toContain(ann.id);
});

test('what had no room shows that a budget is used up when next to nothing is left of it', async () => {
  const { opened, store, told, warnings, spend, settled } = await rig();
  await using _ = opened;
  await spend();
  warnings.over({ ...server, guildId: 'club', usd: 0.52 });
  warnings.over({ ...server, guildId: 'club', usd: 0.52 });
  await settled();
  expect(told).toEqual([
    ['club', expect.stringMatching(/nothing left of .*\. I speak with the built-in/)],
  ]);
  expect(await store.budgets.noteLevel({ ...server, guildId: 'club' }, 100)).toBe(false);
});

test('a long text that had no room does not use up the rest of a budget, whose levels are still told', async () => {
  const { opened, store, told, warnings, spend, settled } = await rig();
  await using _ = opened;
  await store.budgets.set('club', { whose: 'server', period: 'day', usd: 1.5 }, 'mod');
  await spend();
  warnings.over({ ...server, guildId: 'club', usd: 1.5 });
  await settled();
  expect(told).toEqual([]);
  await spend();
  expect(told).toEqual([['club', expect.stringMatching(/^At least 50% of this server’s/)]]);
});

test('of an empty account a server is told once a day, where somebody was not spoken for', async () => {
  const { opened, clock, told, warnings, settled } = await rig();
  await using _ = opened;
  warnings.balanceEmpty(payer);
  warnings.balanceEmpty(payer);
  warnings.balanceEmpty({ userId: 'bob', way: 'asked' });
  warnings.balanceEmpty(undefined);
  await settled();
  const empty = ['club', expect.stringMatching(/^My account at the speech service/)];
  expect(told).toEqual([empty]);
  // Within the same month, too.
  clock.nowMs += dayMs;
  expect(new Date(clock.nowMs).getUTCMonth()).toBe(10);
  warnings.balanceEmpty(payer);
  await settled();
  expect(told).toEqual([empty, empty]);
});
