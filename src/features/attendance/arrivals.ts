import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import { listen } from '#discord/listen.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import type { Log } from '#ops/log.ts';
import type { PersonSettings } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';

/** The people who came or went, in that order. */
export interface Change {
  readonly guildId: string;
  readonly kind: 'came' | 'went';
  readonly userIds: readonly string[];
}

/** Whether a person lets it be said that they come and go. */
export function isTold({ announced, optedOut }: PersonSettings): boolean {
  return announced && !optedOut;
}

export interface ArrivalsParts {
  readonly serverSettings: Pick<Store['serverSettings'], 'get'>;
  readonly people: Pick<Store['people'], 'get'>;
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  readonly bans: Pick<Store['bans'], 'of'>;
  readonly calls: Pick<Calls, 'channelOf' | 'hindranceOf' | 'pauseOf'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'people'>;
  /** Says it in the call; resolves when that is over. */
  readonly say: (change: Change) => Promise<void>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** People who come at once are told of at once. */
export const gatherMs = 1_500;
/** Nobody who comes and goes all the time is told of more often. */
export const personQuietMs = 60_000;

/** The people of one call who came and went since that was last told. */
interface Gathering {
  readonly channelId: string;
  readonly came: Set<string>;
  readonly went: Set<string>;
  /** When each was last told of, by `kind/id`. */
  readonly toldAtMs: Map<string, number>;
  timer: NodeJS.Timeout | undefined;
  isSpoken: boolean;
}

/**
 * Tells the people in a call who comes and who goes, where the server wants it, and not of people who refuse. However many
 * come, one line at a time waits: all who come meanwhile are told of together in the next.
 */
export class Arrivals {
  readonly #parts: ArrivalsParts;
  readonly #gatherings = new Map<string, Gathering>();

  constructor(parts: ArrivalsParts) {
    this.#parts = parts;
    parts.closing.addEventListener('abort', () => this.#close(), { once: true });
  }

  /** Somebody's voice channel is another one now; undefined is none. */
  async changed(
    guildId: string,
    userId: string,
    before: string | undefined,
    now: string | undefined,
  ): Promise<void> {
    const { calls, serverSettings } = this.#parts;
    const here = calls.channelOf(guildId);
    if (here === undefined) return this.#forget(guildId);
    if (before === now || (before !== here && now !== here)) return;
    const { announcesArrivals, announcesDepartures } = (await serverSettings.get(guildId)).calls;
    if (!(now === here ? announcesArrivals : announcesDepartures)) return;
    const gathering = this.#gatheringIn(guildId, here);
    const [own, other] =
      now === here ? [gathering.came, gathering.went] : [gathering.went, gathering.came];
    // A person who goes at once was hardly there.
    if (!other.delete(userId)) own.add(userId);
    this.#wait(guildId, gathering);
  }

  /** The bot is no longer in that server. */
  gone(guildId: string): void {
    this.#forget(guildId);
  }

  #gatheringIn(guildId: string, channelId: string): Gathering {
    const known = this.#gatherings.get(guildId);
    if (known?.channelId === channelId) return known;
    this.#forget(guildId);
    const sets = { came: new Set<string>(), went: new Set<string>() };
    const begun = { channelId, ...sets, toldAtMs: new Map(), timer: undefined, isSpoken: false };
    this.#gatherings.set(guildId, begun);
    return begun;
  }

  #wait(guildId: string, gathering: Gathering): void {
    if (gathering.isSpoken) return;
    gathering.timer ??= setTimeout(() => void this.#tell(guildId, gathering), gatherMs);
  }

  async #tell(guildId: string, gathering: Gathering): Promise<void> {
    gathering.timer = undefined;
    gathering.isSpoken = true;
    try {
      for (const kind of ['came', 'went'] as const) {
        const userIds = await this.#toTell(guildId, kind, gathering);
        if (userIds.length > 0) await this.#parts.say({ guildId, kind, userIds });
      }
    } catch (error) {
      this.#parts.log.warn({ error, guildId }, 'who came and went could not be told');
    }
    gathering.isSpoken = false;
    const { came, went } = gathering;
    if (this.#gatherings.get(guildId) === gathering && came.size + went.size > 0)
      this.#wait(guildId, gathering);
  }

  /** Takes out those who are to be told of: nobody of whom all have been told, who refuses, or whom nobody hears of. */
  async #toTell(
    guildId: string,
    kind: Change['kind'],
    gathering: Gathering,
  ): Promise<readonly string[]> {
    const { calls, whereabouts } = this.#parts;
    const all = [...gathering[kind]];
    gathering[kind].clear();
    const { channelId } = gathering;
    if (calls.channelOf(guildId) !== channelId) return [];
    if ((calls.hindranceOf(guildId) ?? calls.pauseOf(guildId)) !== undefined) return [];
    const listening =
      whereabouts.people(guildId, channelId) -
      (kind === 'came'
        ? all.filter((id) => whereabouts.channelOf(guildId, id) === channelId).length
        : 0);
    if (listening <= 0) return [];
    const lets = await Promise.all(all.map(async (id) => this.#letsTell(guildId, id)));
    return all.filter((id, at) => lets[at] && this.#isDue(`${kind}/${id}`, gathering));
  }

  async #letsTell(guildId: string, userId: string): Promise<boolean> {
    const { people, mutes, bans } = this.#parts;
    if (bans.of({ userId }) !== undefined) return false;
    return isTold(await people.get(userId)) && !(await mutes.isMuted(guildId, userId));
  }

  #isDue(which: string, { toldAtMs }: Gathering): boolean {
    const nowMs = performance.now();
    for (const [key, atMs] of toldAtMs) if (nowMs - atMs >= personQuietMs) toldAtMs.delete(key);
    if (toldAtMs.has(which)) return false;
    toldAtMs.set(which, nowMs);
    return true;
  }

  #forget(guildId: string): void {
    clearTimeout(this.#gatherings.get(guildId)?.timer);
    this.#gatherings.delete(guildId);
  }

  #close(): void {
    for (const guildId of this.#gatherings.keys()) this.#forget(guildId);
  }
}

/** Tells of people by what a client is told of who comes and goes; bots aren't told of. */
export function tellArrivals(client: Client, parts: ArrivalsParts): void {
  const arrivals = new Arrivals(parts);
  listen(client, Events.GuildDelete, parts.log, ({ id }) => arrivals.gone(id));
  listen(client, Events.VoiceStateUpdate, parts.log, (before, { guild, id, channelId, member }) => {
    if (member?.user.bot === true) return undefined;
    return arrivals.changed(guild.id, id, before.channelId ?? undefined, channelId ?? undefined);
  });
}
