import { afterAll, beforeEach, expect } from 'vitest';

import './intl.ts';
import { beginTest } from './known.ts';
import { takeNotes } from './notes.ts';

const allInOneLanguage = (): void => expect(takeNotes()).toEqual([]);

// The first registered comes last: after everything that the test itself closes.
beforeEach(({ onTestFinished }) => {
  const end = beginTest();
  onTestFinished(() => {
    end();
    allInOneLanguage();
  });
});
// A scene of the whole file is closed after its last test, and things are said meanwhile.
afterAll(allInOneLanguage);
