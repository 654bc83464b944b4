import { expect, test } from 'vitest';

import { catchUpTempo } from '#call/catching-up.ts';

test('speech is faster by a tenth for each line above two that waits', () => {
  const tempos = Array.from({ length: 10 }, (_, waiting) => catchUpTempo(waiting));
  expect(tempos).toEqual([1, 1, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.5, 1.5]);
});
