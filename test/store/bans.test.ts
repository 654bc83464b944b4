import { expect, test } from 'vitest';

import { keepClone, testStore } from './folder.ts';

const ann = { kind: 'person', id: '11' } as const;
const club = { kind: 'server', id: '22' } as const;

test('a ban counts for a person everywhere, and for everybody in a server, also after a restart', async () => {
  let nowMs = 1;
  await using rig = await testStore({ now: () => nowMs });
  const { bans } = rig.store;
  expect(await bans.ban(ann, 'spam', '1')).toBe(true);
  nowMs = 2;
  expect(await bans.ban(club, 'raids', '1')).toBe(true);
  const again = await rig.other();
  for (const known of [bans, again.bans]) {
    expect(known.of({ userId: '11' })?.reason).toBe('spam');
    expect(known.of({ userId: '11', guildId: '22' })?.reason).toBe('spam');
    expect(known.of({ userId: '12', guildId: '22' })?.reason).toBe('raids');
    // A server and a person are told apart, whatever the ids.
    expect(known.of({ userId: '22', guildId: '11' })).toBeUndefined();
    expect(known.of({})).toBeUndefined();
    expect((await known.list()).map(({ id }) => id)).toEqual(['22', '11']);
  }
  await again.close();
});

test('a ban that is made again has the new reason, and one that is lifted is gone', async () => {
  await using rig = await testStore();
  const { bans } = rig.store;
  await bans.ban(ann, 'spam', '1');
  expect(await bans.ban(ann, 'scams', '2')).toBe(false);
  expect(bans.of({ userId: '11' })).toMatchObject({ reason: 'scams', byId: '2' });
  expect(await bans.lift(ann)).toBe(true);
  expect(await bans.lift(ann)).toBe(false);
  expect([bans.of({ userId: '11' }), await bans.list()]).toEqual([undefined, []]);
});

test('the voices of a person say that their owner is barred, from the moment on', async () => {
  await using rig = await testStore();
  const { bans, voices, sharing } = rig.store;
  const { id } = await keepClone(rig.store, '11', 'A');
  await sharing.share(id, '11', '22', true);
  const isBarred = async () => (await voices.sharedWith('22')).map((voice) => voice.isBarred);
  expect(await isBarred()).toEqual([undefined]);
  await bans.ban(ann, 'spam', '1');
  expect(await isBarred()).toEqual([true]);
  await bans.lift(ann);
  expect(await isBarred()).toEqual([undefined]);
});
