/** Discord's main gateway: identify, resume, heartbeats, events to the shards that want them, and its faults on demand. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

import type { Changes } from '../changes.ts';
import { later } from '../later.ts';
import type { Guild } from '../model.ts';
import type { Json } from '../payloads.ts';
import { shardOfGuild } from '../snowflake.ts';
import { answerInfoRequest } from '../voice-channel-info.ts';
import type { World } from '../world.ts';
import { Connection } from './connection.ts';
import { type GatewayFaults, noFaults } from './faults.ts';
import { guildCreateJson, readyJson } from './greeting.ts';
import { checkIdentify, IdentifyBuckets, type IdentifyRules } from './identify.ts';
import { isWanted, withoutContent } from './intents.ts';
import { answerMemberRequest } from './member-request.ts';
import { Session } from './session.ts';

export interface GatewayOptions extends IdentifyRules {
  readonly url: () => string;
  readonly heartbeatIntervalMs: number;
  /** Held to when it is given: shards of one remainder identify 5 s apart. */
  readonly heldToConcurrency?: number | undefined;
}

interface Packet {
  readonly op: GatewayOpcodes;
  readonly d?: unknown;
}

const MAX_PAYLOAD_BYTES = 4_096;
const NOT_RESUMABLE = new Set([1000, 1001]);

