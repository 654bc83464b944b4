/** Things that can happen to the bot's main gateway connection. */
import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import type { GatewayFaults } from '../gateway/faults.ts';

const RESUME_TIMEOUT_MS = 15_000;
/** After these Discord knows the session no more: a resume is answered by op 9. */
const SESSION_LOST: ReadonlySet<number> = new Set([
  GatewayCloseCodes.InvalidSeq,
  GatewayCloseCodes.SessionTimedOut,
]);

export interface GatewayControl {
  /** Switches that hold until they are taken back: late Hello, READY or guilds, refused sockets, no acknowledgements, silence. */
  readonly faults: GatewayFaults;
  /** Identified shards with an open socket. */
  readonly liveSessions: number;
  /** The intents that the bot has asked for. */
  readonly intents: number;
  /** The shards with an open socket, each with its count, in order. */
  readonly liveShards: readonly (readonly [shard: number, shards: number])[];
  /** Identifies, resumes, refused sockets and identifies that came too early so far. */
  readonly counts: {
    readonly identified: number;
    readonly resumed: number;
    readonly refused: number;
    readonly tooEarly: number;
  };
  /** The number that `gateway/bot` names as remaining; at 0 the next identify is refused. */
  identifiesLeft: number;
  /** Closes every socket with this code. */
  closeAll(code: number, reason?: string): void;
  /** Breaks every socket without a close frame. */
  cut(): void;
  /** Op 7: reconnect and resume. */
  reconnect(): void;
  /** Op 9: the session is invalid, and may or may not be resumed. */
  invalidate(resumable: boolean): void;
  /** Sessions without a socket are over: a resume of them is answered by op 9. */
  forgetAway(): void;
  /** Heartbeats get no answer any more: the shard is a zombie until it notices. */
  stopAcks(): void;
  startAcks(): void;
  /** Op 1: asks for a heartbeat at once. */
  requestHeartbeat(): void;
  /** Any event at all, to the shard of that guild or to shard 0. `performance.now()` when it was written. */
  dispatch(event: string, data: Readonly<Record<string, unknown>>, guildId?: string): number;
  /** Resolves when a session was resumed, or identified anew, since `since` (by default: since this call). */
  back(
    timeoutMs?: number,
    since?: { readonly identified: number; readonly resumed: number },
  ): Promise<'identified' | 'resumed'>;
}

export function gatewayControl({ gateway, changes }: Backend): GatewayControl {
  const toAll = (packet: unknown): void => {
    for (const { connection } of gateway.live) connection?.send(packet);
  };
  return {
    faults: gateway.faults,
    counts: gateway.counts,
    get liveSessions() {
      return gateway.live.length;
    },
    get liveShards() {
      return gateway.live.map(({ shard }) => shard).toSorted(([one], [other]) => one - other);
    },
    get intents() {
      return gateway.live.reduce((all, { intents }) => all | intents, 0);
    },
    get identifiesLeft() {
      return gateway.identifiesLeft;
    },
    set identifiesLeft(left) {
      gateway.identifiesLeft = left;
    },
    closeAll(code, reason = '') {
      for (const session of gateway.live) {
        session.connection?.socket.close(code, reason);
        if (SESSION_LOST.has(code)) gateway.end(session);
      }
    },
    cut() {
      for (const { connection } of gateway.live) connection?.socket.terminate();
    },
    reconnect: () => toAll({ op: GatewayOpcodes.Reconnect, d: null }),
    invalidate(resumable) {
      const ended = gateway.live;
      toAll({ op: GatewayOpcodes.InvalidSession, d: resumable });
      for (const session of ended) {
        if (resumable) session.connection = undefined;
        else gateway.end(session);
      }
    },
    forgetAway() {
      for (const session of gateway.sessions.values())
        if (session.connection === undefined) gateway.end(session);
    },
    stopAcks() {
      gateway.faults.acks = false;
    },
    startAcks() {
      gateway.faults.acks = true;
    },
    requestHeartbeat: () => toAll({ op: GatewayOpcodes.Heartbeat, d: null }),
    dispatch: (event, data, guildId) => gateway.dispatch(event, data, guildId),
    back: async (timeoutMs = RESUME_TIMEOUT_MS, since = { ...gateway.counts }) =>
      changes.until(
        'the bot to come back to the gateway',
        () => {
          if (gateway.counts.resumed > since.resumed) return 'resumed';
          return gateway.counts.identified > since.identified ? 'identified' : undefined;
        },
        { timeoutMs, sofar: () => `${gateway.live.length} sessions are connected` },
      ),
  };
}
