import { takeCoverage } from 'node:v8';

import { afterAll } from 'vitest';

/** The runner ends its processes too fast for them to write down by themselves what they ran. */
afterAll(() => takeCoverage());
