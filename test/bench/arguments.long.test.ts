import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

test.each([
  [
    'bench/soak.ts',
    ['--utterances', 'abc'],
    '--utterances takes a whole number from 1 on, and not "abc".',
  ],
  ['bench/soak.ts', ['--joins', '0'], '--joins takes a whole number from 1 on, and not "0".'],
  [
    'test/fuzz/run.ts',
    ['--files', 'abc'],
    '--files takes a whole number from 1 on, and not "abc".',
  ],
  ['test/fuzz/run.ts', ['--seed', '1e3'], '--seed takes a whole number from 0 on, and not "1e3".'],
  ['test/faults/run.ts', ['--only', 'VC20,XX99'], 'and not "XX99".'],
  ['test/floods/run.ts', ['--only', 'say,nosuch'], 'and not "nosuch": import/columns, '],
  [
    'test/floods/run.ts',
    ['--heap', 'much'],
    '--heap takes a whole number from 64 on, and not "much".',
  ],
  ['bench/run.ts', ['--only', 'nosuch'], 'none begins with "nosuch".'],
])('%s %j is refused before anything is run', (file, typed, sentence) => {
  const script = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...typed], {
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(sentence);
});
