import { expect, test } from 'vitest';

import { Budgeting } from '#features/budgets/budgeting.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

test('of more budgets than a panel holds the first are shown, and how many there are more', async () => {
  await using opened = await testStore();
  const { budgets } = opened.store;
  const count = 80;
  for (let at = 0; at < count; at += 1) {
    const userId = `${100_000_000_000_000_000n + BigInt(at)}`;
    const budget = { whose: 'person', userId, period: 'day', usd: 1.25, chars: 12_345 } as const;
    await budgets.set('1', budget, 'mod');
  }
  const view = await new Budgeting(opened.store, 'money').show(ann);
  const [part] = JSON.parse(JSON.stringify('components' in view ? view.components : [])) as [
    { content?: string; components?: { content: string }[] },
  ];
  const content = part.content ?? part.components?.[0]?.content ?? '';
  const shown = content.split('\n').filter((line) => line.startsWith('- '));
  expect(shown.length).toBeGreaterThan(20);
  expect(content.length).toBeLessThanOrEqual(4_000);
  expect(content).toContain(`${count - shown.length} more`);
});

test.each([
  ['characters', { usd: 1 }, /\$1\.00.*can’t count dollars/s],
  ['characters', { chars: 500 }, /500 characters\.$/],
  ['nothing', { chars: 500 }, /500 characters.*no budget is ever used up/s],
  ['money', { usd: 1 }, /\$1\.00\.$/],
] as const)(
  'where %s are counted, whoever sets %j is told what it holds back',
  async (counted, amount, words) => {
    await using opened = await testStore();
    const budgeting = new Budgeting(opened.store, counted);
    const set = await budgeting.set(ann, { whose: 'each', period: 'day', ...amount });
    expect(set).toMatchObject({ text: expect.stringMatching(words) });
    const listed = JSON.stringify(await budgeting.show(ann));
    expect(/dollars|no budget is ever/.test(listed)).toBe(/dollars|ever/.test(words.source));
  },
);
