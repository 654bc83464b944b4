import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { maxMuted } from '#store/moderation.ts';

import { testStore } from './folder.ts';

test('of the people who can be muted in a server those whose mute has ended are none', async () => {
  let nowMs = 1_000;
  await using rig = await testStore({ now: () => nowMs });
  const { mutes } = rig.store;
  using file = new DatabaseSync(join(rig.folder, 'crier.sqlite'));
  file.exec(`
    WITH RECURSIVE ids (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM ids WHERE id < ${maxMuted})
    INSERT INTO mutes SELECT 'club', CAST(id AS TEXT), 'mod', 10, 2000 FROM ids`);
  await expect(mutes.mute('club', { userId: 'ann' }, 'mod')).rejects.toBeInstanceOf(UserError);
  nowMs = 2_000;
  await mutes.mute('club', { userId: 'ann' }, 'mod');
  expect(await mutes.list('club')).toMatchObject([{ userId: 'ann' }]);
});
