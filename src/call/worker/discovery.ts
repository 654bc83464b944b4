/*
 * Questions after our own UDP address, beside the one that @discordjs/voice asks: its own leaves a listener on the
 * socket with every call, which adds up in a call that is watched for days.
 * https://docs.discord.com/developers/topics/voice-connections#ip-discovery
 */

const packetBytes = 74;
const bodyBytes = 70;
const request = 1;
const answer = 2;
/** A later answer answers nothing any more. */
const answerMs = 1000;

/** The part of the library's socket that is needed. */
export interface Datagrams {
  send(datagram: Buffer): void;
  on(event: 'message', listener: (datagram: Buffer) => void): unknown;
  off(event: 'message', listener: (datagram: Buffer) => void): unknown;
}

/** Resolves when the voice server answers within a second, and never otherwise. Rejects when the socket is closed. */
export async function askAddress(datagrams: Datagrams, ssrc: number): Promise<void> {
  const question = Buffer.alloc(packetBytes);
  question.writeUInt16BE(request, 0);
  question.writeUInt16BE(bodyBytes, 2);
  question.writeUInt32BE(ssrc, 4);
  datagrams.send(question);
  return new Promise((resolve) => {
    const hear = (datagram: Buffer) => {
      if (datagram.byteLength !== packetBytes || datagram.readUInt16BE(0) !== answer) return;
      forget();
      resolve();
    };
    const timer = setTimeout(() => forget(), answerMs);
    const forget = () => {
      clearTimeout(timer);
      datagrams.off('message', hear);
    };
    datagrams.on('message', hear);
  });
}
