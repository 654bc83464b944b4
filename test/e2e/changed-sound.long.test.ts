import { setTimeout as delay } from 'node:timers/promises';

import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { pitchOf } from '@crier/rehearsal/sound/pitch.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { changerRuns, changersOf, heard, hexOf } from './heard-sound.ts';
import { closeClean, freshSentence, openRoom, soonMs, told } from './room.ts';
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

test('while much waits it is spoken faster at the same pitch, unless that is switched off', async () => {
  const room = await openRoom(scene);
  const { listener, use } = room;
  const admin = scene.discord.addPerson(room.server, { name: 'Ada', permissions: ['ManageGuild'] });
  const text = freshSentence();
  const usual = await heard(room, text);
  // The process runs when the lines come.
  await told(room.use('volume me', { db: -1 }), /-1 dB/);
  await changerRuns(room);
  await told(room.use('volume me', { db: 0 }), /0 dB/);
  const pitch = pitchOf(await decodeHeard(usual.frames), heardSampleRate) ?? 0;
  /** Speaks five lines, of which the others wait each time, and compares what is heard with the tempos. */
  const isHeardAt = async (tempos: readonly number[]): Promise<void> => {
    const long = use('say', { text: Array.from({ length: 4 }, freshSentence).join(' ') });
    await speechBegins(listener, long.sentAtMs, soonMs);
    for (const line of tempos.map(() => use('say', { text }))) await told(line, /Spoken/);
    await delay(300);
    const spoken = stretches(listener.heard.filter(({ atMs }) => atMs > long.sentAtMs));
    for (const tempo of tempos.toReversed()) {
      const line = lastLine(spoken, usual.frames.length / tempo);
      expect(line.length / usual.frames.length).toBeCloseTo(1 / tempo, 1);
      const samples = await decodeHeard(line.map(({ opus }) => opus));
      expect((pitchOf(samples, heardSampleRate) ?? 0) / pitch).toBeCloseTo(1, 1);
    }
  };
  await isHeardAt([1.2, 1.1, 1, 1, 1]);
  const panel = await told(use('autoread show', {}, admin), /Auto-read is off/);
  const off = scene.discord.select(panel, 'What is switched on', ['callChat'], admin);
  await told(off, /Auto-read is off/);
  await isHeardAt([1, 1, 1, 1, 1]);
});
