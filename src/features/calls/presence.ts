import type { Calls } from '#call/calls.ts';
import { onlyInServers, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Right } from '#discord/command.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

/** The bot's coming and going, as people ask for it. Everything rejects with a `UserError` that says why not. */
export interface Presence {
  /** Joins the voice channel that the person is in, or another one that they may enter; returns it. */
  join(asker: Asker, channelId?: string): Promise<string>;
  /** Leaves the call; returns its channel. */
  leave(asker: Asker): string;
  /** Ends what is being spoken. */
  skip(asker: Asker): void;
}

export function presence(calls: Calls, whereabouts: Whereabouts, closing: AbortSignal): Presence {
  return {
    async join(asker, wanted) {
      const guildId = serverOf(asker);
      const own = whereabouts.channelOf(guildId, asker.id);
      const channelId = wanted ?? own ?? raise(text(($) => $.calls.joinFirst));
      // Nobody sends it where they could not go themselves.
      if (channelId !== own && !whereabouts.mayEnter(guildId, channelId, asker.id))
        throw new UserError(text(($) => $.calls.notForYou, { channel: `<#${channelId}>` }));
      const here = calls.channelOf(guildId);
      // It may have been thrown out just now, before that is certain: only the call knows.
      if (
        here !== undefined &&
        here !== channelId &&
        whereabouts.people(guildId, here) > 0 &&
        !asker.moderates
      )
        throw new UserError(text(($) => $.calls.withPeople, { channel: `<#${here}>` }));
      const obstacle = whereabouts.obstacle(guildId, channelId);
      if (obstacle !== undefined) throw new UserError(obstacle);
      await calls.join({ guildId, channelId }, closing);
      return channelId;
    },
    leave(asker) {
      const guildId = serverOf(asker);
      const here = calls.channelOf(guildId) ?? raise(text(($) => $.calls.inNoCall));
      const inside = whereabouts.channelOf(guildId, asker.id) === here;
      if (!inside && !asker.moderates && whereabouts.people(guildId, here) > 0)
        throw new UserError(text(($) => $.calls.onlyPeopleThere, { channel: `<#${here}>` }));
      calls.leave(guildId);
      return here;
    },
    skip(asker) {
      const guildId = serverOf(asker);
      const [current] = calls.queue(guildId);
      if (!current) throw new UserError(text(($) => $.calls.nothingSpoken));
      assertMaySkip(asker, { authorId: current.authorId, guildId }, { calls, whereabouts });
      calls.skip(guildId, current.id);
    },
  };
}

/** For whom, and in which server, something is or was spoken; in none when it was posted. */
interface SpokenThere {
  readonly authorId: string;
  readonly guildId: string | undefined;
}

/**
 * Whether they may skip it: people may skip their own speech, moderators anybody's, and everybody in the call that of an author who has left it. All
 * of that counts in the server in which it is spoken: a button may be pressed elsewhere.
 */
export function maySkip(
  asker: Asker,
  { authorId, guildId }: SpokenThere,
  sight: SeesCalls,
): boolean {
  if (asker.id === authorId || moderatesIn(asker, guildId)) return true;
  const isInside = (id: string) => callOf({ id, guildId }, sight) !== undefined;
  return isInside(asker.id) && !isInside(authorId);
}

/** Throws a `UserError` for those who may not. */
export function assertMaySkip(
  asker: Asker,
  { authorId, guildId }: SpokenThere,
  sight: SeesCalls,
): void {
  if (maySkip(asker, { authorId, guildId }, sight)) return;
  throw new UserError(text(($) => $.calls.somebodyElses));
}

/** The right to decide about everybody's lines, in the server in which the person asks. */
export const callModerators: Right<{ readonly asker: Asker }> = ({ asker }) => {
  if (asker.guildId === undefined) return onlyInServers;
  return asker.moderates ? undefined : text(($) => $.calls.onlyModerators);
};

/** Whether the person moderates that server. It is known only of the server in which they ask; elsewhere they don't. */
export function moderatesIn(asker: Asker, guildId: string | undefined): boolean {
  return asker.moderates && guildId !== undefined && asker.guildId === guildId;
}

/** Knows who is in which call, and where the bot is. */
export interface SeesCalls {
  readonly calls: Pick<Calls, 'channelOf'>;
  readonly whereabouts: Pick<Whereabouts, 'channelOf'>;
}

/** The server in whose call the person is together with the bot. */
export function callOf(
  { id, guildId }: Pick<Asker, 'id' | 'guildId'>,
  { calls, whereabouts }: SeesCalls,
): string | undefined {
  if (guildId === undefined) return undefined;
  const here = calls.channelOf(guildId);
  return here !== undefined && whereabouts.channelOf(guildId, id) === here ? guildId : undefined;
}

function raise(why: Text): never {
  throw new UserError(why);
}
