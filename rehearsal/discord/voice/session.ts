import { randomBytes } from 'node:crypto';

import type { VoiceSession } from '../voice-port.ts';
import type { VoiceFaults } from './faults.ts';
import type { SenderCounter } from './figures.ts';
import { Forwarder } from './forwarder.ts';
import type { Member } from './member.ts';
import { op } from './opcodes.ts';
import { Outbox } from './outbox.ts';
import type { Room } from './room.ts';
import { RtpReceiver, isEndToEndEncrypted, isSilence } from './rtp.ts';
import type { MediaPacket } from './rtp.ts';
import { sealing, transport } from './transport.ts';
import type { TransportMode } from './transport.ts';
import type { Report } from './violations.ts';

/** The websocket that a session has at the moment. */
export interface Wire {
  write(message: string | Buffer): void;
  close(code: number): void;
}

interface Surroundings {
  readonly ssrc: number;
  readonly faults: VoiceFaults;
  readonly counter: SenderCounter;
  readonly report: Report;
  /** Whether the client, or a moderator, has it deaf: nothing is sent to it then. */
  readonly isDeaf: () => boolean;
  /** Sends a datagram to an `address:port`. */
  readonly post: (datagram: Buffer, to: string) => void;
  /** The session is over: it can't be resumed, and its SSRC is free. */
  readonly onEnd: (session: ClientSession) => void;
}

/** How long a session without a websocket can be resumed. */
const resumableMs = 60_000;
/** Op 5 and the first packet take different ways, so that either may be first. */
const speakingGraceMs = 1000;
const decryptedOneIn = 50;

