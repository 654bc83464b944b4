import { randomBytes } from 'node:crypto';

import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';

import type { OutgoingFile } from '#discord/view.ts';
import { exportOf } from '#features/privacy/export-files.ts';

import { anyClip, consentTo, hashOf, keepClone } from '../store/folder.ts';
import { desk, roles } from './desk.ts';
import type { Role } from './desk.ts';

const everybody = Object.keys(roles) as Role[];
const ownerId = roles.owner.userId;

test('nobody deletes what is held about somebody else, whatever button they press', async () => {
  const deleted: Role[] = [];
  for (const role of everybody) {
    await using here = await desk();
    await here.store.people.change(ownerId, { actorId: ownerId }, (person) => ({
      ...person,
      spokenName: 'Ada',
    }));
    await here.press(role, `privacy:delete:all:${ownerId}`);
    if ((await here.store.people.get(ownerId)).spokenName === undefined) deleted.push(role);
  }
  expect(deleted).toEqual(['owner']);
});

test.each(['privacy:delete', 'privacy:delete:all', 'privacy:delete:all:', 'privacy:delete::11'])(
  'the button %j of somebody’s making deletes nothing of others',
  async (customId) => {
    await using here = await desk();
    await keepClone(here.store, ownerId, 'Mine');
    await here.press('other', customId);
    expect(await here.store.voices.ownedBy(ownerId)).toHaveLength(1);
  },
);

test('who presses somebody else’s button deletes nothing of their own either, and is told', async () => {
  await using here = await desk();
  await keepClone(here.store, roles.other.userId, 'Mine');
  expect(await here.press('other', `privacy:delete:all:${ownerId}`)).toMatch(/for somebody else/);
  expect(await here.store.voices.ownedBy(roles.other.userId)).toHaveLength(1);
});

test('deleting silences twice, and forgets what every voice of the person spoke', async () => {
  await using here = await desk();
  const clip = anyClip();
  await keepClone(here.store, ownerId, 'Clone', clip);
  const description = 'A calm voice.';
  const sound = { mode: 'design' as const, description };
  await here.store.voices.keep({ ownerId, name: 'Design', sound });
  expect(await here.press('owner', `privacy:delete:all:${ownerId}`)).toMatch(/is deleted/);
  // Before it, so that nothing is heard meanwhile; and after it, for what began meanwhile.
  expect(here.done.silenced).toBe(2);
  expect(here.done.unfinished).toEqual([ownerId, ownerId]);
  expect(here.done.forgotten).toContainEqual({ mode: 'design', description });
  expect(here.done.forgotten).toContainEqual({ mode: 'clone', clipHash: hashOf(clip) });
});

test('deleting forgets what a clip spoke that was used once and never kept', async () => {
  await using here = await desk();
  const once = hashOf(anyClip());
  await consentTo(here.store, ownerId, once);
  await here.press('owner', `privacy:delete:all:${ownerId}`);
  // Before the statement goes, and once more after it.
  const both = [{ userId: ownerId }, { mode: 'clone', clipHash: once }];
  expect(here.done.forgotten).toEqual([...both, ...both]);
});

test.each([
  ['all', false],
  ['refusal', true],
])('of what is deleted by the button %s the refusal to be read is left: %s', async (what, left) => {
  await using here = await desk();
  await here.store.people.change(ownerId, { actorId: ownerId }, (person) => ({
    ...person,
    spokenName: 'Ada',
    optedOut: true,
  }));
  await here.press('owner', `privacy:delete:${what}:${ownerId}`);
  const { spokenName, optedOut } = await here.store.people.get(ownerId);
  expect([spokenName, optedOut]).toEqual([undefined, left]);
});

test('who refuses to be read falls silent', async () => {
  await using here = await desk();
  await here.press('owner', 'privacy:out');
  expect(here.done.silenced).toBe(1);
  expect((await here.store.people.get(ownerId)).optedOut).toBe(true);
  await here.press('owner', 'privacy:in');
  expect((await here.store.people.get(ownerId)).optedOut).toBe(false);
});

test('an export is cut into files that Discord takes, and together they hold everything', async () => {
  await using here = await desk();
  const clips = [30_000, 40_000, 50_000].map((size) => anyClip(randomBytes(size)));
  for (const [index, clip] of clips.entries())
    await keepClone(here.store, ownerId, `Voice ${index}`, clip);
  const held = await here.store.personalData.about(ownerId);
  const byHash = new Map(clips.map((clip) => [hashOf(clip), clip]));
  const maxBytes = 100_000;
  const exported = await exportOf(held, async (hash) => byHash.get(hash), maxBytes);
  const files: OutgoingFile[] = [];
  for await (const file of exported.files) files.push(file);
  expect(exported.fileCount).toBe(2);
  expect(files.map(({ name }) => name)).toEqual(['my-data-1.zip', 'my-data-2.zip']);
  expect(files.every(({ data }) => data.length <= maxBytes)).toBe(true);
  const entries = Object.assign({}, ...files.map(({ data }) => unzipSync(data))) as Record<
    string,
    Uint8Array
  >;
  expect(JSON.parse(strFromU8(entries['data.json'] ?? new Uint8Array()))).toEqual(
    JSON.parse(JSON.stringify(held)),
  );
  for (const [hash, { bytes }] of byHash)
    expect(Buffer.from(entries[`clips/${hash}.mp3`] ?? [])).toEqual(Buffer.from(bytes));
});

test('what is told in words takes its room in the first of the files', async () => {
  await using here = await desk();
  const words = Array.from({ length: 300 }, (_, at) => ({
    written: `word ${at}`,
    match: 'word' as const,
    caseSensitive: false,
    // Nothing that a zip makes small.
    spoken: { as: 'words' as const, words: randomBytes(150).toString('base64') },
  }));
  await here.store.dictionaries.put({ of: 'person', userId: ownerId }, words, ownerId);
  const clips = Array.from({ length: 4 }, () => ({ ...anyClip(), bytes: randomBytes(20_000) }));
  for (const [index, clip] of clips.entries())
    await keepClone(here.store, ownerId, `Voice ${index}`, clip);
  const held = await here.store.personalData.about(ownerId);
  const byHash = new Map(clips.map((clip) => [hashOf(clip), clip]));
  const maxBytes = 100_000;
  const exported = await exportOf(held, async (hash) => byHash.get(hash), maxBytes);
  const sizes: number[] = [];
  for await (const { data } of exported.files) sizes.push(data.length);
  expect(sizes.length).toBe(2);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(maxBytes);
});
