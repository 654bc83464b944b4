import type { HeardPacket } from '../voice-port.ts';
import { oggOpus } from './ogg.ts';

const samplesPerPacket = 960;
const packetMs = 20;
/** More than this from one packet to the next after the end of speech is a pause, not jitter. */
const pauseMs = 100;
const timestampModulus = 0x1_0000_0000;
const silence = Uint8Array.of(0xf8, 0xff, 0xfe);

/**
 * The speech of one sender, as an Ogg Opus file that lasts as long as it was heard: lost frames (a gap in the
 * timestamps) and pauses between two speeches (the timestamp stands still, the clock does not) become silence.
 */
export function recording(packets: readonly HeardPacket[]): Buffer {
  const played: Uint8Array[] = [];
  let before: HeardPacket | undefined;
  for (const packet of packets) {
    const missing = before ? missingPackets(before, packet) : 0;
    for (let index = 0; index < missing; index += 1) played.push(silence);
    played.push(packet.opus);
    before = packet;
  }
  return oggOpus(played);
}

function missingPackets(before: HeardPacket, packet: HeardPacket): number {
  const samples = (packet.timestamp - before.timestamp + timestampModulus) % timestampModulus;
  const waitedMs = packet.atMs - before.atMs;
  const byTimestamp = Math.round(samples / samplesPerPacket) - 1;
  const byClock = Math.round(waitedMs / packetMs) - 1;
  if (before.silence && waitedMs > pauseMs) return Math.max(0, byClock);
  // A jump further than the clock went on is another stream (the client joined anew), not a loss.
  return byTimestamp > byClock + pauseMs / packetMs ? 0 : Math.max(0, byTimestamp);
}
