import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { speechHeard } from '../../src/rehearsal/hearing/speech-heard.ts';
import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import { openReadingRoom } from './reading-room.ts';
import { closeClean, soonMs } from './room.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

afterEach(() => {
  scene.deapi.clearFaults();
});

test('a message in a bound channel is read by who is in the call', async () => {
  const room = await openReadingRoom(scene);
  const atMs = performance.now();
  const message = room.write('Hello from a **message**.');
  await speechHeard(room.listener, atMs, soonMs);
  expect(room.spoken()).toEqual(['Ann said: Hello from a message.']);
  expect((await room.why(message, /It was read/)).text).toBe('It was read.');
});
