import { afterAll, afterEach, expect } from 'vitest';

import './intl.ts';
import { takeNotes } from './notes.ts';

const allInOneLanguage = (): void => expect(takeNotes()).toEqual([]);

afterEach(allInOneLanguage);
// What is said while a scene is closed is said after its last test.
afterAll(allInOneLanguage);
