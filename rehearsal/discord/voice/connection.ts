import type { WebSocket } from 'ws';
import type { z } from 'zod';

import { closeCode, isResumable, op } from './opcodes.ts';
import {
  envelopeSchema,
  heartbeatSchema,
  identifySchema,
  resumeSchema,
  selectProtocolSchema,
  speakingSchema,
  transitionSchema,
} from './payloads.ts';
import type { Identify, Resume } from './payloads.ts';
import type { Room } from './room.ts';
import type { ClientSession, Wire } from './session.ts';
import { isTransportMode } from './transport.ts';
import type { Rule } from './violations.ts';

/** The part of the server that a connection needs. */
export interface Host {
  readonly heartbeatIntervalMs: number;
  readonly udpPort: number;
  /** A session for an Identify that is in order, else the code to close with. */
  identify(data: Identify, wire: Wire): ClientSession | number;
  resume(data: Resume, wire: Wire): ClientSession | number;
  room(guildId: string, channelId: string): Room;
  report(session: ClientSession | undefined, rule: Rule, detail: string): void;
}

/** Refuses a payload: closes the websocket with this code. */
class Refusal extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    super(reason);
    this.code = code;
  }
}

/** One voice websocket: operations in, operations out. */
export class VoiceConnection implements Wire {
  readonly #socket: WebSocket;
  readonly #host: Host;
  #session: ClientSession | undefined;
  #established = false;
  #frozen = false;
  #lost = false;
  #heartbeatDeadline: NodeJS.Timeout | undefined;

