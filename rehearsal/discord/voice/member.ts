import type { MediaPacket } from './rtp.ts';

/** Someone in a voice channel: a client at the other end of a websocket, or a listener in this process. */
export interface Member {
  readonly userId: string;
  /** Lets the others commit, as long as there is another who can. */
  readonly defersCommits: boolean;
  send(op: number, data: unknown): void;
  sendBinary(op: number, body: Buffer): void;
  /** Gets what the others in the channel say. */
  hear(packet: MediaPacket): void;
}
