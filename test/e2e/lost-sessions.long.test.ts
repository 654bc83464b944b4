import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshSentence, heardLike, nextIsHeard, openRoom, soonMs } from './room.ts';
import type { Room } from './room.ts';

/*
 * Discord loses the bot's gateway session, and with it every call: it closes the voice socket with the code of a kick
 * (4014). Nobody sent the bot away, so it comes back and says what it was saying.
 */

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterEach(() => {
  scene.discord.gateway.faults.callsEnd = 'with the session';
});

afterAll(() => closeClean(scene));

const kicked = 'I was disconnected from the voice channel';
/** How often people in the text channel were told of a kick. */
const kicksTold = ({ text }: Room): number =>
  scene.discord.messagesIn(text).filter((message) => message.text.includes(kicked)).length;

const lost = {
  'op 9 in the middle of the session': () => scene.discord.gateway.invalidate(false),
  'op 9 in answer to a resume': () => scene.discord.gateway.closeAll(4009),
} as const;
type Way = keyof typeof lost;
const ways = Object.keys(lost) as Way[];
const orders = ['with the session', 'after READY'] as const;

test.each(ways.flatMap((way) => orders.map((order) => [way, order] as const)))(
  'a session lost by %s, whose calls end %s: the sentence is heard, and nobody is told of a kick',
  async (way, order) => {
    const { gateway } = scene.discord;
    const rooms = await Promise.all([openRoom(scene), openRoom(scene)]);
    const words = rooms.map(() => freshSentence());
    const said = rooms.map((room, at) => room.use('say', { text: words[at] ?? '' }));
    for (const [at, room] of rooms.entries())
      await speechBegins(room.listener, said[at]?.sentAtMs ?? 0, soonMs);
    await delay(300);
    gateway.faults.callsEnd = order;
    const since = { ...gateway.counts };
    lost[way]();
    expect(await gateway.back(soonMs, since)).toBe('identified');
    for (const [at, room] of rooms.entries()) {
      const spoken = said[at];
      if (!spoken) throw new Error('it was said in every room');
      const alike = await heardLike(room, spoken, words[at] ?? '', { begunAgain: true });
      expect(alike).toBeGreaterThan(0.95);
      expect(kicksTold(room)).toBe(0);
      expect(await nextIsHeard(room)).toBe(true);
    }
  },
);

test('a moderator who disconnects the bot while its gateway is away has sent it away, also when the session is resumed late', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  expect(await nextIsHeard(room)).toBe(true);
  const since = { ...discord.gateway.counts };
  discord.gateway.faults.refuseStatus = 503;
  discord.gateway.cut();
  await delay(300);
  await discord.kick(room.server, discord.bot);
  // Longer than a call waits for word of why it is over while the gateway is there.
  await delay(6_000);
  expect(kicksTold(room)).toBe(0);
  discord.gateway.faults.refuseStatus = undefined;
  expect(await discord.gateway.back(soonMs, since)).toBe('resumed');
  await expect.poll(() => kicksTold(room), { timeout: soonMs }).toBe(1);
  expect(discord.voiceState(room.server, discord.bot)).toBeUndefined();
});
