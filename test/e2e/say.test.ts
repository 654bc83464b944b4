import type { Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';
import { speechBegins, speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';

// The real bot as a child process, which speaks with deAPI on loopback; a listener decrypts what it says.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  const code = await scene.close();
  if (code !== 0) throw new Error(`the bot ended with exit code ${code}`);
});

afterEach(() => {
  scene.deapi.clearFaults();
  scene.discord.assertClean();
  if (scene.discord.pings.length > 0) throw new Error('a message of the bot pinged somebody');
});

const everyMs = 20_000;
const uniqueText = (() => {
  let count = 0;
  return () => `Sentence number ${(count += 1)} is spoken.`;
})();

/** A server of its own, with a person who listens in its call. */
async function room(name: string): Promise<{
  server: Server;
  text: Place;
  call: Place;
  ann: { id: string; name: string };
  listener: Listener;
  use: (name: string, options?: Record<string, string | number | boolean>) => Interaction;
}> {
  const { discord } = scene;
  const server = discord.addGuild({ name });
  const text = server.addText({ name: 'text' });
  const call = server.addVoice({ name: 'call' });
  const ann = discord.addPerson(server, { name: 'Ann' });
  const listener = await discord.listen(call, ann);
  const use = (command: string, options: Record<string, string | number | boolean> = {}) =>
    discord.command({ name: command, options, channel: text, by: ann });
  return { server, text, call, ann, listener, use };
}

const said = (interaction: Interaction, pattern: RegExp) =>
  interaction.reply(({ text }) => pattern.test(text), everyMs);

test('/say joins the call and is heard there, whole and end-to-end encrypted', async () => {
  const { listener, use } = await room('joins');
  const interaction = use('say', { text: 'Hello there, this is Crier.' });
  const heard = await speechHeard(listener, interaction.sentAtMs, everyMs);
  expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
  expect(heard.framesHeard).toBeGreaterThan(25);
  const { kind, latencyMs } = await interaction.acknowledged;
  expect(kind).toBe(4);
  expect(latencyMs).toBeLessThan(1_000);
  const reply = await said(interaction, /Spoken/);
  expect(reply.text).toContain('**Ann** · Alloy, English (US)');
  expect(reply.text).toContain('> Hello there, this is Crier.');
});

test('what is said while something is spoken is heard after it, in order', async () => {
  const { listener, use } = await room('queue');
  const [first, second] = [uniqueText(), uniqueText()];
  const one = use('say', { text: first });
  await speechBegins(listener, one.sentAtMs, everyMs);
  const two = use('say', { text: second });
  await said(two, /Waiting: 1 before it/);
  const heard = await speechHeard(listener, one.sentAtMs, everyMs);
  const next = await speechHeard(listener, heard.lastPacketAtMs + 1, everyMs);
  expect([heard.framesLost, next.framesLost]).toEqual([0, 0]);
  await said(two, /Spoken/);
});

test('the same words again cost nothing and come at once', async () => {
  const { listener, use } = await room('cached');
  const text = uniqueText();
  await speechHeard(listener, use('say', { text }).sentAtMs, everyMs);
  const submits = scene.deapi.calls.submit;
  const again = use('say', { text });
  const { firstPacketAtMs } = await speechHeard(listener, again.sentAtMs, everyMs);
  expect(scene.deapi.calls.submit).toBe(submits);
  expect(firstPacketAtMs - again.sentAtMs).toBeLessThan(250);
});

test('two servers are spoken to at the same time', async () => {
  const rooms = await Promise.all([room('one'), room('two')]);
  const heard = await Promise.all(
    rooms.map(({ listener, use }) =>
      speechHeard(listener, use('say', { text: uniqueText() }).sentAtMs, everyMs),
    ),
  );
  for (const speech of heard) expect(speech).toMatchObject({ e2ee: true, framesLost: 0 });
});

