import type { WebSocket } from 'ws';

import type { Certificate } from '#tls/certificate.ts';

import type { Listener, VoiceServer, VoiceSession } from '../voice-port.ts';
import { Admissions } from './admissions.ts';
import { VoiceConnection } from './connection.ts';
import type { Host } from './connection.ts';
import { GuildVoice } from './guild-voice.ts';
import { RoomListener } from './listener.ts';
import { closeCode } from './opcodes.ts';
import type { Identify, Resume } from './payloads.ts';
import { Room } from './room.ts';
import { ClientSession } from './session.ts';
import type { Wire } from './session.ts';
import { openUdp } from './udp.ts';
import type { VoiceUdp } from './udp.ts';
import type { Rule, Violation } from './violations.ts';
import { openEndpoints } from './voice-endpoints.ts';
import type { VoiceEndpoints } from './voice-endpoints.ts';

export interface VoiceServerOptions {
  /** From `makeCertificate`; the client must trust it. */
  readonly certificate: Certificate;
  /** The interval that Hello names; Discord's is the default. */
  readonly heartbeatIntervalMs?: number;
}

const discordHeartbeatMs = 13_750;
const keptViolations = 10_000;
/** A client learns late that its session ended; what it sends until then is no violation. */
const lateMs = 5000;

/** Opens the voice half of the stand-in on 127.0.0.1: TLS websockets, UDP, transport and end-to-end encryption. */
export async function startVoiceServer(options: VoiceServerOptions): Promise<VoiceServer> {
  const calls = new LoopbackCalls(options.heartbeatIntervalMs ?? discordHeartbeatMs);
  const udp = await openUdp({
    sessionOf: (ssrc) => calls.sessionOf(ssrc),
    report: (rule, detail) => calls.report(undefined, rule, detail),
  });
  const endpoints = await openEndpoints(options.certificate, (socket) => calls.connect(socket));
  calls.open(udp, endpoints);
  return calls;
}

/** Everything that is going on in voice: who may come in, who is in, and what they did wrong. */
class LoopbackCalls implements VoiceServer, Host {
  readonly heartbeatIntervalMs: number;
  readonly #admissions = new Admissions();
  readonly #guilds = new Map<string, GuildVoice>();
  readonly #connections = new Set<VoiceConnection>();
  readonly #sessions = new Map<number, ClientSession>();
  /** SSRC of a session that is over, and when it ended. */
  readonly #ended = new Map<number, number>();
  #violations: Violation[] = [];
  #nextSsrc = 1000;
  #udp: VoiceUdp | undefined;
  #endpoints: VoiceEndpoints | undefined;

  constructor(heartbeatIntervalMs: number) {
    this.heartbeatIntervalMs = heartbeatIntervalMs;
  }

  open(udp: VoiceUdp, endpoints: VoiceEndpoints): void {
    this.#udp = udp;
    this.#endpoints = endpoints;
  }

  get endpoint(): string {
    return this.#endpoints?.first ?? '';
  }

  get udpPort(): number {
    return this.#udp?.port ?? 0;
  }

  get violations(): readonly Violation[] {
    return this.#violations;
  }

  clearViolations(): void {
    this.#violations = [];
  }

