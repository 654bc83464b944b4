import { Events } from 'discord.js';
import type { Client, VoiceState } from 'discord.js';

import type { Calls } from '#call/calls.ts';
import { listen } from '#discord/listen.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { Log } from '#ops/log.ts';
import type { Store } from '#store/store.ts';

export interface ComingParts extends Pick<Store, 'serverSettings' | 'bans'> {
  readonly calls: Pick<Calls, 'channelOf' | 'join'>;
  readonly whereabouts: Pick<Whereabouts, 'people' | 'obstacle'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** Somebody who entered a voice channel, also from another one. */
interface Entrant {
  readonly guildId: string;
  readonly channelId: string;
  readonly userId: string;
  readonly roleIds: ReadonlySet<string>;
}

/** Comes to people for whom a server wants that, unless they are banned or it is with others; what keeps it away is logged. */
async function comeTo(entrant: Entrant, parts: ComingParts): Promise<void> {
  const { guildId, channelId, userId, roleIds } = entrant;
  const { calls, whereabouts, serverSettings, bans, closing, log } = parts;
  if (bans.of({ userId, guildId }) !== undefined) return;
  const { calls: wanted } = await serverSettings.get(guildId);
  const isWanted =
    wanted.personIds.includes(userId) || wanted.roleIds.some((id) => roleIds.has(id));
  if (!isWanted) return;
  const here = calls.channelOf(guildId);
  if (here === channelId || (here !== undefined && whereabouts.people(guildId, here) > 0)) return;
  if (whereabouts.obstacle(guildId, channelId) !== undefined)
    return log.info(
      { guildId },
      'somebody of the server’s list entered a call that can’t be joined: a right is missing there, or it is full',
    );
  try {
    await calls.join({ guildId, channelId }, closing);
  } catch (error) {
    if (!closing.aborted)
      log.warn(
        { guildId, ...(error instanceof UserError ? { why: error.message } : { error }) },
        'a call that somebody of the server’s list entered could not be joined',
      );
  }
}

/** Comes to people by what a client is told of who enters, from now on. */
export function comeToPeople(client: Client, parts: ComingParts): void {
  listen(client, Events.VoiceStateUpdate, parts.log, (before, now) => {
    const entrant = entrantOf(before, now);
    return entrant && comeTo(entrant, parts);
  });
}

/** Undefined where nobody came, or a bot did. Everybody has the role that is called as the server. */
function entrantOf(before: VoiceState, now: VoiceState): Entrant | undefined {
  const { guild, id: userId, channelId, member } = now;
  if (channelId === null || channelId === before.channelId || member?.user.bot === true)
    return undefined;
  const roleIds = new Set([guild.id, ...(member?.roles.cache.keys() ?? [])]);
  return { guildId: guild.id, channelId, userId, roleIds };
}
