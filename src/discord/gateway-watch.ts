import diagnostics from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';

import { GatewayOpcodes } from 'discord-api-types/v10';
import { type Client, Status } from 'discord.js';

/*
 * @discordjs/ws notices a dead connection one heartbeat after the one that got no answer, and then ends it with a
 * close handshake, for whose answer ws waits 30 s: two minutes in which the bot hears nobody. Whoever destroys the
 * socket itself makes it resume at once. Node tells of every socket of an HTTP request by a diagnostics channel.
 */

export interface GatewayWatchLimits {
  readonly lookMs: number;
  /** Looks without a byte until the gateway is asked for an answer. */
  readonly quietLooks: number;
  /** The looks that it has for the answer, instead of a time: after a stall of this process the answer is still unread. */
  readonly answerLooks: number;
  /** Looks without a byte on a connection that can't be asked yet: longer than a heartbeat (41 s) may be away. */
  readonly mutestLooks: number;
  /** A wall clock that went so much further between two looks: the machine slept, and its connections are doubtful. */
  readonly sleptMs: number;
  readonly now: () => number;
}

const standardLimits: GatewayWatchLimits = {
  lookMs: 1_000,
  quietLooks: 15,
  answerLooks: 5,
  mutestLooks: 60,
  sleptMs: 10_000,
  now: Date.now,
};

interface Watched {
  readonly socket: Socket;
  bytesRead: number;
  quietLooks: number;
  /** Since the question: looks, and what had been written before it. */
  asked: { looks: number; readonly bytesWritten: number } | undefined;
}

/** Looks after the client's gateway connections, from before they are made. `onDead` is told of each it destroys. Returns what ends it. */
export function watchGateway(
  client: Client,
  onDead: () => void,
  options: Partial<GatewayWatchLimits> = {},
): () => void {
  const limits = { ...standardLimits, ...options };
  const connections = new Set<Watched>();
  let lookedAtMs = limits.now();

  const begin = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (!isGateway(request)) return;
    request.once('socket', (socket: Socket) => {
      const watched: Watched = { socket, bytesRead: 0, quietLooks: 0, asked: undefined };
      connections.add(watched);
      socket.once('close', () => connections.delete(watched));
    });
  };

  const look = (): void => {
    const nowMs = limits.now();
    const slept = nowMs - lookedAtMs > limits.lookMs + limits.sleptMs;
    lookedAtMs = nowMs;
    let doubtful = false;
    for (const watched of connections) {
      heed(watched);
      if (isDead(watched, limits)) {
        connections.delete(watched);
        watched.socket.destroy();
        onDead();
      } else if (!watched.asked && (slept || watched.quietLooks >= limits.quietLooks)) {
        doubtful = true;
        watched.asked = { looks: 0, bytesWritten: watched.socket.bytesWritten };
      }
    }
    if (doubtful) askAll(client);
  };

  diagnostics.subscribe('http.client.request.created', begin);
  const timer = setInterval(look, limits.lookMs);
  return () => {
    diagnostics.unsubscribe('http.client.request.created', begin);
    clearInterval(timer);
  };
}

/** The only websocket of this process: those of calls are their workers'. */
function isGateway(request: ClientRequest): boolean {
  const { searchParams } = new URL(request.path, 'http://gateway');
  return request.getHeader('upgrade') === 'websocket' && searchParams.has('encoding');
}

function heed(watched: Watched): void {
  const { bytesRead } = watched.socket;
  if (bytesRead > watched.bytesRead) {
    watched.quietLooks = 0;
    watched.asked = undefined;
  } else {
    watched.quietLooks += 1;
    if (watched.asked) watched.asked.looks += 1;
  }
  watched.bytesRead = bytesRead;
}

function isDead({ socket, quietLooks, asked }: Watched, limits: GatewayWatchLimits): boolean {
  if (quietLooks >= limits.mutestLooks) return true;
  return (
    asked !== undefined &&
    asked.looks >= limits.answerLooks &&
    socket.bytesWritten > asked.bytesWritten
  );
}

/** A heartbeat beside the usual ones is answered at once, and by each shard that has identified. */
function askAll(client: Client): void {
  for (const shard of client.ws.shards.values()) {
    // A shard without a connection can't be asked, and would reject where nobody listens.
    if (shard.status !== Status.Ready) continue;
    shard.send({ op: GatewayOpcodes.Heartbeat, d: null });
  }
}
