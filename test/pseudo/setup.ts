import { afterAll, beforeEach, expect } from 'vitest';

import './intl.ts';
import { beginTest } from './known.ts';
import { takeNotes } from './notes.ts';

const allInOneLanguage = (): void => expect(takeNotes()).toEqual([]);

// What is registered first comes last: after everything that the test itself closes.
beforeEach(({ onTestFinished }) => {
  const end = beginTest();
  onTestFinished(() => {
    end();
    allInOneLanguage();
  });
});
// What is said while a scene is closed that is of the whole file is said after its last test.
afterAll(allInOneLanguage);
