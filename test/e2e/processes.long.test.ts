import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { childrenThatRun } from '../child-processes.ts';
import { openScene } from '../scene.ts';
import { Bystander } from './bystander.ts';
import {
  closeClean,
  freshSentence,
  gaps,
  heardLike,
  nextIsHeard,
  openRoom,
  soonMs,
  speechOf,
} from './room.ts';
import type { Room } from './room.ts';

// The bot's own processes and its connection to Discord, while it speaks.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** The processes that hold calls, oldest first. */
const workersOf = ({ bot }: Scene): Promise<readonly number[]> =>
  childrenThatRun(bot.pid, 'call/worker/main');

// Linux alone tells of the children of a process by a file.
const skip = process.platform !== 'linux';

test(
  '10: while the main process stands still for a second, what it sent to be spoken is heard without a gap',
  { skip },
  async () => {
    const room = await openRoom(scene);
    const words = freshSentence();
    const bystander = await Bystander.begin(scene);
    const interaction = room.use('say', { text: words });
    await speechBegins(room.listener, interaction.sentAtMs, soonMs);
    await delay(300);
    const fromMs = performance.now();
    await bystander.undisturbed(async () => {
      process.kill(scene.bot.pid, 'SIGSTOP');
      await delay(1_000);
      process.kill(scene.bot.pid, 'SIGCONT');
    });
    await bystander.end();
    const during = speechOf(room.listener, { fromMs, toMs: performance.now() });
    expect(during.length).toBeGreaterThan(30);
    expect(Math.max(...gaps(during))).toBeLessThan(600);
    expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
    expect(await nextIsHeard(room)).toBe(true);
  },
);

test(
  'a voice process that is killed is replaced, its calls begin their sentences again, and those of another process hear nothing of it',
  { skip },
  async () => {
    const own = await openScene({ environment: { CALLS_PER_PROCESS: '2' } });
    const saying: { room: Room; words: string; interaction: Interaction }[] = [];
    for (const room of [await openRoom(own), await openRoom(own)]) {
      const words = freshSentence();
      const interaction = room.use('say', { text: words });
      await speechBegins(room.listener, interaction.sentAtMs, soonMs);
      saying.push({ room, words, interaction });
    }
    const [first] = await workersOf(own);
    const bystander = await Bystander.begin(own);
    for (const each of saying) {
      each.words = freshSentence();
      each.interaction = each.room.use('say', { text: each.words });
      await speechBegins(each.room.listener, each.interaction.sentAtMs, soonMs);
    }
    await bystander.undisturbed(async () => {
      process.kill(first!, 'SIGKILL');
      for (const { room, words, interaction } of saying)
        expect(await heardLike(room, interaction, words, { begunAgain: true })).toBeGreaterThan(
          0.95,
        );
    });
    await bystander.end();
    expect(await workersOf(own)).not.toContain(first);
    await closeClean(own);
  },
);

test.each([
  ['is cut', () => scene.discord.gateway.cut()],
  ['is to be made anew', () => scene.discord.gateway.reconnect()],
  ['is void for a moment', () => scene.discord.gateway.invalidate(true)],
])(
  'when the connection to Discord %s in the middle of a sentence, it is heard to its end',
  async (_, disturb) => {
    const { gateway } = scene.discord;
    const room = await openRoom(scene);
    const words = freshSentence();
    const interaction = room.use('say', { text: words });
    await speechBegins(room.listener, interaction.sentAtMs, soonMs);
    const since = { ...gateway.counts };
    disturb();
    expect(await gateway.back(soonMs, since)).toBe('resumed');
    expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
    expect(await nextIsHeard(room)).toBe(true);
  },
);

test('when Discord has forgotten the connection, the bot comes back and speaks', async () => {
  const { gateway } = scene.discord;
  const room = await openRoom(scene);
  const { sentAtMs } = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, sentAtMs, soonMs);
  const since = { ...gateway.counts };
  gateway.invalidate(false);
  expect(await gateway.back(soonMs, since)).toBe('identified');
  await scene.discord.ready();
  expect(await nextIsHeard(room)).toBe(true);
});
