import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { changerRuns, changersOf, heard, hexOf } from './heard-sound.ts';
import { closeClean, freshSentence, openRoom, told } from './room.ts';

// Sound that was made is heard louder or softer, where somebody set that.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

// Linux alone tells of the children of a process by a file.
const skip = process.platform !== 'linux';

test(
  'what needs no change is heard byte for byte as it was made, and no process runs for it',
  { skip },
  async () => {
    const room = await openRoom(scene);
    const text = freshSentence();
    const first = await heard(room, text);
    expect(hexOf((await heard(room, text)).frames)).toEqual(hexOf(first.frames));
    expect(await changersOf(scene)).toEqual([]);
  },
);

test('a server and a person set the volume, and it is heard so many dB softer, at the same time', async () => {
  const room = await openRoom(scene);
  const admin = scene.discord.addPerson(room.server, { name: 'Ada', permissions: ['ManageGuild'] });
  const text = freshSentence();
  const usual = await heard(room, text);
  await told(room.use('volume server', { db: -10 }), /Manage Server/);
  await told(room.use('volume server', { db: -10 }, admin), /-10 dB/);
  await changerRuns(room);
  const softer = await heard(room, text);
  expect(softer.lufs - usual.lufs).toBeCloseTo(-10, 0);
  expect(softer.frames.length).toBe(usual.frames.length);
  await told(room.use('volume me', { db: -5 }), /-5 dB/);
  expect((await heard(room, text)).lufs - usual.lufs).toBeCloseTo(-15, 0);
});

test('a moderator makes somebody louder, below the peaks that may be, and takes it back', async () => {
  const room = await openRoom(scene);
  const mo = scene.discord.addPerson(room.server, { name: 'Mo', permissions: ['MuteMembers'] });
  const text = freshSentence();
  const usual = await heard(room, text);
  await told(room.use('volume person', { person: room.ann, db: 3 }, mo), /3 dB/);
  await changerRuns(room);
  const louder = await heard(room, text);
  expect(louder.lufs - usual.lufs).toBeCloseTo(3, 0);
  expect(louder.dbtp).toBeLessThan(-1);
  await told(room.use('volume person', { person: room.ann }, mo), /themselves/);
  expect(hexOf((await heard(room, text)).frames)).toEqual(hexOf(usual.frames));
});
