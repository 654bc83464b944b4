import { afterAll, afterEach, expect } from 'vitest';

import { takeNotes } from './scene.ts';

const allInOneLanguage = (): void => expect(takeNotes()).toEqual([]);

afterEach(allInOneLanguage);
// What is said while a scene is closed is said after its last test.
afterAll(allInOneLanguage);
