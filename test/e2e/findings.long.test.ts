import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';

import { openScene } from '../scene.ts';
import { Bystander } from './bystander.ts';
import {
  asksFor,
  closeClean,
  freshSentence,
  freshWords,
  heardLike,
  nextIsHeard,
  openRoom,
  soonMs,
  speechOf,
  told,
} from './room.ts';

/*
 * The known faults of @discordjs/voice 0.19.2, each provoked from Discord's side against the whole bot, while
 * somebody in another server is spoken for all along. test/call has the same for its parts, in more variants.
 */

let scene: Scene;
let bystander: Bystander;

beforeAll(async () => {
  scene = await openScene();
  bystander = await Bystander.begin(scene);
});

afterEach(() => scene.discord.resetJoinPackets());

afterAll(async () => {
  await bystander.end();
  await closeClean(scene);
});

const faultsOf = (guild: { readonly id: string }) =>
  scene.discord.voiceServer.guild(guild.id).faults;

test.each([0, 150])(
  '2: the packets of a join may come in the wrong order, %i ms apart',
  async (gapMs) => {
    const room = await openRoom(scene);
    Object.assign(scene.discord.joinPackets, { order: 'server first', gapMs });
    const words = freshSentence();
    await bystander.undisturbed(async () => {
      const interaction = room.use('say', { text: words });
      expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
    });
  },
);

test('2: when Discord believes that it is there already, it lets go and joins again', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const joins = discord.joinsAsked;
  discord.joinPackets.sendServer = false;
  await bystander.undisturbed(async () => {
    const words = freshWords();
    const interaction = room.use('say', { text: words });
    await discord.botIn(room.server, room.call);
    await discord.botIn(room.server, undefined);
    discord.resetJoinPackets();
    expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
  });
  expect(discord.joinsAsked).toBe(joins + 2);
});

test('7: news of an earlier leaving in the middle of a join is not believed', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  discord.joinPackets.delayMs = 300;
  await bystander.undisturbed(async () => {
    const words = freshWords();
    const interaction = room.use('say', { text: words });
    await discord.botIn(room.server, room.call);
    const state = discord.voiceState(room.server, discord.bot);
    discord.gateway.dispatch(
      'VOICE_STATE_UPDATE',
      {
        guild_id: room.server.id,
        user_id: discord.bot.id,
        channel_id: null,
        session_id: state?.sessionId,
        deaf: false,
        mute: false,
        self_deaf: true,
        self_mute: false,
        self_video: false,
        suppress: false,
        request_to_speak_timestamp: null,
      },
      room.server.id,
    );
    expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
  });
});

// The two that take longest come first: the others run beside them.
test.concurrent('5: a way out that dies in the middle of a sentence is noticed, and the sentence begun again', async () => {
  const room = await openRoom(scene);
  const voice = scene.discord.voiceServer.guild(room.server.id);
  await told(room.use('join'), /^I’m in/);
  await delay(1_500);
  // One sentence without a pause: it is made in one piece.
  const words = `${freshWords().replace('.', '')} begins a sentence that is quite a bit longer than all the others here and that goes on and on until everybody has noticed what happened to it.`;
  await bystander.undisturbed(async () => {
    const interaction = room.use('say', { text: words });
    await speechBegins(room.listener, interaction.sentAtMs, soonMs);
    voice.faults.udpBlackhole = true;
    await vi.waitUntil(() => voice.connected.length === 0, { timeout: soonMs, interval: 2 });
    voice.faults.udpBlackhole = false;
    await interaction.reply(({ text }) => text.includes('Spoken'), 40_000);
    expect(await heardLike(room, interaction, words, { begunAgain: true })).toBeGreaterThan(0.95);
  });
});

