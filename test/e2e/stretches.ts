import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';

/** Speech cut at the silence that ends it, or that an underrun lets into it, and where another connection goes on. */
export function stretches(packets: readonly HeardPacket[]): HeardPacket[][] {
  const found: HeardPacket[][] = [];
  for (const [at, packet] of packets.entries()) {
    if (packet.silence) continue;
    const before = packets[at - 1];
    const goesOn = before && !before.silence && sequenceStep(before, packet) === 1;
    if (!goesOn) found.push([]);
    found.at(-1)?.push(packet);
  }
  return found;
}

/** 1 for the packet that follows, at 16 bits. */
export function sequenceStep(before: HeardPacket, packet: HeardPacket): number {
  return (packet.sequence - before.sequence) & 0xffff;
}
