import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { begins, closeClean, freshSentence, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';
import { sequenceStep, stretches } from './stretches.ts';

// Lines wait while something long is spoken: who sees them, changes their order, and takes them out.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

interface Line {
  readonly words: string;
  readonly id: string;
  readonly interaction: Interaction;
}

/** A room in which Ann is heard for a minute, while lines of Bob and Cem wait; Mo moderates it. */
async function openBusyRoom(): Promise<
  Room & {
    readonly bob: Person;
    readonly cem: Person;
    readonly mo: Person;
    readonly long: Interaction;
    readonly say: (by: Person) => Promise<Line>;
  }
> {
  const room = await openRoom(scene);
  const { discord } = scene;
  const [bob, cem] = [
    discord.addPerson(room.server, { name: 'Bob' }),
    discord.addPerson(room.server, { name: 'Cem' }),
  ];
  const mo = discord.addPerson(room.server, { name: 'Mo', permissions: ['MuteMembers'] });
  for (const person of [bob, cem, mo]) discord.join(room.call, person);
  const long = room.use('say', { text: Array.from({ length: 20 }, freshSentence).join(' ') });
  await speechBegins(room.listener, long.sentAtMs, soonMs);
  const say = async (by: Person): Promise<Line> => {
    const words = freshWords();
    const interaction = room.use('say', { text: words }, by);
    const waiting = await told(interaction, /Waiting/);
    const [, id = ''] = /say:skip:([\w-]+)/.exec(JSON.stringify(waiting.components)) ?? [];
    return { words, id, interaction };
  };
  return { ...room, bob, cem, mo, long, say };
}

/** The ids of the lines that somebody may skip, in the order in which they are listed. */
const listed = ({ components }: Message): readonly string[] => {
  const [, menu = ''] = /"custom_id":"queue:skip"(.*?)\]/.exec(JSON.stringify(components)) ?? [];
  return [...menu.matchAll(/"value":"([\w-]+)"/g)].map(([, id = '']) => id);
};

test('what /queue shows is heard in that order, also after a moderator has changed it', async () => {
  const room = await openBusyRoom();
  const { ann, bob, cem, mo, say, long } = room;
  const one = await say(bob);
  const two = await say(bob);
  const other = await say(cem);
  const looking = room.use('queue', {}, bob);
  const seen = await told(looking, /4\./);
  expect(seen.ephemeral).toBe(true);
  expect(seen.text).toMatch(
    /1\. \*\*Ann\*\* · by a command · being spoken, about \d+ s left\n2\. \*\*You\*\* · .*\n3\. \*\*Cem\*\* · .* · heard <t:\d+:R>\n4\. \*\*You\*\*/,
  );
  for (const { words } of [one, two, other]) expect(seen.text).not.toContain(words);
  expect(listed(seen)).toEqual([one.id, two.id]);
  const panel = await told(room.use('queue', {}, mo), /4\./);
  expect(listed(panel).slice(1)).toEqual([one.id, other.id, two.id]);
  const moved = scene.discord.select(panel, 'Move to the front …', [two.id], mo);
  expect(listed(await told(moved, /2\. \*\*Bob/)).slice(1)).toEqual([two.id, other.id, one.id]);
  // Bob’s panel has changed by itself.
  await looking.shown((message) => listed(message)[0] === two.id, soonMs);
  const skip = room.use('skip', {}, ann);
  await told(skip, /Skipped/);
  await told(long, /Skipped/);
  for (const { interaction } of [one, two, other]) await told(interaction, /Spoken/);
  // The last packets may still be under way.
  await delay(300);
  const spoken = stretches(room.listener.heard).filter(
    ([first]) => first && first.atMs > skip.sentAtMs,
  );
  for (const { words } of [two, other, one]) expect(await begins(scene, spoken, words)).toBe(true);
  expect(spoken).toEqual([]);
  await looking.shown(({ text }) => /nothing waits/.test(text), soonMs);
});