test.concurrent('4: where no UDP gets out the person is told so, and the speech posted', async () => {
  const room = await openRoom(scene);
  faultsOf(room.server).droppedDiscoveries = Infinity;
  await bystander.undisturbed(async () => {
    const interaction = room.use('say', { text: freshWords() });
    await interaction.reply(({ text }) => text.includes('outbound UDP is blocked'), 30_000);
    expect(interaction.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true]);
  });
  faultsOf(room.server).droppedDiscoveries = 0;
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent('1, 6: what throws inside the library costs one call a rejoin, and its sentence is begun again', async () => {
  const room = await openRoom(scene);
  await bystander.undisturbed(async () => {
    const words = freshSentence();
    const interaction = room.use('say', { text: words });
    await speechBegins(room.listener, interaction.sentAtMs, soonMs);
    scene.discord.voiceServer.guild(room.server.id).repeatExternalSender(room.call.id);
    expect(await heardLike(room, interaction, words, { begunAgain: true })).toBeGreaterThan(0.95);
  });
});

test.concurrent('6: so do garbled proposals, and whoever came by them hears it all', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  await bystander.undisturbed(async () => {
    const words = freshSentence();
    const interaction = room.use('say', { text: words });
    await speechBegins(room.listener, interaction.sentAtMs, soonMs);
    faultsOf(room.server).garbledProposals = 1;
    const listener = await discord.listen(room.call, discord.addPerson(room.server));
    expect(await heardLike(room, interaction, words, { begunAgain: true })).toBeGreaterThan(0.95);
    expect(await heardLike({ ...room, listener }, interaction, words)).toBeGreaterThan(0.95);
  });
});

test.concurrent.each([
  [4006, /I lost|did not answer|voice server/],
  [4017, /end-to-end encryption/],
])(
  '3: close code %i does not become a loop of joins: the speech is posted, with the reason',
  async (code, why) => {
    const room = await openRoom(scene);
    const times = 1_000;
    const refusal = { code, times };
    faultsOf(room.server).closeOnIdentify = refusal;
    await bystander.undisturbed(async () => {
      const interaction = room.use('say', { text: freshWords() });
      await told(interaction, why);
      expect(interaction.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true]);
      expect(times - refusal.times).toBeLessThanOrEqual(2);
    });
    faultsOf(room.server).closeOnIdentify = undefined;
    expect(await nextIsHeard(room)).toBe(true);
  },
);

test.concurrent('4: one lost answer to the question for the own address is asked for again', async () => {
  const room = await openRoom(scene);
  faultsOf(room.server).droppedDiscoveries = 1;
  const words = freshWords();
  const interaction = room.use('say', { text: words });
  expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
});

test.concurrent('8: not a word is said before everybody is in the encrypted group', async () => {
  const room = await openRoom(scene);
  faultsOf(room.server).mlsDelayMs = 700;
  await bystander.undisturbed(async () => {
    const words = freshWords();
    const interaction = room.use('say', { text: words });
    expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
  });
  expect(room.listener.refused).toEqual([]);
});

test.concurrent('8: when the encrypted group never comes about, the speech is posted, with the reason', async () => {
  const room = await openRoom(scene);
  faultsOf(room.server).groupNeverCompletes = true;
  await bystander.undisturbed(async () => {
    const interaction = room.use('say', { text: freshWords() });
    await told(interaction, /end-to-end encryption of the call could not be set up/);
    expect(interaction.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true]);
  });
  expect(speechOf(room.listener)).toEqual([]);
  faultsOf(room.server).groupNeverCompletes = false;
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent.each([
  [250, 3_200],
  [2_000, 6_000],
])(
  '9: sound that comes between %i and %i ms, in fits, is heard to its end',
  async (firstByteMs, lastByteMs) => {
    const room = await openRoom(scene);
    const words = freshSentence();
    scene.deapi.next({ result: { firstByteMs, lastByteMs }, when: asksFor(words) });
    await bystander.undisturbed(async () => {
      const interaction = room.use('say', { text: words });
      expect(await heardLike(room, interaction, words)).toBeGreaterThan(0.95);
    });
  },
);

test('a call that is left in the middle of all this is left for good', async () => {
  const room = await openRoom(scene);
  const interaction = room.use('say', { text: freshSentence() });
  await speechBegins(room.listener, interaction.sentAtMs, soonMs);
  await bystander.undisturbed(async () => {
    await told(room.use('leave'), /^I left/);
    await told(interaction, /I left the call/);
    const joins = scene.discord.joinsAsked;
    await delay(500);
    expect(scene.discord.joinsAsked).toBe(joins);
  });
});
