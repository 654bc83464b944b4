import { spawnSync } from 'node:child_process';

import { isInstalled } from '#ops/installed.ts';
import type { SpeechContext, SpeechRequest, SpokenAudio } from '#speech/speech.ts';
import { wavHeader } from '#speech/wav-header.ts';

/** Whether models can be run here: the package has a library for some platforms only. */
export const hasAddon = isInstalled('sherpa-onnx-node') && loads();
if (!hasAddon) console.warn('skipped: sherpa-onnx-node has no library for this platform');

function loads(): boolean {
  const asked = spawnSync(process.execPath, ['-e', "require('sherpa-onnx-node')"], {
    cwd: import.meta.dirname,
  });
  return asked.status === 0;
}

/** A recording of a hum as loud as that: a tiny model’s pitch follows from it. */
export function humming(amplitude: number, seconds = 4): Uint8Array {
  const sampleRate = 24_000;
  const pcm = Int16Array.from({ length: seconds * sampleRate }, (_, at) =>
    Math.round(32_767 * amplitude * Math.sin((2 * Math.PI * 150 * at) / sampleRate)),
  );
  return Buffer.concat([wavHeader(sampleRate), new Uint8Array(pcm.buffer)]);
}

export function cloneOf(bytes: Uint8Array): SpeechRequest['voice'] {
  return { mode: 'clone', clip: { bytes, format: 'wav', durationMs: 4_000 } };
}

/** All that was spoken, and when its first sound came. */
export interface Heard {
  readonly samples: Int16Array;
  readonly chunks: number;
  readonly firstMs: number;
}

const headBytes = 44;

export async function heard({ bytes }: SpokenAudio): Promise<Heard> {
  const startedMs = performance.now();
  const parts: Uint8Array[] = [];
  let firstMs = 0;
  for await (const part of bytes) {
    if (parts.length === 1) firstMs = performance.now() - startedMs;
    parts.push(part);
  }
  const sound = Buffer.concat(parts).subarray(headBytes);
  const samples = new Int16Array(new Uint8Array(sound).buffer);
  return { samples, chunks: parts.length - 1, firstMs };
}

/** The pitch of a hum, by how often it rises through zero in its first letter. */
export function pitchOf(samples: Int16Array, sampleRate: number): number {
  const letter = samples.subarray(0, sampleRate * 0.08);
  const rises = letter.filter((sample, at) => at > 0 && (letter[at - 1] ?? 0) < 0 && sample >= 0);
  return Math.round(rises.length / 0.08);
}

export const listening = (signal = new AbortController().signal): SpeechContext => ({ signal });
