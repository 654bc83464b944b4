import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { LoudnessMeter } from '#audio/loudness/loudness-meter.ts';

import { openScene } from '../scene.ts';
import { closeClean, openRoom, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// How loud people are heard, by the frames that reach a listener.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ environment: { SPEECH_ENGINE: 'embedded' } });
});

afterAll(() => closeClean(scene));

const before =
  'Good morning to everybody who is in here, and to those who are only listening today.';
const line = 'My neighbour has bought a boat, although nobody in his family can swim.';

/** How loud a line is heard in this voice, in LUFS. */
async function lufsIn(room: Room, voice: string, text: string): Promise<number> {
  const interaction = room.use('say', { text, voice });
  await told(interaction, /Spoken/);
  const heard = speechOf(room.listener, { fromMs: interaction.sentAtMs });
  const meter = new LoudnessMeter(heardSampleRate);
  meter.push(await decodeHeard(heard.map(({ opus }) => opus)));
  return meter.integratedLufs();
}

test('a soft voice and a loud one, which by themselves are 12 LU apart, are heard within one LU', async () => {
  const room = await openRoom(scene);
  for (const voice of ['Sally', 'Kevin']) await lufsIn(room, voice, before);
  const loud = await lufsIn(room, 'Sally', line);
  const soft = await lufsIn(room, 'Kevin', line);
  expect(Math.abs(loud - soft)).toBeLessThanOrEqual(1);
});
