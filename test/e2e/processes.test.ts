import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { speechBegins } from '../../src/rehearsal/hearing/speech-heard.ts';
import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
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

// What happens to the bot's own processes and to its connection to Discord while it speaks.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

/** Processes that this one started, with what they run. */
async function childrenOf(pid: number): Promise<{ pid: number; command: string }[]> {
  const list = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return Promise.all(
    list
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map(async (child) => ({
        pid: Number(child),
        command: (await readFile(`/proc/${child}/cmdline`, 'utf8')).replaceAll('\0', ' '),
      })),
  );
}

// Linux alone tells of the children of a process by a file.
const skip = process.platform !== 'linux';

test(
  '10: while the main process stands still for a second, what it sent to be spoken is heard without a gap',
  { skip },
  async () => {
    const room = await openRoom(scene);
    const words = freshSentence();
    const interaction = room.use('say', { text: words });
    await speechBegins(room.listener, interaction.sentAtMs, soonMs);
    await delay(300);
    process.kill(scene.bot.pid, 'SIGSTOP');
    const fromMs = performance.now();
    await delay(1_000);
    process.kill(scene.bot.pid, 'SIGCONT');
    const during = speechOf(room.listener, { fromMs, toMs: performance.now() });
    expect(during.length).toBeGreaterThan(30);
    expect(Math.max(...gaps(during))).toBeLessThan(600);
    expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
    expect(await nextIsHeard(room)).toBe(true);
  },
);

test(
  'a voice process that is killed is replaced, and its calls begin their sentences again',
  { skip },
  async () => {
    const rooms = await Promise.all([openRoom(scene), openRoom(scene)]);
    const saying = await Promise.all(
      rooms.map(async (room) => {
        const words = freshSentence();
        const interaction = room.use('say', { text: words });
        await speechBegins(room.listener, interaction.sentAtMs, soonMs);
        return { room, words, interaction };
      }),
    );
    const before = await childrenOf(scene.bot.pid);
    const worker = before.find(({ command }) => command.includes('call/worker/main.ts'));
    expect(worker).toBeDefined();
    process.kill(worker!.pid, 'SIGKILL');
    for (const { room, words, interaction } of saying)
      expect(await heardLike(room, interaction, words, { begunAgain: true })).toBeGreaterThan(0.95);
    const after = await childrenOf(scene.bot.pid);
    expect(after.map(({ pid }) => pid)).not.toContain(worker!.pid);
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