  constructor(socket: WebSocket, host: Host) {
    this.#socket = socket;
    this.#host = host;
    socket.on('message', (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => this.#lose(code));
    this.#awaitHeartbeat();
    this.#write(op.hello, { v: 8, heartbeat_interval: host.heartbeatIntervalMs });
  }

  /** The session that speaks through this websocket. */
  get session(): ClientSession | undefined {
    return this.#session?.wire === this ? this.#session : undefined;
  }

  write(message: string | Buffer): void {
    if (!this.#frozen) this.#socket.send(message);
  }

  /** Closes with this code, or without a close frame where the code only names that there was none. */
  close(code: number): void {
    this.#lose(code);
    if (this.#frozen) return;
    if (code === closeCode.abnormal) this.#socket.terminate();
    else this.#socket.close(code);
  }

  /** Stops reading and writing without closing. */
  freeze(): void {
    if (this.#lost) return;
    this.#frozen = true;
    clearTimeout(this.#heartbeatDeadline);
    this.#socket.pause();
  }

  /** Reads and writes again; a connection that was given up meanwhile is cut now. */
  thaw(): void {
    if (!this.#frozen) return;
    this.#frozen = false;
    if (this.#lost || !this.session) {
      this.#socket.terminate();
      return;
    }
    this.#socket.resume();
    this.#awaitHeartbeat();
  }

  #write(opcode: number, data: unknown): void {
    this.write(JSON.stringify({ op: opcode, d: data }));
  }

  #awaitHeartbeat(): void {
    clearTimeout(this.#heartbeatDeadline);
    this.#heartbeatDeadline = setTimeout(() => {
      this.#host.report(this.#session, 'heartbeat', 'none came in two intervals');
      this.close(closeCode.sessionTimeout);
    }, this.#host.heartbeatIntervalMs * 2);
  }

  #receive(data: Buffer, isBinary: boolean): void {
    const isReplaced = this.#session !== undefined && this.session === undefined;
    if (this.#frozen || this.#lost || isReplaced) return;
    try {
      if (isBinary) this.#receiveBinary(data);
      else this.#receiveText(data.toString('utf8'));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#host.report(this.#session, 'websocket-payload', error.message);
      this.close(error.code);
    }
  }

  #receiveText(text: string): void {
    const { op: opcode, d: data } = parsed(envelopeSchema, decoded(text));
    if (opcode === op.heartbeat) {
      this.#heartbeat(parsed(heartbeatSchema, data));
      return;
    }
    if (opcode === op.identify) this.#identify(parsed(identifySchema, data));
    else if (opcode === op.resume) this.#resume(parsed(resumeSchema, data));
    else this.#receiveInSession(opcode, data, this.#authenticated(opcode));
  }

  #receiveInSession(opcode: number, data: unknown, session: ClientSession): void {
    const { userId, room } = session;
    switch (opcode) {
      case op.selectProtocol:
        this.#selectProtocol(parsed(selectProtocolSchema, data), session);
        return;
      case op.speaking: {
        const { ssrc, speaking } = parsed(speakingSchema, data);
        if (ssrc !== session.ssrc)
          session.report('speaking', `of SSRC ${ssrc}, which is another's`);
        session.receiveSpeaking(speaking);
        return;
      }
      case op.transitionReady:
        room?.group.receiveReady(userId, parsed(transitionSchema, data).transition_id);
        return;
      case op.invalidCommitWelcome:
        parsed(transitionSchema, data);
        room?.group.receiveInvalid(userId);
        return;
      default:
        throw new Refusal(closeCode.unknownOpcode, `op ${opcode} is unknown`);
    }
  }

  #receiveBinary(message: Buffer): void {
    const opcode = message[0] ?? -1;
    const { userId, room } = this.#authenticated(opcode);
    const body = message.subarray(1);
    if (opcode === op.keyPackage) room?.group.receiveKeyPackage(userId, body);
    else if (opcode === op.commitWelcome) room?.group.receiveCommit(userId, body);
    else throw new Refusal(closeCode.unknownOpcode, `binary op ${opcode} is unknown`);
  }

  #authenticated(opcode: number): ClientSession {
    if (this.#session) return this.#session;
    throw new Refusal(closeCode.notAuthenticated, `op ${opcode} before op 0`);
  }

  #identify(data: Identify): void {
    if (this.#session) throw new Refusal(closeCode.alreadyAuthenticated, 'op 0 came twice');
    const session = this.#host.identify(data, this);
    if (typeof session === 'number') {
      this.close(session);
      return;
    }
    this.#session = session;
    const { faults } = session;
    this.#write(op.ready, {
      ssrc: session.ssrc,
      ip: '127.0.0.1',
      port: faults.announcedUdpPort ?? this.#host.udpPort,
      modes: faults.modes,
      experiments: [],
    });
    if (faults.announcesClients === 'after-ready') session.announce(this.#roomOf(session).userIds);
  }

  #resume(data: Resume): void {
    if (this.#session) throw new Refusal(closeCode.alreadyAuthenticated, 'op 7 after op 0');
    const session = this.#host.resume(data, this);
    if (typeof session === 'number') {
      this.close(session);
      return;
    }
    if (!session.outbox.acknowledge(data.seq_ack)) {
      this.close(closeCode.sessionInvalid);
      return;
    }
    this.#session = session;
    this.#established = true;
    session.attach(this);
    this.#write(op.resumed, {});
    for (const message of session.outbox.unacknowledged) this.write(message);
  }

  #heartbeat({ t, seq_ack: acknowledged }: z.infer<typeof heartbeatSchema>): void {
    this.#awaitHeartbeat();
    if (this.#session && !this.#session.outbox.acknowledge(acknowledged)) {
      this.#session.report('heartbeat', `acknowledges ${acknowledged}, which was never sent`);
    }
    if (this.#session?.faults.answersHeartbeats ?? true) this.#write(op.heartbeatAck, { t });
  }

  #selectProtocol(
    { protocol, data }: z.infer<typeof selectProtocolSchema>,
    session: ClientSession,
  ): void {
    if (this.#established) throw new Refusal(closeCode.alreadyAuthenticated, 'op 1 came twice');
    if (protocol !== 'udp') throw new Refusal(closeCode.unknownProtocol, `protocol ${protocol}`);
    if (!isTransportMode(data.mode) || !session.faults.modes.includes(data.mode)) {
      throw new Refusal(closeCode.unknownEncryptionMode, `mode ${data.mode} was not offered`);
    }
    if (session.discovered !== `${data.address}:${data.port}`) {
      session.report('discovery', `op 1 names ${data.address}:${data.port}`);
    }
    this.#established = true;
    session.establish(data.mode, this.#roomOf(session));
  }

  #roomOf({ admitted }: ClientSession): Room {
    return this.#host.room(admitted.guildId, admitted.channelId);
  }

  /** The session ends with its websocket, or waits for another one. */
  #lose(code: number): void {
    this.#lost = true;
    clearTimeout(this.#heartbeatDeadline);
    const session = this.#session;
    if (session?.wire !== this) return;
    if (isResumable(code) && this.#established) session.detach();
    else session.end();
  }
}

function decoded(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(closeCode.payloadUndecodable, 'no JSON');
  }
}

function parsed<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(closeCode.payloadUndecodable, `${issue?.path.join('.')}: ${issue?.message}`);
}
