import { setTimeout as delay } from 'node:timers/promises';

import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { pitchOf } from '@crier/rehearsal/sound/pitch.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { changerRuns, changersOf, heard, hexOf } from './heard-sound.ts';
import { keepTempo, openReadingRoom } from './reading-room.ts';
import { closeClean, freshSentence, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';
import { stretches } from './stretches.ts';

// Sound is faster while much waits, and as it was made when the process that changes it hangs.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

// Linux alone tells of the children of a process by a file.
const skip = process.platform !== 'linux';

test(
  'when the process hangs, what is said is heard as it was made, and then changed again',
  { skip },
  async () => {
    const room = await openRoom(scene);
    const text = freshSentence();
    const usual = await heard(room, text);
    await told(room.use('volume me', { db: -12 }), /-12 dB/);
    await changerRuns(room);
    expect((await heard(room, text)).lufs - usual.lufs).toBeCloseTo(-12, 0);
    const [pid = 0] = await changersOf(scene);
    process.kill(pid, 'SIGSTOP');
    const hung = await heard(room, text);
    expect(hexOf(hung.frames)).toEqual(hexOf(usual.frames));
    expect(scene.bot.output.join('\n')).toMatch(/sound is heard as it was made/);
    expect(await changersOf(scene)).toEqual([]);
    await delay(10_500);
    await changerRuns(room);
    expect((await heard(room, text)).lufs - usual.lufs).toBeCloseTo(-12, 0);
    await told(room.use('volume me', { db: 0 }), /0 dB/);
  },
);

/** Takes the last line off what was spoken: of so many frames, or the most. On a busy machine it can come in several stretches. */
function lastLine(spoken: HeardPacket[][], frames: number): readonly HeardPacket[] {
  const line: HeardPacket[] = [];
  while (line.length < frames * 0.95 && spoken.length > 0) line.unshift(...(spoken.pop() ?? []));
  return line;
}

interface Off {
  readonly time: number;
  readonly pitch: number;
}

/** Says a line as often as there are tempos, of which the others wait each time; how far what is heard is off them, and off the pitch. */
async function offIn(room: Room, tempos: readonly number[]): Promise<readonly Off[]> {
  const { listener, use } = room;
  const text = freshSentence();
  const usual = await heard(room, text);
  const pitch = pitchOf(await decodeHeard(usual.frames), heardSampleRate) ?? 0;
  const long = use('say', { text: Array.from({ length: 3 }, freshSentence).join(' ') });
  await speechBegins(listener, long.sentAtMs, soonMs);
  for (const line of tempos.map(() => use('say', { text }))) await told(line, /Spoken/);
  await delay(300);
  const spoken = stretches(listener.heard.filter(({ atMs }) => atMs > long.sentAtMs));
  const lines = tempos.toReversed().map((tempo) => ({
    tempo,
    line: lastLine(spoken, usual.frames.length / tempo),
  }));
  return Promise.all(
    lines.map(async ({ tempo, line }) => {
      const samples = await decodeHeard(line.map(({ opus }) => opus));
      return {
        time: Math.abs(line.length / usual.frames.length - 1 / tempo),
        pitch: Math.abs((pitchOf(samples, heardSampleRate) ?? 0) / pitch - 1),
      };
    }),
  );
}

const tooFar = ({ time, pitch }: Off): boolean => time > 0.04 || pitch > 0.05;

test('while much waits it is spoken faster at the same pitch', async () => {
  const room = await openRoom(scene);
  // The process runs when the lines come.
  await told(room.use('volume me', { db: -1 }), /-1 dB/);
  await changerRuns(room);
  await told(room.use('volume me', { db: 0 }), /0 dB/);
  const off = await offIn(room, [1.2, 1.1, 1, 1, 1]);
  expect(off.filter(tooFar)).toEqual([]);
});

test('where that is switched off, it is spoken as fast as ever', async () => {
  const room = await openReadingRoom(scene);
  await keepTempo(room);
  const off = await offIn(room, [1, 1, 1, 1, 1]);
  expect(off.filter(tooFar)).toEqual([]);
});
