import { expect, test } from 'vitest';

import { Usage } from '#features/budgets/usage.ts';
import { limitsOf } from '#jobs/limit.ts';
import type { OperatorLimit } from '#jobs/limit.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

const limits: readonly OperatorLimit[] = [
  { scope: 'bot', period: 'day', usd: 7 },
  { scope: 'server', period: 'day', usd: 5 },
  { scope: 'person', period: 'day', usd: 3 },
];

async function rig(balance?: () => Promise<number>) {
  const opened = await testStore();
  const { store } = opened;
  const limitsFor = limitsOf(limits, store.budgets);
  const ownsBot = async (): Promise<boolean> => true;
  const usage = new Usage({
    ...store,
    counted: 'money',
    limitsFor,
    ownsBot,
    balance,
    now: Date.now,
  });
  return { opened, usage };
}

test('each sees the limits of what they look at, and no others', async () => {
  const { opened, usage } = await rig();
  await using _ = opened;
  for (const [view, own, others] of [
    [usage.ofPerson(ann), /\$3\.00/, /\$[57]\.00/],
    [usage.ofServer(ann), /\$5\.00/, /\$[37]\.00/],
    [usage.ofBot(ann), /\$7\.00/, /\$[35]\.00/],
  ] as const) {
    const shown = JSON.stringify(await view);
    expect(shown).toMatch(own);
    expect(shown).not.toMatch(others);
  }
});

test('the owners see what was spent although the service tells no balance', async () => {
  const { opened, usage } = await rig(() => Promise.reject(new Error('away')));
  await using _ = opened;
  const shown = JSON.stringify(await usage.ofBot(ann));
  expect(shown).toContain('**Today:** nothing was paid');
  expect(shown).not.toContain('Balance');
});

test('what a server gives each of its people is shown to them there, and nowhere else', async () => {
  const { opened, usage } = await rig();
  await using _ = opened;
  const each = { whose: 'each', period: 'day', usd: 0.5 } as const;
  await opened.store.budgets.set('1', each, 'admin');
  expect(JSON.stringify(await usage.ofPerson(ann))).toContain('$0.50');
  const elsewhere = await usage.ofPerson({ ...ann, guildId: '2' });
  expect(JSON.stringify(elsewhere)).not.toContain('$0.50');
});
