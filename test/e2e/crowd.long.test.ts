import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, told } from './room.ts';

/*
 * Sixty people are in a server's calls when the bot connects: more than the library keeps memberships of, and it learns
 * of them before it learns that they are in calls.
 */

const crowd = 60;
let scene: Scene;
let place: ReturnType<typeof arrange>;

beforeAll(async () => {
  scene = await openScene({
    // Two and a half seconds.
    environment: { LEAVE_AFTER_MINUTES: '0.04' },
    arrange: (discord) => void (place = arrange(discord)),
  });
});

afterAll(() => closeClean(scene));

function arrange(discord: Discord) {
  const server = discord.addGuild({ name: 'crowded' });
  const text = server.addText();
  const quiet = server.addVoice({ name: 'quiet' });
  const full = server.addVoice({ name: 'full', userLimit: crowd });
  // The people who came first are forgotten first.
  const music = discord.addPerson(server, { name: 'Music', bot: true });
  discord.join(quiet, music);
  const people = Array.from({ length: crowd }, (_, at) =>
    discord.addPerson(server, { name: `Person ${at}` }),
  );
  for (const person of people) discord.join(full, person);
  return { server, text, quiet, full, music, somebody: people[0] };
}

test('a full channel is told of as such at once, and not asked for', async () => {
  const { discord } = scene;
  const { text, full, somebody } = place;
  if (!somebody) throw new Error('nobody is there');
  const asked = discord.joinsAsked;
  await told(
    discord.command({ name: 'join', channel: text, by: somebody }),
    new RegExp(`^<#${full.id}> is full \\(at most ${crowd}\\)\\.$`, 'u'),
  );
  expect(discord.joinsAsked).toBe(asked);
});

test('a call in which another bot alone is left is left', async () => {
  const { discord } = scene;
  const { server, text, quiet, music } = place;
  const bob = discord.addPerson(server, { name: 'Bob' });
  discord.join(quiet, bob);
  await told(discord.command({ name: 'join', channel: text, by: bob }), /./u);
  await discord.botIn(server, quiet);
  await discord.leave(server, bob);
  await discord.botIn(server, undefined);
  expect(discord.voiceState(server, music)?.channelId).toBe(quiet.id);
});
