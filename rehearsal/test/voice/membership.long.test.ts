import { fc } from '@fast-check/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Listener, VoiceServer } from '#discord/voice-port.ts';

import { Bot, opusFrames, startTrustedServer, until } from './voice-client.ts';

const channelId = '600000000000000008';
const botId = '700000000000000008';
const people = [
  '800000000000000001',
  '800000000000000002',
  '800000000000000003',
  '800000000000000004',
];

const lastId = '800000000000000009';

let server: VoiceServer;
let guilds = 0;

const nextGuild = (): string => String(55_000_000_000_000_000n + BigInt((guilds += 1)));

beforeAll(async () => {
  server = await startTrustedServer();
});

afterAll(async () => server.close());

interface Step {
  readonly person: number;
  readonly neverCommit: boolean;
  /** Whether everybody gets time to come to rest before the next step. */
  readonly rests: boolean;
}

const steps = fc.array(
  fc.record({
    person: fc.nat({ max: people.length - 1 }),
    neverCommit: fc.boolean(),
    rests: fc.boolean(),
  }),
  { maxLength: 12 },
);

/** Each step brings a person in who is out, or out who is in. */
async function comeAndGo(guildId: string, walk: readonly Step[]): Promise<Listener[]> {
  const present = new Map<number, Listener>();
  for (const { person, neverCommit, rests } of walk) {
    const listener = present.get(person);
    if (listener) {
      present.delete(person);
      await listener.leave();
    } else {
      const userId = people[person] ?? '';
      present.set(person, await server.listen(guildId, channelId, userId, { neverCommit }));
    }
    if (rests) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return [...present.values()];
}

const agree = (listeners: readonly Listener[], members: number): boolean =>
  new Set(listeners.map(({ privacyCode }) => privacyCode)).size === 1 &&
  listeners.every(({ groupMembers }) => groupMembers.length === members);

test('whoever comes and goes in whatever order, those who stay are in one group', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      const stayed = await comeAndGo(nextGuild(), walk);
      if (stayed.length > 1) await until(() => agree(stayed, stayed.length), 2000);
      for (const listener of stayed) await listener.leave();
    }),
    { numRuns: 30 },
  );
  expect(server.violations).toEqual([]);
});

test('a bot among people who come and go is in their group, and heard by all', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walk) => {
      const guildId = nextGuild();
      const bot = new Bot(server, { guildId, channelId, userId: botId });
      await bot.ready();
      const stayed = await comeAndGo(guildId, walk);
      stayed.push(await server.listen(guildId, channelId, lastId, { neverCommit: true }));
      const isAgreed = (): boolean =>
        agree(stayed, stayed.length + 1) &&
        bot.connection.voicePrivacyCode === stayed[0]?.privacyCode;
      await until(isAgreed, 4000);
      const frames = opusFrames(2);
      await bot.play(frames);
      for (const { heard } of stayed) {
        const speech = heard.filter(({ silence }) => !silence).slice(-2);
        expect(speech.map(({ opus }) => Buffer.from(opus))).toEqual(frames);
      }
      for (const listener of stayed) await listener.leave();
      bot.leave();
    }),
    { numRuns: 10, endOnFailure: true },
  );
  expect(server.violations).toEqual([]);
}, 60_000);
