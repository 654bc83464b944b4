import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { openScene, startBot } from '../scene.ts';
import { freshSentence, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';

// Panels of /queue in the hands of several people, for lines that have gone, and after the bot was started anew.

let scene: Scene;
let dataFolder: string;
let again: BotProcess | undefined;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'crier-presses-'));
  scene = await openScene({ dataFolder });
});

afterEach(async () => {
  await again?.stop();
  again = undefined;
  await scene.close();
  await rm(dataFolder, { recursive: true });
});

interface Line {
  readonly id: string;
  readonly words: string;
  readonly interaction: Interaction;
}

/** A room in which Ann is heard for a minute, and which Mo and Max moderate. */
async function openBusyRoom(): Promise<
  Room & {
    readonly say: (by: Person) => Promise<Line>;
    readonly bob: Person;
    readonly cem: Person;
    readonly mo: Person;
    readonly max: Person;
  }
> {
  const room = await openRoom(scene);
  const { discord } = scene;
  const add = (name: string, moderates = false): Person => {
    const person = discord.addPerson(room.server, {
      name,
      ...(moderates && { permissions: ['MuteMembers'] }),
    });
    discord.join(room.call, person);
    return person;
  };
  const [bob, cem, mo, max] = [add('Bob'), add('Cem'), add('Mo', true), add('Max', true)];
  const long = room.use('say', { text: Array.from({ length: 20 }, freshSentence).join(' ') });
  await speechBegins(room.listener, long.sentAtMs, soonMs);
  const say = async (by: Person): Promise<Line> => {
    const words = freshWords();
    const interaction = room.use('say', { text: words }, by);
    const waiting = await told(interaction, /Waiting/);
    const [, id = ''] = /say:skip:([\w-]+)/.exec(JSON.stringify(waiting.components)) ?? [];
    return { id, words, interaction };
  };
  return { ...room, bob, cem, mo, max, say };
}

const panelOf = (room: Room, by: Person, shows: RegExp): Promise<Message> =>
  told(room.use('queue', {}, by), shows);

test('what two moderators do at once is done once, and the other is told; what is forged is refused', async () => {
  const room = await openBusyRoom();
  const { bob, cem, mo, max, say } = room;
  const { discord } = scene;
  const [one, two, three] = [await say(bob), await say(cem), await say(bob)];
  const [ofMo, ofMax] = [await panelOf(room, mo, /4\./), await panelOf(room, max, /4\./)];

  const both = [
    discord.select(ofMo, 'Skip …', [two.id], mo),
    discord.select(ofMax, 'Skip …', [two.id], max),
  ];
  await told(two.interaction, /Skipped/);
  const skips = await Promise.all(
    both.map(async (pressed) =>
      Promise.race([
        told(pressed, /doesn’t wait any more/).then(() => 'late'),
        pressed
          .shown(({ text }) => /3\. /.test(text) && !/Cem/.test(text), soonMs)
          .then(() => 'done'),
      ]),
    ),
  );
  expect(skips.toSorted()).toEqual(['done', 'late']);

  // Bob's own panel, with what it doesn't offer him.
  const ofBob = await panelOf(room, bob, /3\./);
  const four = await say(cem);
  for (const menu of ['queue:skip', 'queue:front']) {
    const forged = discord.forge(ofBob, menu, bob, [four.id]);
    await told(forged, menu === 'queue:skip' ? /somebody else’s/ : /Only moderators/);
  }
  await told(discord.forge(ofBob, 'queue:all', bob), /Only moderators/);
  expect(JSON.stringify((await panelOf(room, mo, /4\./)).components)).toContain(four.id);

  // Both clear at once: one has taken out all, the other is told that nothing waits.
  const cleared = [discord.press(ofMo, 'Clear all', mo), discord.press(ofMax, 'Clear all', max)];
  for (const { interaction } of [one, three, four]) await told(interaction, /Skipped/);
  const ends = await Promise.all(
    cleared.map(async (pressed) =>
      Promise.race([
        told(pressed, /Nothing waits/).then(() => 'late'),
        pressed
          .shown(({ text }) => /1\. /.test(text) && !/2\. /.test(text), soonMs)
          .then(() => 'done'),
      ]),
    ),
  );
  expect(ends.toSorted()).toEqual(['done', 'late']);
});

test('a panel of the last process is gone on with by a press, and what it still lists and has gone is told of', async () => {
  const room = await openBusyRoom();
  const { bob, cem, mo, say } = room;
  const { discord, deapi } = scene;
  const [one, two] = [await say(bob), await say(cem)];
  const panel = await panelOf(room, mo, /3\./);
  // A request that a killed bot had under way may have been paid for: it isn’t sent again, and its line wouldn’t wait.
  const isFetched = ({ words }: Line): boolean =>
    deapi.jobs.some(({ fields, downloads }) => fields['text'] === words && downloads > 0);
  await vi.waitUntil(() => [one, two].every(isFetched), { timeout: soonMs });
  scene.bot.kill('SIGKILL');
  await scene.bot.exited;
  const since = { ...discord.gateway.counts };
  const startedAtMs = performance.now();
  again = startBot({
    environment: environmentOf(discord, deapi),
    caPem: discord.caPem,
    dataFolder,
  });
  await discord.gateway.back(soonMs, since);
  await speechBegins(room.listener, startedAtMs, soonMs);
  // The lines are others of the same words now.
  await told(discord.select(panel, 'Skip …', [two.id], mo), /doesn’t wait any more/);
  const refreshed = discord.press(panel, 'Refresh', mo);
  await refreshed.shown(({ text }) => /1\. \*\*Ann/.test(text), soonMs);
  for (const { interaction } of [one, two])
    await told(interaction, /Waiting|Nearly|Speaking|Spoken/);
  const gone = discord.press(panel, 'Clear all', mo);
  await gone.shown(({ text }) => !/2\. /.test(text), soonMs);
  await told(one.interaction, /Skipped/);
  const answer = (await told(room.use('queue', {}, mo), /1\. /)).text;
  expect(answer).not.toContain('2. ');
});
