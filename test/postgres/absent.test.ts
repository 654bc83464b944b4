import { expect, test } from 'vitest';

import { postgresBin } from './binaries.ts';

test.skipIf(postgresBin === undefined)(
  'PostgreSQL is installed here, and the store is tested on it as on SQLite (POSTGRES_BIN may name the folder of its programs)',
  () => expect(postgresBin).toBeDefined(),
);