test('its button skips it', async () => {
  const { listener, use, ann } = await room('skip');
  const interaction = use('say', { text: `${uniqueText()} `.repeat(20) });
  const first = await speechBegins(listener, interaction.sentAtMs, everyMs);
  const reply = await said(interaction, /Speaking|Being made/);
  const pressed = scene.discord.press(reply, 'Skip', ann);
  await pressed.acknowledged;
  const heard = await speechHeard(listener, interaction.sentAtMs, everyMs);
  expect(heard.lastPacketAtMs - first.atMs).toBeLessThan(5_000);
  await said(interaction, /Skipped/);
});

test('a moderator of another server can’t skip it with its button', async () => {
  const { listener, use } = await room('skipped from elsewhere');
  const interaction = use('say', { text: `${uniqueText()} `.repeat(20) });
  await speechBegins(listener, interaction.sentAtMs, everyMs);
  const reply = await said(interaction, /Speaking/);
  const button = /say:skip:[\w-]+/.exec(JSON.stringify(reply.components))?.[0] ?? '';
  const { server, text } = await room('elsewhere');
  const mo = scene.discord.addPerson(server, { name: 'Mo', permissions: ['MoveMembers'] });
  const carrier = await said(scene.discord.command({ name: 'help', channel: text, by: mo }), /./);
  const pressed = scene.discord.forge(carrier, button, mo);
  const refusal = await pressed.message(() => true);
  expect(refusal.text).toContain('That is somebody else’s.');
  expect(interaction.original?.text).toContain('Speaking');
  await said(use('skip'), /^Skipped\.$/);
});

test('/skip ends what is spoken, and the next is heard', async () => {
  const { listener, use } = await room('skip command');
  const long = use('say', { text: `${uniqueText()} `.repeat(20) });
  await speechBegins(listener, long.sentAtMs, everyMs);
  const next = use('say', { text: uniqueText() });
  await said(next, /Waiting/);
  await said(use('skip'), /^Skipped\.$/);
  await said(long, /Skipped/);
  await expect(said(next, /Spoken/)).resolves.toBeDefined();
});

test('Replay says it again without a call to the service', async () => {
  const { listener, use, ann } = await room('replay');
  const interaction = use('say', { text: uniqueText() });
  const reply = await said(interaction, /Spoken/);
  const submits = scene.deapi.calls.submit;
  const pressed = scene.discord.press(reply, 'Replay', ann);
  const heard = await speechHeard(listener, pressed.sentAtMs, everyMs);
  expect(heard.framesLost).toBe(0);
  expect(scene.deapi.calls.submit).toBe(submits);
});

test('in no call it is posted as a voice message', async () => {
  const { listener, use } = await room('no call');
  await listener.leave();
  const interaction = use('say', { text: uniqueText() });
  const message = await interaction.followUp(({ voiceMessage }) => voiceMessage, everyMs);
  const [file] = message.attachments;
  expect(file).toMatchObject({ contentType: 'audio/ogg' });
  expect(file?.durationSecs).toBeGreaterThan(0.5);
  expect(Buffer.from(file?.waveform ?? '', 'base64').length).toBeGreaterThan(4);
  await said(interaction, /You are in no voice channel/);
});

test('in direct messages it is posted', async () => {
  const { discord } = scene;
  const { ann } = await room('direct');
  const interaction = discord.command({
    name: 'say',
    options: { text: uniqueText() },
    channel: discord.directMessages(ann),
    by: ann,
  });
  await said(interaction, /AI voice/);
  const posted = [interaction.original, ...interaction.followUps].flatMap(
    (message) => message?.attachments ?? [],
  );
  expect(posted).toHaveLength(1);
});

test('a file in the format that was asked for is the service’s own', async () => {
  const { use } = await room('file');
  const interaction = use('say', { text: uniqueText(), as: 'file', format: 'mp3' });
  const reply = await interaction.reply(({ attachments }) => attachments.length > 0, everyMs);
  expect(reply.attachments[0]).toMatchObject({ filename: 'speech.mp3', contentType: 'audio/mpeg' });
});

