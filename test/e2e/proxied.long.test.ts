import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openProxiedRoom } from './proxied-room.ts';
import type { ProxiedRoom } from './proxied-room.ts';
import { closeClean, told } from './room.ts';

// People whose messages a bot posts again: their rules and voices, and what else proxies and others do.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

const read = 'It was read.';

/** A room in which the bot knows that Ann is proxied. */
async function openKnownRoom(...options: Parameters<typeof openProxiedRoom>): Promise<ProxiedRoom> {
  const room = await openProxiedRoom(...options);
  const content = 'A: Known from now on.';
  const done = await room.bot.act(scene.discord.say({ channel: room.text, by: room.ann, content }));
  if (done) await room.outcomeOf(done);
  return room;
}

/** The texts that the service was asked for with those words. */
const asked = (words: string) =>
  scene.deapi.jobs.findLast(({ fields }) => fields['text'] === words)?.fields;

async function switchOn(room: ProxiedRoom, ...names: readonly string[]): Promise<void> {
  const panel = await room.set('show');
  const on = ['authorInCall', ...names];
  await told(scene.discord.forge(panel, 'autoread:switches:', room.admin, on), /Switched on/);
}

test.concurrent('it is spoken in its author’s voice, or in that and by the name that they set for the proxy’s', async () => {
  const room = await openKnownRoom(scene);
  room.bot.register(room.ann, 'Sol | Stars', 'S: text');
  await told(room.use('voice set', { voice: 'am_adam' }), /Adam/);
  await told(room.use('voice set', { voice: 'bf_emma', proxy: 'Sol' }), /As “Sol”\*\* Emma/);
  const named = room.use('autoread me', { name: 'Sunny', proxy: 'Sol' });
  await told(named, /posted as “Sol”, I call you “Sunny” aloud/);
  for (const content of ['A: With my own voice.', 'S: With its own voice.', 'S: As before.'])
    await room.outcomeOf(await room.proxied(content));
  await room.outcomeOf(await room.proxied('A: And mine again.'));
  expect(room.said()).toEqual([
    'With my own voice.',
    'Sunny said: With its own voice.',
    'As before.',
    'Ann said: And mine again.',
  ]);
  expect(asked('With my own voice.')).toMatchObject({ voice: 'am_adam' });
  expect(asked('Sunny said: With its own voice.')).toMatchObject({ voice: 'bf_emma' });
  await told(room.use('voice reset', { proxy: 'sol' }), /^(?!.*As “Sol”)/s);
  await room.outcomeOf(await room.proxied('S: With my voice again.'));
  expect(asked('Sunny said: With my voice again.')).toMatchObject({ voice: 'am_adam' });
});

test.concurrent('what its author’s rules keep back is not heard, with webhooks read as well', async () => {
  const room = await openKnownRoom(scene);
  await switchOn(room, 'webhooks');
  await told(room.use('privacy opt-out'), /./);
  const refused = await room.proxied('A: I asked not to be read.');
  expect(await room.outcomeOf(refused, /asked not/)).toBe('Its author has asked not to be read.');
  await told(room.use('privacy opt-in'), /./);
  await room.set('person mute', { person: room.ann, minutes: 5 });
  const muted = await room.proxied('A: I was muted here.');
  expect(await room.outcomeOf(muted, /not read/)).toMatch(/put its author on the list/);
  expect(room.said()).toEqual([]);
});

test.concurrent('a deletion that fails makes nothing be heard twice, with webhooks read as well', async () => {
  const room = await openProxiedRoom(scene, { mayDelete: false });
  await switchOn(room, 'webhooks');
  for (const content of ['A: Both of it stay.', 'A: And once more both.']) {
    const { posts, deleted } = await room.proxied(content);
    expect(deleted).toBe(false);
    expect(await room.outcomeOf({ posts, deleted }, /were read/)).toBe(
      'Its words were read when their author wrote them.',
    );
  }
  expect(room.said()).toEqual(['Ann said: A: Both of it stay.', 'A: And once more both.']);
});

test.concurrent('what is posted can be edited and taken back through the proxy while it waits', async () => {
  const room = await openKnownRoom(scene);
  room.slow();
  const edited = await room.proxied('A: Before the edit.');
  scene.discord.editMessage(edited.posts[0] as Message, 'After the edit.');
  room.expect('After the edit.');
  expect(await room.outcomeOf(edited)).toBe(read);
  room.slow();
  const gone = await room.proxied('A: Taken back.');
  scene.discord.deleteAs(room.bot.bot, gone.posts[0] as Message);
  const last = room.write('This is the last of it.');
  await room.why(last, /^It was read/);
  expect(room.said()).toContain('After the edit.');
  const { text } = await told(room.use('autoread why'), /./);
  expect(text.match(/It was deleted/g)).toHaveLength(1);
});

test.concurrent('answers, pictures and tags that look like commands come through', async () => {
  const room = await openKnownRoom(scene);
  const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
  room.bot.register(room.ann, 'Terra', 't!text');
  const question = scene.discord.say({ channel: room.text, by: bea, content: 'Hm?' });
  const say = (content: string, more: object) =>
    room.bot.act(scene.discord.say({ channel: room.text, by: room.ann, content, ...more }));
  room.expect('Answered by proxy.', 'an image');
  const answer = await say('A: Answered by proxy.', { replyTo: question });
  const picture = { filename: 'cat.png', bytes: new Uint8Array(9) };
  const shown = await say('A:', { attachments: [picture] });
  const command = await room.proxied('t!No command at all.');
  for (const each of [answer, shown, command])
    expect(each && (await room.outcomeOf(each))).toBe(read);
  expect(room.said()).toEqual([
    'replying to Bea: Answered by proxy.',
    'an image',
    'No command at all.',
  ]);
});

test.concurrent('who copies somebody with a webhook of their own is not heard', async () => {
  const { discord } = scene;
  const room = await openKnownRoom(scene);
  const mod = discord.addPerson(room.server, { permissions: ['ManageWebhooks'] });
  const webhook = discord.addWebhook(room.text, mod);
  const line = room.write('I do not like any of it.');
  const copy = discord.postByWebhook(webhook, { name: 'Ann', content: 'like any of it.' });
  await room.why(line, /^It was read/);
  expect((await room.why(copy, /were read/)).text).toMatch(/were read when their author/);
  const refused = room.write(';nobody hears this');
  const heard = discord.postByWebhook(webhook, { name: 'Ann', content: 'nobody hears this' });
  await room.why(refused, /begins with a mark/);
  expect((await room.why(heard, /begins with a mark/)).text).toMatch(/begins with a mark/);
  room.expect('like any of it.', 'nobody hears this');
  expect(room.said()).toEqual(['I do not like any of it.']);
});
