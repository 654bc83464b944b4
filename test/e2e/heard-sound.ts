import { setTimeout as delay } from 'node:timers/promises';

import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { LoudnessMeter } from '#audio/loudness/loudness-meter.ts';
import { truePeak, truePeakLead } from '#audio/loudness/true-peak.ts';

import { childrenThatRun } from '../child-processes.ts';
import { freshWords, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

/** The processes of the bot that change sound. */
export function changersOf({ bot }: Scene): Promise<readonly number[]> {
  return childrenThatRun(bot.pid, 'changing/changer-child');
}

/** The frames of what was said last. */
async function framesOf({ listener }: Room, said: Interaction): Promise<readonly Uint8Array[]> {
  await told(said, /Spoken/);
  // The last packets may still be under way.
  await delay(300);
  return speechOf(listener, { fromMs: said.sentAtMs }).map(({ opus }) => opus);
}

export const hexOf = (frames: readonly Uint8Array[]): readonly string[] =>
  frames.map((frame) => Buffer.from(frame).toString('hex'));

function lufsOf(samples: Float32Array): number {
  const meter = new LoudnessMeter(heardSampleRate);
  meter.push(samples);
  return meter.integratedLufs();
}

/** A text as it is heard. */
export async function heard(room: Room, text: string) {
  const frames = await framesOf(room, room.use('say', { text }));
  const samples = await decodeHeard(frames);
  const peak = truePeak(samples, truePeakLead, samples.length);
  return { frames, lufs: lufsOf(samples), dbtp: 20 * Math.log10(peak) };
}

/** Says something until the process that changes sound runs: on a busy machine it can take too long, and is tried again after a rest. */
export async function changerRuns({ scene, use }: Room): Promise<void> {
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await told(use('say', { text: freshWords() }), /Spoken/);
    if (process.platform !== 'linux' || (await changersOf(scene)).length > 0) return;
    await delay(10_500);
  }
}
