import { Snowflakes } from '@crier/rehearsal/discord/snowflake.ts';
import { expect, test } from 'vitest';

import { beginTest, remember } from './known.ts';
import { pseudoLocale } from './letters.ts';
import { noting, takeNotes } from './notes.ts';

test('a text that was given in a test excuses nothing later, but for what began in that test', () => {
  const read = noting(() => undefined);
  const seen = { where: 'a message', locales: [pseudoLocale] as const };
  const end = beginTest();
  const since = new Snowflakes().next();
  remember('Good morning');
  read('Good morning', seen);
  end();
  read('Good morning', { ...seen, since });
  expect(takeNotes()).toEqual([]);
  read('Good morning', seen);
  expect(takeNotes()).toEqual([expect.stringMatching(/^“Good morning” is in no language/)]);
});
