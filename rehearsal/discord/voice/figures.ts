/** Figures of all that came by UDP from one client. Times are `performance.now()` of the stand-in's process. */
export interface SenderFigures {
  readonly datagrams: number;
  readonly discoveries: number;
  readonly keepAlives: number;
  readonly rtpPackets: number;
  /** RTP packets that are longer than a silence frame with all its encryption: speech, told without a key. */
  readonly speechPackets: number;
  /** RTP packets whose payload carried the end-to-end trailer; only counted among those that were decrypted. */
  readonly e2eePackets: number;
  /** Silence frames (`f8 ff fe`) among those that were decrypted. */
  readonly silencePackets: number;
  readonly lastRtpAtMs: number | undefined;
  /** Arrival of every RTP packet since the start or the last `forget`. */
  readonly arrivalsMs: readonly number[];
  /** Starts `arrivalsMs` anew, so that a long run stays small. */
  forget(): void;
}

/**
 * A silence frame of 3 bytes, with RTP's header (12), the transport's tag and counter (16 and 4), and DAVE's tag, longest
 * nonce, size and marker (8, 5, 1 and 2).
 */
const maxSilenceBytes = 3 + 12 + 16 + 4 + 8 + 5 + 1 + 2;

export class SenderCounter implements SenderFigures {
  datagrams = 0;
  discoveries = 0;
  keepAlives = 0;
  rtpPackets = 0;
  speechPackets = 0;
  e2eePackets = 0;
  silencePackets = 0;
  lastRtpAtMs: number | undefined = undefined;
  arrivalsMs: number[] = [];

  rtp(atMs: number, bytes: number): void {
    this.rtpPackets += 1;
    if (bytes > maxSilenceBytes) this.speechPackets += 1;
    this.lastRtpAtMs = atMs;
    this.arrivalsMs.push(atMs);
  }

  forget(): void {
    this.arrivalsMs = [];
  }
}
