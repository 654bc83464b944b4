import { takeCoverage } from 'node:v8';

import { afterAll } from 'vitest';

/** Writes down what ran, when that is asked for: the runner ends its processes too fast for them to do it by themselves. */
afterAll(() => takeCoverage());
