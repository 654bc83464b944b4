import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { keptSpeeds } from '#speech/local/speeds.ts';

import { childrenThatRun } from '../child-processes.ts';
import { openScene } from '../scene.ts';
import { hasAddon, humming, pitchOf } from '../speech/local/hummed.ts';
import { putPocket, putVits } from '../speech/local/tiny-models.ts';
import { keepClone } from './cloning.ts';
import { openReadingRoom } from './reading-room.ts';
import { recordingStudio } from './recordings.ts';
import { closeClean, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// Models on the bot's own machine, without a key and without a network.

const everyMs = 120_000;
const models = mkdtempSync(join(tmpdir(), 'models-'));
const studio = recordingStudio();
let scene: Scene;

beforeAll(async () => {
  if (!hasAddon) return;
  const recordings = join(putPocket(join(models, 'pocket')), 'test_wavs');
  mkdirSync(recordings);
  writeFileSync(join(recordings, 'ada.wav'), humming(0.02));
  putVits(join(models, 'tiny-en'));
  keptSpeeds(models).keep('pocket', 0.151);
  scene = await openScene({ environment: { DEAPI_KEY: undefined, CRIER_MODELS: models } });
}, everyMs);

afterAll(async () => {
  await studio.close();
  if (hasAddon) await closeClean(scene);
  rmSync(models, { recursive: true });
}, everyMs);

const askedOfServices = (): number =>
  Object.values(scene.deapi.calls).reduce((sum, count) => sum + count, 0);

/** The pitch of what is heard of this, at its loudest. */
async function hertz({ listener }: Room, said: Interaction): Promise<number> {
  await told(said, /Spoken/);
  const packets = speechOf(listener, { fromMs: said.sentAtMs });
  const samples = await decodeHeard(packets.map(({ opus }) => opus));
  const middle = samples.subarray(Math.floor(samples.length / 2));
  return pitchOf(
    Int16Array.from(middle, (sample) => sample * 32_767),
    heardSampleRate,
  );
}

describe.runIf(hasAddon)('a model on this machine', () => {
  test('it is loaded before Discord lets the bot in, so that nobody waits for that', async () => {
    expect(await childrenThatRun(scene.bot.pid, 'local/speaker')).toHaveLength(1);
  });

  test(
    'what is said is heard in the voice that was chosen',
    async () => {
      const room = await openRoom(scene);
      const text = 'one two three four five';
      const low = await hertz(room, room.use('say', { text, voice: 'Voice 1' }));
      const high = await hertz(room, room.use('say', { text, voice: 'Voice 2' }));
      expect(low).toBeGreaterThan(180);
      expect(low).toBeLessThan(220);
      expect(high).toBeGreaterThan(280);
      expect(high).toBeLessThan(320);
      expect(askedOfServices()).toBe(0);
    },
    everyMs,
  );

  test(
    'what is written is read',
    async () => {
      const room = await openReadingRoom(scene);
      const atMs = performance.now();
      const message = room.write('Hello from a message.');
      const heard = await speechHeard(room.listener, atMs, soonMs);
      expect(heard).toMatchObject({ e2ee: true, framesLost: 0 });
      expect((await room.why(message, /It was read/)).text).toBe('It was read.');
      expect(askedOfServices()).toBe(0);
    },
    everyMs,
  );

  test(
    'a voice is made of a recording, kept and spoken in on this machine alone',
    async () => {
      const room = await openRoom(scene);
      const text = 'one two three four five';
      const own = await hertz(room, room.use('say', { text, voice: 'Ada' }));
      await keepClone(scene, room, 'Mine', await studio.of(125));
      const clone = await hertz(room, room.use('say', { text, voice: 'Mine' }));
      expect(clone).toBeGreaterThan(own + 50);
      await told(room.use('voice show'), /own machine: 0\.15 s of work for each second of speech/);
      expect(askedOfServices()).toBe(0);
    },
    everyMs,
  );
});