test('/clear takes out one’s own lines, and for a moderator everybody’s; what is heard goes on', async () => {
  const room = await openBusyRoom();
  const { ann, bob, cem, mo, say, long } = room;
  const ofBob = [await say(bob), await say(bob)];
  const ofCem = await say(cem);
  await told(room.use('clear', {}, bob), /^I took out 2 lines of yours that waited\.$/);
  for (const { interaction } of ofBob) await told(interaction, /Skipped/);
  await told(room.use('clear', {}, bob), /^Nothing of yours waits/);
  await told(room.use('clear', { whose: 'all' }, bob), /^Only moderators .* decide/);
  expect(listed(await told(room.use('queue', {}, mo), /2\./)).slice(1)).toEqual([ofCem.id]);
  const cleared = await told(room.use('clear', { whose: 'all' }, mo), /^I took out 1 line that/);
  expect(cleared.ephemeral).toBe(false);
  await told(ofCem.interaction, /Skipped/);
  await told(long, /Speaking/);
  await told(room.use('skip', {}, ann), /Skipped/);
});

// A call is paused in the middle of a word, and goes on there.

/** The frames of speech that were heard between two times; throws where a packet is missing or was sent twice. */
function framesHeard({ listener }: Room, fromMs: number, toMs = Infinity): readonly string[] {
  const packets = listener.heard.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const steps = packets.slice(1).map((packet, at) => sequenceStep(packets[at] ?? packet, packet));
  expect(steps.filter((step) => step !== 1)).toEqual([]);
  const speech = packets.filter(({ silence }) => !silence);
  return speech.map(({ opus }) => Buffer.from(opus).toString('hex'));
}

test('it falls silent at once, and goes on without a lost or a repeated sound; what waits keeps its order', async () => {
  const room = await openRoom(scene);
  const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
  scene.discord.join(room.call, bob);
  const text = freshSentence();
  const whole = room.use('say', { text });
  await told(whole, /Spoken/);
  await delay(300);
  const wanted = framesHeard(room, whole.sentAtMs);
  // The speech is kept: the same frames are heard again.
  const said = room.use('say', { text });
  await speechBegins(room.listener, said.sentAtMs, soonMs);
  await delay(700);
  const paused = await told(room.use('pause', {}, bob), /has paused me/);
  expect(paused.text).toContain(`<@${bob.id}>`);
  await delay(200);
  const silentFromMs = performance.now();
  await told(said, /has paused me/);
  const next = room.use('say', { text: freshWords() }, bob);
  await told(next, /has paused me/);
  const panel = await told(room.use('queue', {}, bob), /has paused me/);
  expect(panel.text).toMatch(/1\. \*\*Ann\*\*.*\n2\. \*\*You/);
  await delay(1_500);
  const resumed = room.use('resume');
  expect(framesHeard(room, silentFromMs, resumed.sentAtMs)).toEqual([]);
  await told(resumed, /I go on/);
  await told(said, /Spoken/);
  await told(next, /Spoken/);
  await delay(300);
  const before = framesHeard(room, said.sentAtMs, silentFromMs).length;
  expect([before > 20, before < wanted.length - 20]).toEqual([true, true]);
  const heard = framesHeard(room, said.sentAtMs);
  expect(heard.slice(0, wanted.length)).toEqual(wanted);
  expect(heard.length).toBeGreaterThan(wanted.length + 10);
});

test('it goes on by itself when whoever paused it leaves, and tells why', async () => {
  const room = await openRoom(scene);
  const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
  scene.discord.join(room.call, bob);
  const said = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, said.sentAtMs, soonMs);
  await told(room.use('pause', {}, bob), /has paused me/);
  await scene.discord.leave(room.server, bob);
  await told(said, /Spoken/);
  const news = scene.discord
    .messagesIn(room.text)
    .filter(({ text }) => text.includes('had paused me and left'));
  expect(news).toHaveLength(1);
});

test('the buttons of /queue hold it back and let it go on, in the middle of a word', async () => {
  const room = await openRoom(scene);
  const said = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, said.sentAtMs, soonMs);
  await delay(500);
  const panel = await told(room.use('queue'), /1\. \*\*You/);
  const paused = await told(scene.discord.press(panel, 'Pause', room.ann), /has paused me/);
  await delay(200);
  const silentFromMs = performance.now();
  const before = framesHeard(room, said.sentAtMs, silentFromMs).length;
  await delay(1_000);
  const resumed = scene.discord.press(paused, 'Go on', room.ann);
  expect(framesHeard(room, silentFromMs, resumed.sentAtMs)).toEqual([]);
  await told(said, /Spoken/);
  await delay(300);
  expect(framesHeard(room, said.sentAtMs).length).toBeGreaterThan(before + 20);
});
