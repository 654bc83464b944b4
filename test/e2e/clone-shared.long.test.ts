import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { keepClone } from './cloning.ts';
import { recordingStudio } from './recordings.ts';
import { closeClean, freshSentence, openRoom, told } from './room.ts';

// Voices of recordings for others, through the real bot: shared, approved, reported, taken back.

const everyMs = 90_000;

let scene: Scene;
const studio = recordingStudio();

beforeAll(async () => {
  scene = await openScene({ deapi: { hear: () => '' } });
}, everyMs);

afterAll(async () => {
  await studio.close();
  await closeClean(scene);
}, everyMs);

const press = (message: Message, button: string, by: Person): Interaction =>
  scene.discord.press(message, button, by);

test(
  'a kept voice is used, shared, taken back and deleted by buttons, by its owner alone',
  async () => {
    const room = await openRoom(scene);
    const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
    const modeOf = async (): Promise<string | undefined> => {
      const text = freshSentence();
      await told(room.use('say', { text, as: 'file' }), /AI voice/);
      return scene.deapi.jobs.findLast(({ fields }) => fields['text'] === text)?.fields['mode'];
    };
    expect(await modeOf()).toBe('custom_voice');
    const clip = await studio.of(133);
    const asked = await told(
      room.use('clone make', { clip, name: 'Pressed' }),
      /Whose voice is it/,
    );
    const panel = await told(press(asked, 'It is my own voice', room.ann), /ready to be heard/);
    const kept = await told(press(panel, 'Keep', room.ann), /is kept, and only you/);
    await told(press(kept, 'Use it', room.ann), /You speak with that voice now/);
    expect(await modeOf()).toBe('voice_clone');

    const manage = async (): Promise<Message> => {
      const list = await told(room.use('clone list'), /Your voices/);
      return told(press(list, 'Manage', room.ann), /Pressed/);
    };
    await told(press(await manage(), 'Share with this server', room.ann), /can speak as “Pressed”/);
    const own = await manage();
    const seen = await told(room.use('say', { text: freshSentence(), as: 'file' }), /AI voice/);
    const [id = ''] = /(?<=clone:unshare:)[^"]+/.exec(JSON.stringify(own.components)) ?? [];
    await told(press(own, 'Take back from this server', room.ann), /Only you can use “Pressed”/);
    for (const action of ['use', 'manage', 'share', 'unshare', 'remove', 'delete'])
      await told(
        scene.discord.forge(seen, `clone:${action}:${id}`, bob),
        /no voice|can’t see|no longer|not yours/i,
      );
    const sure = await told(press(await manage(), 'Delete …', room.ann), /Pressed/);
    await told(press(sure, 'Delete', room.ann), /“Pressed” is deleted/);
    expect(await modeOf()).toBe('custom_voice');
  },
  everyMs,
);

test(
  'nobody else gets at a voice until it is shared, nor after it was taken back',
  async () => {
    const room = await openRoom(scene);
    const { discord } = scene;
    const bob = discord.addPerson(room.server, { name: 'Bob' });
    await keepClone(scene, room, 'Mine', await studio.of(120));
    const say = (by: Person, voice = 'Mine'): Interaction =>
      room.use('say', { text: freshSentence(), voice, as: 'file' }, by);
    const suggested = async (by: Person): Promise<readonly string[]> => {
      const options = { text: 'a', voice: 'mine' };
      const typed = { name: 'say', options, focused: 'voice', channel: room.text, by };
      const { choices } = await discord.autocomplete(typed);
      return choices.map(({ value }) => String(value)).filter((value) => value.startsWith('kept:'));
    };
    const [own] = await suggested(room.ann);
    if (!own) throw new Error('its owner is not offered the voice');
    expect(await suggested(bob)).toEqual([]);
    await told(say(bob), /There is no voice|no voice/);
    // Its id alone opens nothing.
    await told(say(bob, own), /no longer|There is no voice|no voice/);

    await told(room.use('clone share', { voice: own }), /can speak as “Mine” now/);
    expect(await suggested(bob)).toHaveLength(1);
    await told(say(bob), /AI voice/);
    for (const command of ['clone unshare', 'clone delete', 'clone share'])
      await told(room.use(command, { voice: own }, bob), /You keep no voice of that name/);
    await told(
      room.use('clone rename', { voice: 'Mine', name: 'Yours' }, bob),
      /You keep no voice/,
    );

    await told(room.use('clone unshare', { voice: 'Mine' }), /Only you can use “Mine”/);
    expect(await suggested(bob)).toEqual([]);
    await told(say(bob, own), /no longer|There is no voice|no voice/);
    await told(say(room.ann), /AI voice/);
  },
  everyMs,
);

test(
  'where admins want to approve, a clone speaks once they have, and a reported one can be silenced',
  async () => {
    const room = await openRoom(scene);
    const { discord } = scene;
    const [bob, eve] = ['Bob', 'Eve'].map((name) => discord.addPerson(room.server, { name }));
    if (!bob || !eve) throw new Error('nobody came');
    const admin = discord.addPerson(room.server, { name: 'Admin', permissions: ['ManageGuild'] });
    await told(room.use('voice server', { clones: 'approval' }, admin), /./);
    await keepClone(scene, room, 'Asked', await studio.of(110), /have approved/);
    const say = (by: Person): Interaction =>
      room.use('say', { text: freshSentence(), voice: 'Asked', as: 'file' }, by);
    await told(say(room.ann), /once this server’s admins have approved/);
    await told(room.use('clone requests', {}, bob), /Only people with the right/);

    const waiting = await told(room.use('clone requests', {}, admin), /wants to speak here/);
    await told(press(waiting, 'Approve', admin), /Nothing waits for you/);
    await told(say(room.ann), /AI voice/);

    await told(room.use('clone share', { voice: 'Asked' }), /can speak as “Asked”/);
    await told(say(bob), /AI voice/);
    const report = { voice: 'Asked', reason: 'This is *my* voice' };
    await told(room.use('clone report', report, eve), /admins see your report/);
    const reported = await told(room.use('clone requests', {}, admin), /was reported/);
    expect(reported.text).toContain('my');
    await told(press(reported, 'Silence it here', admin), /Nothing waits for you/);
    await told(say(bob), /admins don’t want “Asked”/);
  },
  everyMs,
);
