import type { MediaPacket } from './rtp.ts';
import { counterBytes } from './transport.ts';
import type { Seal } from './transport.ts';

/** Version 2, with a header extension: so packets come from Discord's servers, and never from clients. */
const versionAndExtension = 0x90;
const opusPayloadType = 0x78;
const headerBytes = 12;
/** RFC 8285: the profile of extensions with one byte of header, and its length in words. It stays readable. */
const extensionWords = 1;
const preamble = Buffer.of(0xbe, 0xde, 0, extensionWords);
/** Its body, which is encrypted with the payload: how loud the packet is, by RFC 6464, and padding. */
const extensionBody = Buffer.of(0x10, 0x80 | 40, 0, 0);

/** Makes what the others say into the datagrams of one client, under its own transport key. */
export class Forwarder {
  readonly #seal: Seal;
  #nonce = 0;

  constructor(seal: Seal) {
    this.#seal = seal;
  }

  datagram({ ssrc, sequence, timestamp, payload }: MediaPacket): Buffer {
    const header = Buffer.alloc(headerBytes + preamble.length);
    header[0] = versionAndExtension;
    header[1] = opusPayloadType;
    header.writeUInt16BE(sequence, 2);
    header.writeUInt32BE(timestamp, 4);
    header.writeUInt32BE(ssrc, 8);
    preamble.copy(header, headerBytes);
    const counter = Buffer.alloc(counterBytes);
    counter.writeUInt32BE(this.#nonce);
    this.#nonce += 1;
    const sealed = this.#seal(header, Buffer.concat([extensionBody, payload]), counter);
    return Buffer.concat([header, sealed, counter]);
  }
}
