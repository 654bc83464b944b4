import { opusPackets } from './ogg-opus.ts';
import { soundRate } from './order.ts';

const pitchHz = 140;
const overtones = 12;
const level = 0.15;
const packetMs = 20;

/** Somebody hums for so long, as Opus packets of 20 ms. */
export function hum(ms: number): readonly Uint8Array[] {
  const packets = Math.ceil(ms / packetMs);
  const pcm = new Float32Array((packets * soundRate * packetMs) / 1000);
  for (let at = 0; at < pcm.length; at += 1) {
    const turns = (at * pitchHz) / soundRate;
    let sum = 0;
    for (let overtone = 1; overtone <= overtones; overtone += 1)
      sum += Math.sin(2 * Math.PI * turns * overtone) / overtone;
    pcm[at] = level * sum;
  }
  return opusPackets(pcm).slice(0, packets);
}
