import { setTimeout as delay } from 'node:timers/promises';

import { samplesPerFrame, sequenceModulus, silenceFrame, timestampModulus } from './rtp.ts';
import type { MediaPacket } from './rtp.ts';

const packetMs = 20;
/** Sent after speech, so that whoever listens doesn't make anything up. */
const silentFrames = 5;
/** The first of the bits of op 5: the microphone. */
const microphone = 1;

interface Voice {
  readonly userId: string;
  readonly ssrc: number;
  /** Encrypts a frame for the others; undefined while there are no keys for it. */
  readonly encrypt: (frame: Buffer) => Buffer | undefined;
  readonly forward: (packet: MediaPacket) => void;
  readonly speaking: (flags: number) => void;
  /** Whether they are still there to speak. */
  readonly isPresent: () => boolean;
}

/** The mouth of somebody in a call: one RTP stream, with one sequence from its first packet to its last. */
export class Talk {
  readonly #voice: Voice;
  #sequence = Math.trunc(Math.random() * sequenceModulus);
  #timestamp = Math.trunc(Math.random() * timestampModulus);

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  async say(packets: readonly Uint8Array[]): Promise<void> {
    const { encrypt, speaking, isPresent } = this.#voice;
    speaking(microphone);
    const startedAtMs = performance.now();
    const silence = Array.from({ length: silentFrames }, () => silenceFrame);
    let sent = 0;
    for (const packet of [...packets, ...silence]) {
      if (!isPresent()) return;
      // Silence is never end-to-end encrypted.
      const payload = packet === silenceFrame ? silenceFrame : encrypt(Buffer.from(packet));
      this.#send(payload);
      sent += 1;
      await delay(Math.max(0, startedAtMs + sent * packetMs - performance.now()));
    }
    speaking(0);
  }

  /** Time goes on whether a packet is sent or not. */
  #send(payload: Buffer | undefined): void {
    const { userId: senderId, ssrc, forward } = this.#voice;
    this.#timestamp = (this.#timestamp + samplesPerFrame) % timestampModulus;
    if (!payload) return;
    this.#sequence = (this.#sequence + 1) % sequenceModulus;
    const [sequence, timestamp] = [this.#sequence, this.#timestamp];
    forward({ atMs: performance.now(), senderId, ssrc, sequence, timestamp, payload });
  }
}
