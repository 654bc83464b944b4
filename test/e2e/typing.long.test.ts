import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import type { Openai } from '@crier/rehearsal/openai/openai.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

// Somebody types, which Discord tells where the operator wants it.

/** Longer than a connection takes to be opened. */
const quietMs = 1_000;
let openai: Openai;
let scene: Scene;

/** No connection is open, as when nobody has spoken for minutes. */
async function letConnectionsGo(): Promise<void> {
  await openai.goOffline();
  await openai.goOnline();
}

beforeAll(async () => {
  openai = await startOpenai();
  scene = await openScene({
    environment: {
      SPEECH_ENGINE: 'openai',
      OPENAI_SPEECH_URL: openai.url,
      DEAPI_KEY: undefined,
      DISCORD_TYPING: 'on',
    },
  });
});

afterAll(async () => {
  await closeClean(scene);
  await openai.close();
});

test('a connection is there before somebody has sent what they type, and nothing is asked for', async () => {
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
