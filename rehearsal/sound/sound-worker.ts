import { parentPort } from 'node:worker_threads';

import { contentTypes, encode } from './encode.ts';
import { loadFlite } from './flite.ts';
import { soundRate } from './order.ts';
import type { ClipFacts, FliteVoice, Sound, SoundOrder, Timbre } from './order.ts';
import { resample } from './resample.ts';
import { speakable } from './speakable.ts';

export type SoundTask =
  | { readonly id: number; readonly order: SoundOrder }
  | { readonly id: number; readonly clip: Uint8Array };

export type SoundAnswer =
  | { readonly id: number; readonly sound: Sound }
  | { readonly id: number; readonly facts: ClipFacts }
  | { readonly id: number; readonly failure: string };

const flite = await loadFlite();

/** Fundamental frequencies of Flite's voices in a sentence; a single word may lie higher or lower, as with people. */
const naturalHz = { rms: 102, slt: 169 };

/** Loudest sample of what is made: speech services leave about 3 dB. */
const peak = 0.7;

parentPort?.on('message', (task: SoundTask) => {
  void answer(task);
});

async function answer(task: SoundTask): Promise<void> {
  parentPort?.postMessage(await done(task));
}

async function done(task: SoundTask): Promise<SoundAnswer> {
  try {
    if ('order' in task) return { id: task.id, sound: await make(task.order) };
    // With decoders of all formats, which most are never given.
    const { measureClip } = await import('./clip.ts');
    return { id: task.id, facts: await measureClip(task.clip) };
  } catch (error) {
    return { id: task.id, failure: String(error) };
  }
}

async function make(order: SoundOrder): Promise<Sound> {
  const pcm = say(speakable(order.text), order.timbre, order.speed);
  const bytes = await encode(pcm, order.format);
  return { pcm, bytes, contentType: contentTypes[order.format] };
}

function say(text: string, timbre: Timbre, speed: number): Float32Array<ArrayBuffer> {
  const { base, pitch } = 'base' in timbre ? timbre : nearest(timbre.targetHz);
  // Reading the samples faster raises the pitch and shortens the sound: speaking slower makes up for the latter.
  const { samples, sampleRate } = spoken(text, base, speed / pitch);
  const pcm = resample(samples, (sampleRate / soundRate) * pitch);
  let loudest = 1e-3;
  for (const sample of pcm) loudest = Math.max(loudest, Math.abs(sample));
  for (let at = 0; at < pcm.length; at += 1) pcm[at] = ((pcm[at] ?? 0) * peak) / loudest;
  return withoutLead(pcm);
}

function nearest(targetHz: number): { base: FliteVoice; pitch: number } {
  const base = targetHz < 140 ? 'rms' : 'slt';
  return { base, pitch: Math.min(2.5, Math.max(0.4, targetHz / naturalHz[base])) };
}

function spoken(
  text: string,
  voice: FliteVoice,
  speed: number,
): { samples: Float32Array; sampleRate: number } {
  const { pcm, sampleRate } = flite.speak(text, voice, speed);
  const samples = new Float32Array(pcm.length);
  for (let at = 0; at < pcm.length; at += 1) samples[at] = (pcm[at] ?? 0) / 32_768;
  return { samples, sampleRate };
}

/** Flite begins with up to 290 ms of silence, which no speech service does: 20 ms of it stay. */
function withoutLead(pcm: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const first = pcm.findIndex((sample) => Math.abs(sample) > 0.01);
  return pcm.slice(Math.max(0, first - soundRate / 50));
}