test.each([
  ['Connect', /I need the right \*\*Connect\*\* there/],
  ['Speak', /I need the right \*\*Speak\*\* there/],
  ['ViewChannel', /I need the rights? .*\*\*View Channel\*\*/],
] as const)(
  'without the right %s the speech is posted, and the right is named',
  async (right, why) => {
    const { discord } = scene;
    const { server, text } = await room(right);
    const closed = server.addVoice({ name: 'closed', denyBot: [right] });
    const bob = discord.addPerson(server, { name: 'Bob' });
    discord.join(closed, bob);
    const options = { text: 'Nobody hears me in there.' };
    const interaction = discord.command({ name: 'say', options, channel: text, by: bob });
    await said(interaction, why);
    expect(interaction.followUps.some(({ voiceMessage }) => voiceMessage)).toBe(true);
  },
);

test('a full channel is told of, and the speech posted', async () => {
  const { discord } = scene;
  const { server, text } = await room('full');
  const full = server.addVoice({ name: 'full', userLimit: 1 });
  const bob = discord.addPerson(server, { name: 'Bob' });
  discord.join(full, bob);
  const options = { text: 'Nobody hears me in there.' };
  const interaction = discord.command({ name: 'say', options, channel: text, by: bob });
  const reply = await said(interaction, /is full \(at most 1\)/);
  expect(reply.text).toContain(`<#${full.id}> is full`);
});

test('with people elsewhere the bot stays, and posts', async () => {
  const { discord } = scene;
  const { server, text, call, use } = await room('elsewhere');
  await said(use('join'), /I’m in/);
  const other = server.addVoice({ name: 'other' });
  const bob = discord.addPerson(server, { name: 'Bob' });
  discord.join(other, bob);
  const interaction = discord.command({
    name: 'say',
    options: { text: uniqueText() },
    channel: text,
    by: bob,
  });
  const told = said(interaction, new RegExp(`I’m speaking to people in <#${call.id}>`));
  await expect(told).resolves.toBeDefined();
});

test('an answer that was asked to be private is seen by nobody else', async () => {
  const { use } = await room('private');
  const reply = await said(use('say', { text: uniqueText(), private: true }), /Spoken/);
  expect(reply.ephemeral).toBe(true);
});

test('voices are suggested from the live catalogue', async () => {
  const { text, ann } = await room('suggestions');
  const typed = (focused: string, options: Record<string, string>) =>
    scene.discord.autocomplete({
      name: 'say',
      options: { text: 'x', ...options },
      focused,
      channel: text,
      by: ann,
    });
  const sky = await typed('voice', { voice: 'sky' });
  expect(sky.choices[0]).toMatchObject({ name: 'Sky · English (US) · Kokoro · female' });
  const times = [sky.latencyMs];
  for (const voice of ['s', 'sk', 'sky', 'emma'])
    times.push((await typed('voice', { voice })).latencyMs);
  // Others use this machine as well: what counts is what it takes when it may run.
  expect(Math.min(...times)).toBeLessThan(100);
  expect((await typed('voice', { voice: '' })).choices).toHaveLength(25);
  expect((await typed('language', { language: 'germ' })).choices[0]).toMatchObject({ value: 'de' });
  // The formats are those that the service makes, and the one that the bot makes of any speech itself.
  expect((await typed('format', { format: '' })).choices).toEqual([
    { name: 'mp3', value: 'mp3' },
    { name: 'ogg', value: 'ogg' },
  ]);
});

test('/leave leaves, and what was being said says so', async () => {
  const { discord } = scene;
  const { server, listener, use } = await room('leave');
  const interaction = use('say', { text: `${uniqueText()} `.repeat(20) });
  await speechBegins(listener, interaction.sentAtMs, everyMs);
  await said(use('leave'), /^I left <#\d+>\.$/);
  await discord.botIn(server, undefined);
  await expect(said(interaction, /I left the call/)).resolves.toBeDefined();
});

test('/help shows links to the commands', async () => {
  const { use } = await room('help');
  const reply = await said(use('help'), /<\/say:\d+>/);
  expect(reply.ephemeral).toBe(true);
});