  admit(session: VoiceSession): { readonly token: string; readonly endpoint: string } {
    const { faults } = this.guild(session.guildId);
    const isVoid = faults.refusedAdmissions > 0;
    if (isVoid) faults.refusedAdmissions -= 1;
    const token = this.#admissions.admit(session, isVoid);
    return { token, endpoint: this.#endpoints?.named(faults.endpoint) ?? '' };
  }

  dismiss(guildId: string, userId: string, code: number): void {
    this.#admissions.forget(guildId, userId);
    this.#sessionOfUser(guildId, userId)?.end(code);
  }

  setDeaf(guildId: string, userId: string, isDeaf: boolean): void {
    const { deaf } = this.guild(guildId);
    if (isDeaf) deaf.add(userId);
    else deaf.delete(userId);
  }

  async listen(
    guildId: string,
    channelId: string,
    userId: string,
    { neverCommit = false } = {},
  ): Promise<Listener> {
    const room = this.room(guildId, channelId);
    const listener = new RoomListener({
      userId,
      ssrc: (this.#nextSsrc += 1),
      neverCommit,
      room,
      report: (senderId, rule, detail) => this.#record(guildId, senderId, rule, detail),
    });
    room.join(listener);
    // Those who are there have learned of it when this resolves.
    await new Promise<void>((resolve) => setImmediate(resolve));
    return listener;
  }

  guild(guildId: string): GuildVoice {
    const known = this.#guilds.get(guildId);
    if (known) return known;
    const guild = new GuildVoice(() =>
      [...this.#connections].filter(({ session }) => session?.admitted.guildId === guildId),
    );
    this.#guilds.set(guildId, guild);
    return guild;
  }

  async close(): Promise<void> {
    for (const session of this.#sessions.values()) session.end();
    for (const { rooms } of this.#guilds.values()) {
      for (const room of rooms.values()) room.group.close();
    }
    this.#udp?.close();
    await this.#endpoints?.close();
  }

  connect(socket: WebSocket): void {
    const connection = new VoiceConnection(socket, this);
    this.#connections.add(connection);
    socket.on('close', () => this.#connections.delete(connection));
  }

  identify(data: Identify, wire: Wire): ClientSession | number {
    const admitted = this.#admissions.check(data);
    if (typeof admitted === 'number') return admitted;
    const { guildId, userId } = admitted;
    const guild = this.guild(guildId);
    const { closeOnIdentify } = guild.faults;
    if (closeOnIdentify && closeOnIdentify.times > 0) {
      closeOnIdentify.times -= 1;
      return closeOnIdentify.code;
    }
    if (data.max_dave_protocol_version < guild.faults.daveVersion) return closeCode.daveRequired;
    this.#sessionOfUser(guildId, userId)?.end(closeCode.sessionInvalid);
    this.#nextSsrc += 1;
    const session = new ClientSession(admitted, data.token, wire, {
      ssrc: this.#nextSsrc,
      faults: guild.faults,
      counter: guild.counter(userId),
      report: (rule, detail) => this.#record(guildId, userId, rule, detail),
      isDeaf: () => guild.deaf.has(userId),
      post: (datagram, to) => this.#udp?.send(datagram, to),
      onEnd: ({ ssrc }) => this.#forget(ssrc),
    });
    this.#sessions.set(session.ssrc, session);
    return session;
  }

  resume(data: Resume, wire: Wire): ClientSession | number {
    const session = [...this.#sessions.values()].find(
      ({ token, admitted }) =>
        token === data.token &&
        admitted.guildId === data.server_id &&
        admitted.sessionId === data.session_id,
    );
    if (!session) return closeCode.sessionInvalid;
    if (session.faults.resumes === 'refused') {
      session.end();
      return closeCode.sessionInvalid;
    }
    session.attach(wire);
    return session;
  }

  room(guildId: string, channelId: string): Room {
    const { rooms, faults } = this.guild(guildId);
    const known = rooms.get(channelId);
    if (known) return known;
    const room = new Room({
      channelId,
      faults,
      report: (userId, rule, detail) => this.#record(guildId, userId, rule, detail),
      onEmpty: () => rooms.delete(channelId),
    });
    rooms.set(channelId, room);
    return room;
  }

  sessionOf(ssrc: number): ClientSession | 'ended' | undefined {
    const session = this.#sessions.get(ssrc);
    if (session) return session;
    const endedAtMs = this.#ended.get(ssrc);
    return endedAtMs !== undefined && performance.now() - endedAtMs < lateMs ? 'ended' : undefined;
  }

  report(session: ClientSession | undefined, rule: Rule, detail: string): void {
    this.#record(session?.admitted.guildId, session?.userId, rule, detail);
  }

  #forget(ssrc: number): void {
    this.#sessions.delete(ssrc);
    this.#ended.set(ssrc, performance.now());
  }

  #sessionOfUser(guildId: string, userId: string): ClientSession | undefined {
    return [...this.#sessions.values()].find(
      ({ admitted }) => admitted.guildId === guildId && admitted.userId === userId,
    );
  }

  #record(
    guildId: string | undefined,
    userId: string | undefined,
    rule: Rule,
    detail: string,
  ): void {
    if (this.#violations.length >= keptViolations) return;
    this.#violations.push({ atMs: performance.now(), guildId, userId, rule, detail });
  }
}
