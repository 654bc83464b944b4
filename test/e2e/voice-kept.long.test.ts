import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { encode } from '@crier/rehearsal/sound/encode.ts';
import { startSoundMaker } from '@crier/rehearsal/sound/sound-maker.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { openScene } from '../scene.ts';
import { keepDesign } from '../store/folder.ts';
import { closeClean, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';

// Voices that people keep: their names, how many there may be, and what servers say to them.

const everyMs = 90_000;

let scene: Scene;
let store: Store;
const maker = startSoundMaker();

beforeAll(async () => {
  scene = await openScene();
  store = await openStore({ folder: scene.bot.dataFolder });
}, everyMs);

afterAll(async () => {
  await maker.close();
  await store.close();
  await closeClean(scene);
}, everyMs);

async function recordingOf(targetHz: number) {
  const text =
    'This recording is of one person who speaks for a little while, so that a voice can be made of it.';
  const { pcm } = await maker.make({ text, timbre: { targetHz }, speed: 1, format: 'wav' });
  return { filename: 'me.mp3', bytes: await encode(pcm, 'mp3') };
}

/** As far as the statement that it is one's own voice. */
async function stated({ use, ann }: Room, name: string, targetHz: number): Promise<Interaction> {
  const made = use('clone make', { clip: await recordingOf(targetHz), name });
  const asked = await told(made, /Whose voice is it/);
  return scene.discord.press(asked, 'It is my own voice', ann);
}

const say = ({ use }: Room, voice: string, as: string, by?: Person): Interaction =>
  use('say', { text: freshWords(), voice, as }, by);

test(
  'posted speech of a clone says that it is an AI voice, and a server can forbid clones',
  async () => {
    const room = await openRoom(scene);
    const { ann, server, use } = room;
    const admin = scene.discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
    const heard = await told(await stated(room, 'Mine', 125), /ready to be heard/);
    await told(scene.discord.press(heard, 'Keep', ann), /is kept/);
    for (const as of ['file', 'voice message']) {
      const posted = await told(say(room, 'Mine', as), /· Mine[\s\S]*AI voice/);
      expect(posted.ephemeral).toBe(false);
    }

    await told(use('clone share', { voice: 'Mine' }), /can speak as “Mine”/);
    await told(
      use('voice server', { clones: 'forbid' }, admin),
      /cloned voices of people\*\* forbidden/,
    );
    const refused = /doesn’t allow cloned voices/;
    for (const by of [ann, admin]) await told(say(room, 'Mine', 'file', by), refused);
    await told(use('clone share', { voice: 'Mine' }), refused);
    await told(use('clone make', { clip: await recordingOf(140), name: 'Another' }), refused);
    await told(use('clone list'), refused);
    // A design is nobody's voice.
    await keepDesign(store, ann, 'Made up');
    await told(say(room, 'Made up', 'file'), /AI voice/);
    await told(
      use('voice server', { clones: 'allow' }, admin),
      /cloned voices of people\*\* allowed/,
    );
    await told(say(room, 'Mine', 'file'), /AI voice/);
  },
  everyMs,
);

test(
  'a voice has another name once it is renamed, and no two of a person have the same',
  async () => {
    const room = await openRoom(scene);
    const { ann, use } = room;
    for (const name of ['First', 'Second']) await keepDesign(store, ann, name);
    await told(use('voice set', { voice: 'First' }), /## First/);
    await told(
      use('clone rename', { voice: 'First', name: 'second' }),
      /keep a voice called “second” already/,
    );
    await told(use('clone rename', { voice: 'First', name: '!!!' }), /letters or digits/);
    const renamed = use('clone rename', { voice: 'First', name: '  New *name* ' });
    await told(renamed, /“First” is called “New \\\*name\\\*” now/);
    await told(say(room, 'First', 'file'), /There is no voice/);
    await told(say(room, 'new *name*', 'file'), /AI voice/);
    // The settings go on with it.
    const shown = await told(use('voice show'), /## New \\\*name\\\*/);
    expect(shown.text).not.toContain('First');
  },
  everyMs,
);

test(
  'a person keeps so many voices, and clones so many a day',
  async () => {
    const room = await openRoom(scene);
    const { ann, use } = room;
    for (let index = 1; index <= 10; index += 1) await keepDesign(store, ann, `Voice ${index}`);
    const heard = await told(await stated(room, 'Eleventh', 150), /ready to be heard/);
    // Under the panel, which stays: room can be made, and the button pressed again.
    const refused = scene.discord.press(heard, 'Keep', ann);
    await refused.message(
      ({ text }) => /You keep 10 voices, and 10 is the most/.test(text),
      soonMs,
    );
    expect((await told(use('clone list'), /Voice 10/)).text).not.toContain('Eleventh');
    const confirm = await told(use('clone delete', { voice: 'Voice 3' }), /Delete “Voice 3”/);
    await told(scene.discord.press(confirm, 'Delete', ann), /is deleted/);
    await told(scene.discord.press(heard, 'Keep', ann), /“Eleventh” is kept/);

    const quota = { what: 'clone', max: 20, perMs: 24 * 3_600_000 } as const;
    while ((await store.quotas.spend(ann.id, quota)).spent);
    const submits = scene.deapi.calls.submit;
    const many = await stated(room, 'Too many', 160);
    await many.message(({ text }) => /20 clones in a day/.test(text), soonMs);
    expect(scene.deapi.calls.submit).toBe(submits);
  },
  everyMs,
);