/** A client in a voice channel, from Identify on; outlives its websocket when that can be resumed. */
export class ClientSession implements Member {
  readonly admitted: VoiceSession;
  readonly token: string;
  readonly ssrc: number;
  readonly counter: SenderCounter;
  readonly report: Report;
  readonly faults: VoiceFaults;
  readonly outbox = new Outbox();
  readonly defersCommits = false;
  /** `address:port` of the client as discovery told it. */
  discovered: string | undefined;
  readonly #surroundings: Surroundings;
  readonly #announced = new Set<string>();
  #wire: Wire | undefined;
  #room: Room | undefined;
  #receiver: RtpReceiver | undefined;
  #forwarder: Forwarder | undefined;
  #speaking: 'never' | 'awaited' | 'announced' = 'never';
  #timer: NodeJS.Timeout | undefined;
  #speakingTimer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(admitted: VoiceSession, token: string, wire: Wire, surroundings: Surroundings) {
    this.admitted = admitted;
    this.token = token;
    this.#wire = wire;
    this.ssrc = surroundings.ssrc;
    this.faults = surroundings.faults;
    this.counter = surroundings.counter;
    this.report = surroundings.report;
    this.#surroundings = surroundings;
  }

  get userId(): string {
    return this.admitted.userId;
  }

  get room(): Room | undefined {
    return this.#room;
  }

  get wire(): Wire | undefined {
    return this.#wire;
  }

  /** Op 1 was good: makes the transport key, says op 4, and enters the channel. */
  establish(mode: TransportMode, room: Room): void {
    const key = randomBytes(32);
    this.#forwarder = new Forwarder(sealing(mode, key));
    this.#receiver = new RtpReceiver(this.userId, transport(mode, key), this.report);
    this.send(op.sessionDescription, {
      mode,
      secret_key: [...key],
      audio_codec: 'opus',
      media_session_id: randomBytes(16).toString('hex'),
      dave_protocol_version: room.group.version,
    });
    this.#room = room;
    room.join(this);
  }

  send(opcode: number, data: unknown): void {
    const said = opcode === op.clientsConnect ? this.#news(data) : data;
    if (said === undefined) return;
    if (opcode === op.clientDisconnect) {
      this.#announced.delete((data as { readonly user_id: string }).user_id);
    }
    const message = this.outbox.text(opcode, said);
    this.#wire?.write(message);
  }

  sendBinary(opcode: number, body: Buffer): void {
    const message = this.outbox.binary(opcode, this.#isGarbled(opcode) ? garbled(body) : body);
    this.#wire?.write(message);
  }

  hear(packet: MediaPacket): void {
    if (!this.#forwarder || !this.discovered || this.faults.udpBlackhole) return;
    if (this.faults.forwardsSpeech && !this.#surroundings.isDeaf())
      this.#surroundings.post(this.#forwarder.datagram(packet), this.discovered);
  }

  /** Tells the client who is there (op 11), but nobody twice. */
  announce(userIds: readonly string[]): void {
    if (userIds.length > 0) this.send(op.clientsConnect, { user_ids: userIds });
  }

  receiveSpeaking(flags: number): void {
    clearTimeout(this.#speakingTimer);
    if (flags > 0) this.#speaking = 'announced';
    this.#room?.speaking(this.userId, this.ssrc, flags);
  }

  receiveRtp(datagram: Buffer, atMs: number): void {
    this.counter.rtp(atMs, datagram.length);
    if (!this.#receiver) {
      this.report('websocket-order', 'RTP before op 4');
      return;
    }
    if (this.#speaking === 'never') this.#awaitSpeaking();
    if (!this.#receiver.inspect(datagram)) return;
    if (this.faults.countOnly && !this.#isSample()) return;
    const packet = this.#receiver.open(datagram, atMs);
    if (!packet) return;
    if (isEndToEndEncrypted(packet.payload)) this.counter.e2eePackets += 1;
    else if (isSilence(packet.payload)) this.counter.silencePackets += 1;
    this.#room?.forward(packet);
  }

  /** Each client has a turn of its own: all at once would be a stall that looks like one of the bot. */
  #isSample(): boolean {
    return (this.counter.rtpPackets + this.ssrc) % decryptedOneIn === 0;
  }

  /** The websocket is gone, but may come back. */
  detach(): void {
    this.#wire = undefined;
    this.#timer = setTimeout(() => this.end(), resumableMs);
  }

  /** A websocket resumed this session. */
  attach(wire: Wire): void {
    clearTimeout(this.#timer);
    this.#wire = wire;
  }

  /** Leaves the channel for good; closes the websocket when it is still open. */
  end(code?: number): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#speakingTimer);
    const wire = this.#wire;
    this.#wire = undefined;
    this.#room?.leave(this.userId);
    this.#surroundings.onEnd(this);
    if (code !== undefined) wire?.close(code);
  }

  /** The part of an announcement that the client does not know yet. */
  #news(data: unknown): unknown {
    const { user_ids: userIds } = data as { readonly user_ids: readonly string[] };
    if (this.faults.announcesClients === 'never') return undefined;
    const unknown = userIds.filter((userId) => !this.#announced.has(userId));
    for (const userId of unknown) this.#announced.add(userId);
    return unknown.length > 0 ? { user_ids: unknown } : undefined;
  }

  #awaitSpeaking(): void {
    this.#speaking = 'awaited';
    this.#speakingTimer = setTimeout(() => {
      this.report('speaking', 'RTP without op 5');
    }, speakingGraceMs);
  }

  #isGarbled(opcode: number): boolean {
    const spoiled = garbledBy[opcode];
    if (!spoiled || this.faults[spoiled] <= 0) return false;
    this.faults[spoiled] -= 1;
    return true;
  }
}

type GarblingFault = 'garbledProposals' | 'garbledCommits' | 'garbledWelcomes';

const garbledBy: Readonly<Record<number, GarblingFault>> = {
  [op.proposals]: 'garbledProposals',
  [op.announceCommit]: 'garbledCommits',
  [op.welcome]: 'garbledWelcomes',
};

/** Spoils everything but the first bytes, so that op 29 and 30 keep their transition id. */
function garbled(body: Buffer): Buffer {
  const kept = 2;
  return Buffer.from(body.map((byte, index) => (index < kept ? byte : byte ^ 0x5a)));
}
