import { createCipheriv } from 'node:crypto';
import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';

import { WebSocket } from 'ws';

import type { VoiceServer } from '#discord/voice-port.ts';

import { until } from './voice-client.ts';

interface Message {
  readonly op: number;
  readonly d: Record<string, unknown>;
}

/** A client that says exactly what a test wants, right or wrong. */
export class RawClient {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  readonly binary: Buffer[] = [];
  readonly udp: Socket = createSocket('udp4');
  readonly datagrams: Buffer[] = [];
  closeCode: number | undefined;
  ssrc = 0;
  key = Buffer.alloc(0);
  #port = 0;
  #beat: NodeJS.Timeout | undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) this.binary.push(data);
      else this.messages.push(JSON.parse(data.toString('utf8')) as Message);
    });
    socket.on('close', (code) => {
      this.closeCode = code;
    });
    socket.on('error', () => undefined);
    this.udp.on('message', (datagram) => this.datagrams.push(datagram));
  }

  static async connect(endpoint: string, version = 8): Promise<RawClient> {
    const client = new RawClient(new WebSocket(`wss://${endpoint}?v=${version}`));
    await once(client.socket, 'open');
    return client;
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  sendBinary(op: number, body: Uint8Array): void {
    this.socket.send(Buffer.concat([Buffer.of(op), body]));
  }

  async message(op: number): Promise<Message> {
    let found: Message | undefined;
    await until(() => {
      found = this.messages.find((message) => message.op === op);
      return found !== undefined;
    });
    if (!found) throw new Error('unreachable');
    return found;
  }

  async closed(): Promise<number> {
    await until(() => this.closeCode !== undefined);
    return this.closeCode ?? 0;
  }

  /** Identify to op 4, as it should be. */
  async join(server: VoiceServer, identity: Identity): Promise<void> {
    const { token } = server.admit(identity);
    this.send(0, identify(identity, token));
    const { d: ready } = await this.message(2);
    this.ssrc = Number(ready['ssrc']);
    this.#port = Number(ready['port']);
    const address = await this.discover();
    this.send(1, {
      protocol: 'udp',
      data: { ...address, mode: 'aead_aes256_gcm_rtpsize' },
    });
    const { d: description } = await this.message(4);
    this.key = Buffer.from(description['secret_key'] as number[]);
  }

  async discover(): Promise<{ address: string; port: number }> {
    const request = Buffer.alloc(74);
    request.writeUInt16BE(1, 0);
    request.writeUInt16BE(70, 2);
    request.writeUInt32BE(this.ssrc, 4);
    this.datagram(request);
    await until(() => this.datagrams.length > 0);
    const answer = this.datagrams[0] ?? Buffer.alloc(74);
    return {
      address: answer.subarray(8, answer.indexOf(0, 8)).toString('ascii'),
      port: answer.readUInt16BE(72),
    };
  }

  datagram(bytes: Uint8Array): void {
    this.udp.send(bytes, this.#port, '127.0.0.1');
  }

  rtp(fields: { sequence: number; timestamp: number; nonce: number; payload: Uint8Array }): void {
    this.datagram(rtpPacket({ ...fields, ssrc: this.ssrc, key: this.key }));
  }

  /** Heartbeats from now on, so that the server is content. */
  beat(intervalMs: number): void {
    this.#beat = setInterval(() => this.send(3, { t: 1, seq_ack: -1 }), intervalMs);
  }

  close(): void {
    clearInterval(this.#beat);
    this.socket.terminate();
    this.udp.close();
  }
}

export interface Identity {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly sessionId: string;
}

export function identify(identity: Identity, token: string): Record<string, unknown> {
  return {
    server_id: identity.guildId,
    user_id: identity.userId,
    session_id: identity.sessionId,
    token,
    max_dave_protocol_version: 1,
  };
}

/** An RTP packet under AES-256-GCM, as a client makes it. */
export function rtpPacket(fields: {
  readonly first?: number;
  readonly payloadType?: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly nonce: number;
  readonly payload: Uint8Array;
  readonly key: Uint8Array;
}): Buffer {
  const header = Buffer.alloc(12);
  header[0] = fields.first ?? 0x80;
  header[1] = fields.payloadType ?? 0x78;
  header.writeUInt16BE(fields.sequence, 2);
  header.writeUInt32BE(fields.timestamp, 4);
  header.writeUInt32BE(fields.ssrc, 8);
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(fields.nonce, 0);
  const cipher = createCipheriv('aes-256-gcm', fields.key, nonce);
  cipher.setAAD(header);
  const sealed = Buffer.concat([cipher.update(fields.payload), cipher.final()]);
  return Buffer.concat([header, sealed, cipher.getAuthTag(), nonce.subarray(0, 4)]);
}
