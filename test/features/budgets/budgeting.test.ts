import { expect, test } from 'vitest';

import { Budgeting } from '#features/budgets/budgeting.ts';

import { ann } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

test('of more budgets than a panel holds the first are shown, and how many there are more', async () => {
  await using opened = await testStore();
  const { budgets } = opened.store;
  const count = 80;
  for (let at = 0; at < count; at += 1) {
    const personId = `${100_000_000_000_000_000n + BigInt(at)}`;
    const budget = { whose: 'person', personId, period: 'day', usd: 1.25, chars: 12_345 } as const;
    await budgets.set('1', budget, 'mod');
  }
  const view = await new Budgeting(opened.store).show(ann);
  const [part] = JSON.parse(JSON.stringify('components' in view ? view.components : [])) as [
    { content?: string; components?: { content: string }[] },
  ];
  const content = part.content ?? part.components?.[0]?.content ?? '';
  const shown = content.split('\n').filter((line) => line.startsWith('- '));
  expect(shown.length).toBeGreaterThan(20);
  expect(content.length).toBeLessThanOrEqual(4_000);
  expect(content).toContain(`${count - shown.length} more`);
});
