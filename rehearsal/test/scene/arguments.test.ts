import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../rehearse.ts', import.meta.url));
const rehearse = (...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });

test('--help says each way to rehearse, and starts nothing', () => {
  const { status, stdout, stderr } = rehearse('--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const option of ['--locale', '--once', '--break', '--json'])
    expect(stdout).toContain(option);
});

test('an option that is not known ends it with the ways that there are', () => {
  const { status, stderr } = rehearse('--onse');
  expect(status).toBe(2);
  expect(stderr).toMatch(/^Unknown option '--onse'/);
  expect(stderr).toContain('npm run rehearse -- --once');
  expect(stderr).not.toContain('    at ');
});
