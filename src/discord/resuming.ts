import { setImmediate as nextTurn } from 'node:timers/promises';

import { CloseCodes, SimpleShardingStrategy, WebSocketShardEvents } from '@discordjs/ws';
import type { SessionInfo, WebSocketManager, WebSocketShardDestroyOptions } from '@discordjs/ws';
import { GatewayDispatchEvents, GatewayOpcodes } from 'discord-api-types/v10';
import { Status } from 'discord.js';
import type { AnyThreadChannel, Client, WebSocketShard } from 'discord.js';

import type { Log } from '#ops/log.ts';

import { ownerOf } from './kept-sessions.ts';
import type { KeptSession, KeptSessions } from './kept-sessions.ts';
import { slimGuild } from './slim-guild.ts';

/*
 * A bot that is started anew goes on with its sessions: Discord tells it what happened meanwhile, and no identify of the day is
 * spent. But a resumed session begins with neither READY nor the servers, which the library needs. So they are kept with
 * the session, and told to the library as if Discord told them, before the shard connects. What Discord replays then changes
 * them as it happened. The library knows of no session of another process, and so this stands in for its strategy.
 */

export interface ResumingOptions {
  readonly client: () => Client;
  readonly sessions: Pick<KeptSessions, 'keep' | 'take' | 'clear'>;
  /** Whether a next process goes on where this one ends. */
  readonly goesOn: () => boolean;
  readonly log: Pick<Log, 'info'>;
}

/** The parts of the library's shard that nobody else calls. */
interface Inner {
  readyTimeout: NodeJS.Timeout | null;
  gotGuild(guildId: string): void;
}

/** Servers that are told to the library, or read from it, in one turn of the event loop. */
const perTurn = 20;

/** The library's own strategy, which goes on with the sessions of the last process and keeps its own for the next. */
export class ResumingStrategy extends SimpleShardingStrategy {
  readonly #manager: WebSocketManager;
  readonly #options: ResumingOptions;
  /** Each session as it moves. */
  readonly #sessions = new Map<number, SessionInfo>();
  /** Shards that were told of their servers, until their session is resumed. */
  readonly #restored = new Map<number, readonly string[]>();
  #isLeaving = false;

  constructor(manager: WebSocketManager, options: ResumingOptions) {
    super(manager);
    this.#manager = manager;
    this.#options = options;
    const told = manager.options.updateSessionInfo.bind(manager.options);
    manager.options.updateSessionInfo = (shardId, info) => {
      // Events that come until the connection is closed belong to the session that is kept.
      if (this.#isLeaving && info === null) return undefined;
      if (info === null) this.#sessions.delete(shardId);
      else this.#sessions.set(shardId, info);
      return told(shardId, info);
    };
    manager.on(WebSocketShardEvents.Ready, ({ shardId }) => void this.#restored.delete(shardId));
    manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => this.#resumed(shardId));
  }

  override async spawn(shardIds: number[]): Promise<void> {
    await super.spawn(shardIds);
    await Promise.all(shardIds.map((shardId) => this.#restore(shardId)));
    await this.#options.sessions.clear();
  }

  /** With 1000, as by the library, Discord would end the session and with it its calls. */
  override async destroy(
    options: Omit<WebSocketShardDestroyOptions, 'recover'> = {},
  ): Promise<void> {
    if (!this.#options.goesOn()) return super.destroy(options);
    const whole = [...this.#sessions.values()].filter(
      ({ shardId }) => this.#shard(shardId)?.status === Status.Ready,
    );
    this.#isLeaving = true;
    await super.destroy({ ...options, code: CloseCodes.Resuming });
    for (const { shardId } of whole) await this.#keep(shardId);
  }

  async #keep(shardId: number): Promise<void> {
    const { client, sessions, log } = this.#options;
    const { user, application, guilds, channels } = client();
    const session = this.#sessions.get(shardId);
    if (!session || !user || !application) return;
    const threads = Map.groupBy(
      channels.cache.values().filter((channel): channel is AnyThreadChannel => channel.isThread()),
      ({ guildId }) => guildId,
    );
    const own = guilds.cache.values().filter((guild) => guild.shardId === shardId);
    const slim: KeptSession['guilds'] = [];
    for (const guild of own) {
      if (slim.length % perTurn === perTurn - 1) await nextTurn();
      const { id, available } = guild;
      const whole = available ? slimGuild(guild, threads.get(id) ?? []) : {};
      slim.push({ id, unavailable: !available, ...whole });
    }
    const { id, username, discriminator, globalName } = user;
    const isKept = await sessions.keep({
      of: this.#owner(),
      session,
      ready: {
        user: { id, username, discriminator, global_name: globalName, bot: true, avatar: null },
        application: { id: application.id, flags: application.flags.bitfield },
      },
      guilds: slim,
    });
    log.info({ shardId, guilds: slim.length, isKept }, 'a session is left to the next start');
  }

  async #restore(shardId: number): Promise<void> {
    const kept = await this.#options.sessions.take(shardId, await this.#manager.getShardCount());
    const shard = this.#shard(shardId);
    // The library takes a shard without servers for one that is there already.
    if (!kept || !shard || kept.of !== this.#owner() || kept.guilds.length === 0) return;
    const { ready, session, guilds } = kept;
    const ids = guilds.map(({ id }) => id);
    const data = { ...ready, guilds: ids.map((id) => ({ id, unavailable: true })) };
    this.#manager.emit(WebSocketShardEvents.Ready, { data: data as never, shardId });
    this.#tell(shardId, GatewayDispatchEvents.Ready, data);
    const { readyTimeout } = innerOf(shard);
    if (readyTimeout) clearTimeout(readyTimeout);
    // It is not there before Discord has told it all that it missed.
    shard.status = Status.Resuming;
    for (const [at, guild] of guilds.entries()) {
      if (at % perTurn === perTurn - 1) await nextTurn();
      if (!guild.unavailable) this.#tell(shardId, GatewayDispatchEvents.GuildCreate, guild);
    }
    this.#restored.set(shardId, ids);
    await this.#manager.options.updateSessionInfo(shardId, session);
  }

  /** The library counts servers as they come after READY: now all are there. */
  #resumed(shardId: number): void {
    const ids = this.#restored.get(shardId);
    const shard = this.#shard(shardId);
    this.#restored.delete(shardId);
    if (!ids || !shard) return;
    this.#options.log.info({ shardId, guilds: ids.length }, 'a session of the last start goes on');
    for (const id of ids) innerOf(shard).gotGuild(id);
  }

  #tell(shardId: number, event: GatewayDispatchEvents, data: object): void {
    const packet = { op: GatewayOpcodes.Dispatch, t: event, s: 0, d: data };
    this.#manager.emit(WebSocketShardEvents.Dispatch, { data: packet as never, shardId });
  }

  #shard(shardId: number): WebSocketShard | undefined {
    return this.#options.client().ws.shards.get(shardId);
  }

  #owner(): string {
    const { token, intents, rest } = this.#manager.options;
    return ownerOf(token, intents, rest.options.api);
  }
}

function innerOf(shard: WebSocketShard): Inner {
  return shard as unknown as Inner;
}
