import type { HeardPacket, Listener, RefusedPacket } from '#discord/voice-port.ts';

import { decodeHeard } from './decode-heard.ts';

/** One stretch of speech as a listener got it: from its first frame to the silence that ends it. */
export interface SpeechHeard {
  readonly firstPacketAtMs: number;
  readonly lastPacketAtMs: number;
  /** Frames that the speaker numbered, whether they arrived or not. */
  readonly framesPlayed: number;
  /** Frames that the listener decrypted. */
  readonly framesHeard: number;
  /** Played and not heard: vanished on the way, or refused because they weren't encrypted as they had to be. */
  readonly framesLost: number;
  /** Every frame was decrypted with the key of the DAVE group. */
  readonly e2ee: boolean;
  /** 24 kHz mono. */
  sound(): Promise<Float32Array>;
}

/** Waits for the first frame of speech after `sinceMs`, of somebody or of whoever speaks first. */
export async function speechBegins(
  listener: Listener,
  sinceMs: number,
  timeoutMs: number,
  ofId?: string,
): Promise<HeardPacket> {
  return listener.next(({ silence, senderId }) => !silence && senderId === (ofId ?? senderId), {
    sinceMs,
    timeoutMs,
  });
}

/** Waits for the silence after speech that began after `sinceMs`, and gives what was heard between of whoever spoke. */
export async function speechHeard(
  listener: Listener,
  sinceMs: number,
  timeoutMs = 15_000,
  ofId?: string,
): Promise<SpeechHeard> {
  const first = await speechBegins(listener, sinceMs, timeoutMs, ofId);
  const { senderId } = first;
  const end = await listener.next((packet) => packet.silence && packet.senderId === senderId, {
    sinceMs: first.atMs,
    timeoutMs,
  });
  const heard = listener.heard.filter(
    (packet) =>
      !packet.silence &&
      packet.senderId === senderId &&
      packet.atMs >= first.atMs &&
      packet.atMs <= end.atMs,
  );
  return summary(first, end, heard, listener.refused);
}

function summary(
  first: HeardPacket,
  end: HeardPacket,
  heard: readonly HeardPacket[],
  refused: readonly RefusedPacket[],
): SpeechHeard {
  const before = refused.filter(
    ({ atMs, senderId }) =>
      senderId === first.senderId && atMs < first.atMs && atMs > first.atMs - 5000,
  );
  // Sequence numbers wrap at 16 bits. Frames that were refused just before the first good one were played, too.
  const framesPlayed = ((end.sequence - first.sequence) & 0xffff) + before.length;
  return {
    firstPacketAtMs: first.atMs,
    lastPacketAtMs: heard.at(-1)?.atMs ?? first.atMs,
    framesPlayed,
    framesHeard: heard.length,
    framesLost: framesPlayed - heard.length,
    e2ee: heard.length > 0 && heard.every(({ e2ee }) => e2ee),
    sound: () => decodeHeard(heard.map(({ opus }) => opus)),
  };
}
