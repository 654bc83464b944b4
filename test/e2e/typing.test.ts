import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import type { Openai } from '@crier/rehearsal/openai/openai.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { GatewayIntentBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

// Somebody types, which Discord tells where the operator wants it.

/** Longer than a connection takes to be opened. */
const quietMs = 1_000;
let openai: Openai;
let scene: Scene;

async function open(typing?: 'on' | 'off'): Promise<void> {
  scene = await openScene({
    environment: {
      SPEECH_ENGINE: 'openai',
      OPENAI_SPEECH_URL: openai.url,
      DEAPI_KEY: undefined,
      DISCORD_TYPING: typing,
    },
  });
}

/** No connection is open, as when nobody has spoken for minutes. */
async function letConnectionsGo(): Promise<void> {
  await openai.goOffline();
  await openai.goOnline();
}

beforeEach(async () => {
  openai = await startOpenai();
});

afterEach(async () => {
  await closeClean(scene);
  await openai.close();
});

test('a connection is there before somebody has sent what they type, and nothing is asked for', async () => {
  await open('on');
  const room = await openReadingRoom(scene);
  await letConnectionsGo();
  const [connections, requests] = [openai.connections, openai.requests.length];
  scene.discord.type({ channel: room.text, by: room.ann });
  await vi.waitFor(() => expect(openai.connections).toBeGreaterThan(connections), {
    timeout: soonMs,
  });
  expect(openai.requests).toHaveLength(requests);
});

test('nothing is made ready for channels that aren’t read, and for people who refuse to be read', async () => {
  await open('on');
  const room = await openReadingRoom(scene);
  const elsewhere = room.server.addText({ name: 'elsewhere' });
  await letConnectionsGo();
  const { connections } = openai;
  scene.discord.type({ channel: elsewhere, by: room.ann });
  await told(room.use('privacy opt-out'), /./);
  scene.discord.type({ channel: room.text, by: room.ann });
  await delay(quietMs);
  expect(openai.connections).toBe(connections);
});

test.each([undefined, 'off'] as const)(
  'with the switch %s Discord isn’t asked to tell who types, and doesn’t',
  async (typing) => {
    await open(typing);
    const room = await openReadingRoom(scene);
    await letConnectionsGo();
    const { connections } = openai;
    scene.discord.type({ channel: room.text, by: room.ann });
    await delay(quietMs);
    expect(openai.connections).toBe(connections);
    expect(scene.discord.gateway.intents & GatewayIntentBits.GuildMessageTyping).toBe(0);
  },
);