export class Gateway {
  readonly sessions = new Map<string, Session>();
  readonly faults: GatewayFaults = { ...noFaults };
  /** Identifies left today, as `gateway/bot` tells; 0 refuses the next one. */
  identifiesLeft = 1_000;
  /** Fresh identifies, resumes, sockets refused, and identifies that came too early so far. */
  readonly counts = { identified: 0, resumed: 0, refused: 0, tooEarly: 0 };
  /** Op 4. */
  onVoiceRequest: (session: Session, data: unknown) => void = () => {};
  /** A session that cannot come back: its voice states go with it. */
  onSessionEnd: (session: Session) => void = () => {};

  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 20 });
  readonly #options: GatewayOptions;
  readonly #world: World;
  readonly #changes: Changes;
  readonly #violate: (sentence: string) => void;
  readonly #buckets: IdentifyBuckets;

  /** Lost sessions whose calls have not ended yet. */
  readonly #outlived: Session[] = [];
  #guildsDue = 0;

  constructor(
    options: GatewayOptions,
    parts: { world: World; changes: Changes; violate: (sentence: string) => void },
  ) {
    this.#options = options;
    this.#world = parts.world;
    this.#changes = parts.changes;
    this.#violate = parts.violate;
    this.#buckets = new IdentifyBuckets(options.heldToConcurrency);
  }

  /** Where the bot is told to connect to. */
  get url(): string {
    return this.faults.announcedUrl ?? this.#options.url();
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { searchParams } = new URL(request.url ?? '/', 'ws://localhost');
    const { refuseStatus } = this.faults;
    if (refuseStatus !== undefined) {
      this.counts.refused += 1;
      socket.end(
        `HTTP/1.1 ${refuseStatus} Refused\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
      );
      return;
    }
    if (searchParams.get('encoding') !== 'json' || searchParams.has('compress')) {
      this.#violate(
        `the gateway was asked for ${searchParams.toString()}: it only speaks plain JSON`,
      );
    }
    this.#sockets.handleUpgrade(request, socket, head, (ws) => {
      if (searchParams.get('v') === '10') this.#welcome(ws);
      else ws.close(GatewayCloseCodes.InvalidAPIVersion, 'Invalid API version');
    });
  }

  /** Sends an event to every session of the guild's shard (or of shard 0) that wants it. `performance.now()` when it was written. */
  dispatch(event: string, data: Json, guildId?: string): number {
    let atMs = performance.now();
    for (const session of this.#sessionsFor(event, guildId)) {
      atMs = session.dispatch(
        event,
        withoutContent(event, data, session.intents, this.#world.bot.id),
      );
    }
    return atMs;
  }

  /** GUILD_CREATE of a guild that is new to the bot, or back after an outage. */
  announceGuild(guild: Guild): void {
    for (const session of this.#sessionsFor('GUILD_CREATE', guild.id))
      session.dispatch('GUILD_CREATE', guildCreateJson(guild, this.#world, session.intents));
  }

  #sessionsFor(event: string, guildId: string | undefined): Session[] {
    return [...this.sessions.values()].filter(({ shard: [shard, shards], intents }) => {
      const own = guildId === undefined ? 0 : shardOfGuild(guildId, shards);
      return own === shard && isWanted(event, guildId !== undefined, intents);
    });
  }

  /** Sessions with an open socket. */
  get live(): Session[] {
    return [...this.sessions.values()].filter(({ connection }) => connection !== undefined);
  }

  /** Whether no guild of READY is still to be sent. */
  guildsSent(): boolean {
    return this.#guildsDue === 0;
  }

  /** Forgets a session: it can't be resumed. */
  end(session: Session): void {
    if (!this.sessions.delete(session.id)) return;
    session.connection = undefined;
    if (this.faults.callsEnd === 'after READY') this.#outlived.push(session);
    else this.onSessionEnd(session);
    this.#changes.announce();
  }

  close(): void {
    for (const ws of this.#sockets.clients) ws.terminate();
    this.#sockets.close();
  }

  #welcome(ws: WebSocket): void {
    const connection = new Connection(ws, () => this.faults.silent);
    let session: Session | undefined;
    const hello = { heartbeat_interval: this.#options.heartbeatIntervalMs, _trace: ['loopback'] };
    later(this.faults.helloDelayMs, () => connection.send({ op: GatewayOpcodes.Hello, d: hello }));
    ws.on('error', () => ws.terminate());
    ws.on('message', (raw: RawData) => {
      const bytes = raw as Buffer;
      const packet = packetOf(bytes);
      if (bytes.length > MAX_PAYLOAD_BYTES || packet === undefined) {
        ws.close(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
      } else if (!connection.countReceived()) {
        ws.close(GatewayCloseCodes.RateLimited, 'You are being rate limited.');
      } else {
        // A session that was declared invalid is no longer this socket's.
        const own = session?.connection === connection ? session : undefined;
        session = this.#receive(packet, connection, own);
      }
    });
    ws.on('close', (code) => {
      if (session?.connection !== connection) return;
      session.connection = undefined;
      if (NOT_RESUMABLE.has(code)) this.end(session);
      this.#changes.announce();
    });
  }

  #receive(
    { op, d }: Packet,
    connection: Connection,
    session: Session | undefined,
  ): Session | undefined {
    const { socket } = connection;
    if (op === GatewayOpcodes.Heartbeat) {
      if (this.faults.acks) connection.send({ op: GatewayOpcodes.HeartbeatAck });
      return session;
    }
    if (op === GatewayOpcodes.Identify || op === GatewayOpcodes.Resume) {
      if (session !== undefined) {
        socket.close(GatewayCloseCodes.AlreadyAuthenticated, 'Already authenticated.');
        return session;
      }
      return op === GatewayOpcodes.Identify
        ? this.#identify(d, connection)
        : this.#resume(d, connection);
    }
    if (session === undefined) {
      socket.close(GatewayCloseCodes.NotAuthenticated, 'Not authenticated.');
      return undefined;
    }
    if (op === GatewayOpcodes.VoiceStateUpdate) this.onVoiceRequest(session, d);
    else if (op === GatewayOpcodes.RequestGuildMembers)
      answerMemberRequest(session, d, this.#world);
    else if (op === GatewayOpcodes.RequestChannelInfo) answerInfoRequest(session, d, this.#world);
    else if (op !== GatewayOpcodes.PresenceUpdate) {
      socket.close(GatewayCloseCodes.UnknownOpcode, 'Unknown opcode.');
    }
    return session;
  }

  #identify(data: unknown, connection: Connection): Session | undefined {
    const checked = checkIdentify(data, this.#options);
    if (!checked.ok) {
      connection.socket.close(checked.closeCode, checked.reason);
      return undefined;
    }
    if (this.identifiesLeft <= 0) {
      // Discord resets the token of a bot that identifies more often than it may.
      this.#violate('identified with no identify left: Discord would have reset the token');
      connection.socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
      return undefined;
    }
    this.identifiesLeft -= 1;
    if (!this.#buckets.takes(checked.shard[0])) {
      this.counts.tooEarly += 1;
      connection.send({ op: GatewayOpcodes.InvalidSession, d: false });
      return undefined;
    }
    const session = new Session(this.#world.ids.next(), checked, this.#violate);
    session.connection = connection;
    later(this.faults.readyDelayMs, () => this.#ready(session));
    return session;
  }

  #ready(session: Session): void {
    const [shard, shards] = session.shard;
    const guilds = this.#world.guildsOfBot().filter(({ id }) => shardOfGuild(id, shards) === shard);
    const { intentsAllowed } = this.#options;
    const about = { guilds, url: this.url, intentsAllowed };
    session.dispatch('READY', readyJson(session, this.#world, about));
    this.sessions.set(session.id, session);
    const available = guilds.filter(({ unavailable }) => !unavailable);
    this.#guildsDue += available.length;
    available.forEach((guild, index) => {
      later(this.faults.guildDelayMs * (index + 1), () => {
        session.dispatch('GUILD_CREATE', guildCreateJson(guild, this.#world, session.intents));
        this.#guildsDue -= 1;
        this.#changes.announce();
      });
    });
    for (const lost of this.#outlived.splice(0)) this.onSessionEnd(lost);
    this.counts.identified += 1;
    this.#changes.announce();
  }

  #resume(data: unknown, connection: Connection): Session | undefined {
    const {
      token,
      session_id: id,
      seq,
    } = (data ?? {}) as { token?: unknown; session_id?: unknown; seq?: unknown };
    if (token !== this.#options.token) {
      connection.socket.close(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
      return undefined;
    }
    const session = this.sessions.get(String(id));
    if (session === undefined || typeof seq !== 'number' || !session.replay(seq, connection)) {
      connection.send({ op: GatewayOpcodes.InvalidSession, d: false });
      return undefined;
    }
    session.dispatch('RESUMED', { _trace: ['loopback'] });
    this.counts.resumed += 1;
    this.#changes.announce();
    return session;
  }
}

function packetOf(bytes: Buffer): Packet | undefined {
  try {
    const packet = JSON.parse(bytes.toString()) as Packet | null;
    return typeof packet?.op === 'number' ? packet : undefined;
  } catch {
    return undefined;
  }
}
