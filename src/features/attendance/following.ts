import { Events } from 'discord.js';
import type { Client } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { listen } from '#discord/listen.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { Presence } from '#features/calls/presence.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

export interface FollowingParts {
  readonly members: Pick<Store['members'], 'get'>;
  readonly bans: Pick<Store['bans'], 'of'>;
  readonly calls: Pick<Calls, 'channelOf' | 'join'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf' | 'people' | 'obstacle'>;
  readonly presence: Pick<Presence, 'join'>;
  /** Tells people in a server. */
  readonly tell: (guildId: string, text: Text, channelId: string | undefined) => void;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

interface Follow {
  readonly userId: string;
  /** The person who asked for it. */
  readonly askedById: string;
  /** Where it followed to. */
  channelId: string;
}

/** Goes where somebody goes, one person in a server, and says when that ends: who relies on it notices at once. */
export class Following {
  readonly #parts: FollowingParts;
  readonly #follows = new Map<string, Follow>();

  constructor(parts: FollowingParts) {
    this.#parts = parts;
  }

  /** Comes to that person and follows them from now on. Rejects with a `UserError` that says why not. */
  async follow(asker: Asker, userId = asker.id): Promise<void> {
    const { members, whereabouts, presence } = this.#parts;
    const guildId = serverOf(asker);
    const person = `<@${userId}>`;
    const isOther = userId !== asker.id;
    if (isOther && !(await members.get({ guildId, userId })).letsFollow)
      throw new UserError(text(($) => $.calls.follow.notAgreed, { person }));
    const channelId = whereabouts.channelOf(guildId, userId);
    if (channelId === undefined && isOther)
      throw new UserError(text(($) => $.calls.follow.inNoChannel, { person }));
    this.#follows.set(guildId, {
      userId,
      askedById: asker.id,
      channelId: await presence.join(asker, channelId),
    });
    // They may have gone on meanwhile.
    this.look(guildId);
  }

  /** Follows no more; returns whom. */
  end(asker: Asker): string {
    const guildId = serverOf(asker);
    const follow = this.#follows.get(guildId);
    if (!follow) throw new UserError(text(($) => $.calls.follow.nobody));
    const { userId, askedById } = follow;
    if (![userId, askedById].includes(asker.id) && !asker.moderates)
      throw new UserError(text(($) => $.calls.follow.notYours, { person: `<@${userId}>` }));
    this.#follows.delete(guildId);
    return userId;
  }

  /** The bot is no longer in that server. */
  gone(guildId: string): void {
    this.#follows.delete(guildId);
  }

  /** Somebody, or the bot, came or went in that server. */
  look(guildId: string): void {
    const follow = this.#follows.get(guildId);
    if (!follow) return;
    const { calls, whereabouts, bans } = this.#parts;
    const person = `<@${follow.userId}>`;
    const here = calls.channelOf(guildId);
    // Those who sent it away, or the news of the call, said so.
    if (here === undefined || bans.of({ userId: follow.userId }) !== undefined)
      return void this.#follows.delete(guildId);
    const there = whereabouts.channelOf(guildId, follow.userId);
    if (there === here) return void (follow.channelId = here);
    if (there === undefined)
      return this.#over(
        guildId,
        text(($) => $.calls.follow.ends.left, { person }),
      );
    if (here !== follow.channelId)
      return this.#over(
        guildId,
        text(($) => $.calls.follow.ends.moved, { person }),
      );
    this.#goTo(guildId, there, here, follow);
  }

  /** Takes nobody away from people who are left behind. */
  #goTo(guildId: string, channelId: string, here: string, follow: Follow): void {
    const { calls, whereabouts, closing, log } = this.#parts;
    const person = `<@${follow.userId}>`;
    const cannot = (why: Text): void =>
      this.#over(
        guildId,
        text(($) => $.calls.follow.ends.cannot, { person, why }),
      );
    if (whereabouts.people(guildId, here) > 0) {
      const channel = `<#${here}>`;
      return this.#over(
        guildId,
        text(($) => $.calls.follow.ends.withPeople, { person, channel }),
      );
    }
    const obstacle = whereabouts.obstacle(guildId, channelId);
    if (obstacle !== undefined) return cannot(obstacle);
    follow.channelId = channelId;
    calls.join({ guildId, channelId }, closing).catch((error: unknown) => {
      if (closing.aborted || this.#follows.get(guildId) !== follow) return;
      if (error instanceof UserError) return cannot(error.text);
      this.#follows.delete(guildId);
      log.warn({ error, guildId }, 'a person could not be followed');
    });
  }

  #over(guildId: string, why: Text): void {
    this.#follows.delete(guildId);
    this.#parts.tell(guildId, why, this.#parts.calls.channelOf(guildId));
  }
}

/** Follows people by what a client is told of who comes and goes. */
export function watchedFollowing(client: Client, parts: FollowingParts): Following {
  const following = new Following(parts);
  listen(client, Events.VoiceStateUpdate, parts.log, ({ guild }) => following.look(guild.id));
  // The list of those who are there tells who went elsewhere during an outage.
  listen(client, Events.GuildAvailable, parts.log, ({ id }) => following.look(id));
  listen(client, Events.GuildDelete, parts.log, ({ id }) => following.gone(id));
  return following;
}
