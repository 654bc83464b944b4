import { beforeAll, describe, expect, test } from 'vitest';

import { provokeAll } from './all.ts';
import type { Row } from './row.ts';

describe('what a fault does, with the real bot on a Discord with end-to-end encryption', () => {
  // The others are for `npm run faults`, which takes many minutes: here one of each kind, in three scenes.
  const representative = ['VC20', 'VC21', 'VC22', 'VC25', 'VC28', 'VC29', 'VC34', 'PB3', 'IR16'];
  let rows: readonly Row[];

  beforeAll(async () => {
    ({ rows } = await provokeAll({ only: representative, quick: true }));
  }, 150_000);

  test.each(representative.map((id) => [id]))('%s is heard or told, as it must be', (id) => {
    expect(rows.find((row) => row.id === id)).toMatchObject({ provoked: true, problems: [] });
  });
});
