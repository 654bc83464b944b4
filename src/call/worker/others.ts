/*
 * Whether others speak, told by their packets' arrival and size alone: nothing is decrypted, and nobody is told apart
 * but by the number of their stream.
 * https://docs.discord.com/developers/topics/voice-connections
 */

const headerBytes = 12;
const opusPayloadType = 0x78;
/** The marker of RTP is a bit of the same byte. */
const payloadTypeBits = 0x7f;
const extensionBit = 0x10;
const sourceCountBits = 0x0f;
const wordBytes = 4;
/** The tag and the nonce of the transport's encryption. */
const transportBytes = 16 + 4;
/** A silence frame has three bytes, and end-to-end encryption adds at most so many. */
const maxSilentBytes = 3 + 16;

/** So many packets of one stream that come together are speech, and fewer a crackle. */
const beginPackets = 2;
const togetherMs = 100;
/** A pause for breath is no end of speech. */
const holdMs = 600;

/** The bytes that were encoded of somebody's sound; undefined for what is none, such as the answers of the voice server. */
function soundBytes(datagram: Buffer): number | undefined {
  const [first, second] = datagram;
  if (first === undefined || first >> 6 !== 2) return undefined;
  if (((second ?? 0) & payloadTypeBits) !== opusPayloadType) return undefined;
  let before = headerBytes + (first & sourceCountBits) * wordBytes;
  if ((first & extensionBit) !== 0) {
    if (datagram.length < before + wordBytes) return undefined;
    before += wordBytes + datagram.readUInt16BE(before + 2) * wordBytes;
  }
  return datagram.length - before - transportBytes;
}

/** Listens for speech of others in a call; `tell` is told when one begins, and when all have been silent for a while. */
export class Others {
  readonly #tell: (speaking: boolean) => void;
  readonly #streams = new Map<number, { count: number; atMs: number }>();
  #lastAtMs = 0;
  #silence: NodeJS.Timeout | undefined;

  constructor(tell: (speaking: boolean) => void) {
    this.#tell = tell;
  }

  receive(datagram: Buffer): void {
    if ((soundBytes(datagram) ?? 0) <= maxSilentBytes) return;
    const nowMs = performance.now();
    if (this.#silence) {
      this.#lastAtMs = nowMs;
      return;
    }
    const ssrc = datagram.readUInt32BE(8);
    const before = this.#streams.get(ssrc);
    const isTogether = before !== undefined && nowMs - before.atMs <= togetherMs;
    const count = isTogether ? before.count + 1 : 1;
    this.#streams.set(ssrc, { count, atMs: nowMs });
    if (count >= beginPackets) this.#begin(nowMs);
  }

  close(): void {
    clearTimeout(this.#silence);
  }

  #begin(nowMs: number): void {
    this.#streams.clear();
    this.#lastAtMs = nowMs;
    this.#await(holdMs);
    this.#tell(true);
  }

  /** One timer for all packets: looks again after as long as the last of them still counts. */
  #await(ms: number): void {
    this.#silence = setTimeout(() => {
      const leftMs = this.#lastAtMs + holdMs - performance.now();
      if (leftMs > 0) return this.#await(leftMs);
      this.#silence = undefined;
      this.#tell(false);
    }, ms);
  }
}
