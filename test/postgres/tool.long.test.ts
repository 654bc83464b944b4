import { expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { keepClone, temporaryFolder } from '../store/folder.ts';
import { runTool } from '../tools.ts';
import { postgresServer } from './server.ts';

test('the tool says what it copied, and what is to be done', async () => {
  await using server = await postgresServer();
  await using folder = await temporaryFolder();
  const store = await openStore({ folder: folder.path });
  await keepClone(store, 'ann', 'Mine');
  await store.serverSettings.change('club', { actorId: 'mod' }, (now) => ({
    ...now,
    clones: 'forbid',
  }));
  await store.close();
  const url = server.urlOf(await server.create());
  const from = ['copy', '--from', `sqlite:${folder.path}`, '--to'];
  const looked = await runTool('store', [...from, 'postgres', '--dry-run'], { DATABASE_URL: url });
  expect(looked).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^Nothing was changed\. There are [\d,]+ rows in .*crier\.sqlite/u),
  });
  const copied = await runTool('store', [...from, url], {});
  expect(copied.code).toBe(0);
  expect(copied.said).toMatch(
    /^Copied [\d,]+ rows from .*crier\.sqlite to the database d\d+ on .*, and compared each \(settings \d.*The recordings stay files in .*clips: (\d+) of \1 are there/u,
  );
  const again = await runTool('store', [...from, url], {});
  expect(again).toMatchObject({
    code: 78,
    said: expect.stringMatching(/^There is a store already/u),
  });
  expect((await runTool('store', ['copy', '--from', 'mysql:x', '--to', url], {})).code).toBe(78);
  expect(await runTool('store', [], {})).toMatchObject({
    code: 78,
    said: expect.stringMatching(/^Say npm run store -- copy/u),
  });
});
