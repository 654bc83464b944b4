import { counterBytes, tagBytes } from './transport.ts';
import type { Open } from './transport.ts';
import type { Report } from './violations.ts';

/** One Opus packet as the voice server forwards it: transport encryption off, end-to-end encryption still on. */
export interface MediaPacket {
  readonly atMs: number;
  readonly senderId: string;
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly payload: Buffer;
}

const headerBytes = 12;
const versionOnly = 0x80;
const opusPayloadType = 0x78;
export const samplesPerFrame = 960;
/** The most that one Ethernet frame holds: larger datagrams are cut in pieces on the way, and often lost. */
const maxDatagramBytes = 1500 - 28;
const maxSkipped = 4096;
export const sequenceModulus = 0x1_0000;
export const timestampModulus = 0x1_0000_0000;

export const silenceFrame = Buffer.of(0xf8, 0xff, 0xfe);

export const isSilence = (payload: Uint8Array): boolean => silenceFrame.equals(payload);

/** Whether a payload ends with the marker of a DAVE frame. */
export const isEndToEndEncrypted = (payload: Uint8Array): boolean =>
  payload.length > 2 && payload.at(-1) === 0xfa && payload.at(-2) === 0xfa;

/** Checks the RTP packets of one sender under one key; stays with it for the life of the key. */
export class RtpReceiver {
  readonly #open: Open;
  readonly #report: Report;
  readonly #senderId: string;
  #sequence: number | undefined;
  #timestamp = 0;
  #nonce = -1;
  readonly #skippedNonces = new Set<number>();

  constructor(senderId: string, open: Open, report: Report) {
    this.#senderId = senderId;
    this.#open = open;
    this.#report = report;
  }

  /** Looks at header and nonce alone. Returns whether the packet may be opened. */
  inspect(datagram: Buffer): boolean {
    if (datagram.length > maxDatagramBytes) {
      this.#report('rtp-size', `${datagram.length} bytes`);
      return false;
    }
    if (datagram[0] !== versionOnly || (datagram[1] ?? 0) !== opusPayloadType) {
      this.#report('rtp-header', `begins with ${datagram.subarray(0, 2).toString('hex')}`);
      return false;
    }
    const fresh = this.#inspectNonce(datagram.readUInt32BE(datagram.length - counterBytes));
    this.#inspectOrder(datagram.readUInt16BE(2), datagram.readUInt32BE(4));
    return fresh;
  }

  /** Takes the transport encryption off; undefined, and a violation, when it does not fit. */
  open(datagram: Buffer, atMs: number): MediaPacket | undefined {
    const header = datagram.subarray(0, headerBytes);
    const sealed = datagram.subarray(headerBytes, datagram.length - counterBytes);
    const counter = datagram.subarray(datagram.length - counterBytes);
    try {
      return {
        atMs,
        senderId: this.#senderId,
        ssrc: rtpSsrc(datagram),
        sequence: datagram.readUInt16BE(2),
        timestamp: datagram.readUInt32BE(4),
        payload: this.#open(header, sealed, counter),
      };
    } catch {
      this.#report('rtp-cipher', 'the packet does not open with the session key');
      return undefined;
    }
  }

  /** A nonce must never come twice under one key; one that comes late was overtaken on the way. */
  #inspectNonce(nonce: number): boolean {
    if (nonce > this.#nonce) {
      const firstSkipped = this.#nonce < 0 ? nonce : this.#nonce + 1;
      for (let skipped = firstSkipped; skipped < nonce; skipped += 1) {
        if (this.#skippedNonces.size < maxSkipped) this.#skippedNonces.add(skipped);
      }
      this.#nonce = nonce;
      return true;
    }
    const late = this.#skippedNonces.delete(nonce);
    this.#report('rtp-nonce', late ? `${nonce} came late` : `${nonce} was used before`);
    return late;
  }

  #inspectOrder(sequence: number, timestamp: number): void {
    const before = this.#sequence;
    const timestampBefore = this.#timestamp;
    if (before === undefined) {
      this.#sequence = sequence;
      this.#timestamp = timestamp;
      return;
    }
    const steps = (sequence - before + sequenceModulus) % sequenceModulus;
    if (steps !== 1) this.#report('rtp-sequence', `${sequence} after ${before}`);
    if (steps === 0 || steps > sequenceModulus / 2) return;
    this.#sequence = sequence;
    this.#timestamp = timestamp;
    const wrapped = timestamp === 0 && timestampBefore + samplesPerFrame >= timestampModulus;
    const samples = (timestamp - timestampBefore + timestampModulus) % timestampModulus;
    // @discordjs/voice starts again at exactly 0 when its timestamp is used up.
    if (!wrapped && (samples % samplesPerFrame !== 0 || samples < steps * samplesPerFrame)) {
      this.#report('rtp-timestamp', `${samples} samples on, for ${steps} packets`);
    }
  }
}

/** The shortest datagram that can be an RTP packet: header, tag, nonce and one byte. */
export const minRtpBytes = headerBytes + 1 + tagBytes + counterBytes;

export const rtpSsrc = (datagram: Buffer): number => datagram.readUInt32BE(8);
