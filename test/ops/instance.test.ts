import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { claimInstance } from '../../src/ops/instance.ts';

test('the older of two in one folder is told, the younger is not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crier-instance-'));
  const replaced: string[] = [];
  const older = await claimInstance(folder, () => replaced.push('older'));
  const younger = await claimInstance(folder, () => replaced.push('younger'));
  await expect.poll(() => replaced, { timeout: 5_000 }).toEqual(['older']);
  older.close();
  younger.close();
  await rm(folder, { recursive: true });
});
