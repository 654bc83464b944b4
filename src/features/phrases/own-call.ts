import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { Reply } from '#discord/reply.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { Ask } from '#features/say/ask.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';

/** A line that somebody wants to be heard. */
export interface OwnLine extends Pick<Ask, 'text' | 'shown' | 'choice'> {
  /** Its words, and who speaks them; asked for once it is known where. */
  readonly find: () => Promise<ScriptedVoice>;
}

/**
 * Speaks lines of people in the call that they are in, from wherever they ask: from another server, or from direct messages.
 * The turns, the word filter, the mutes, the limits and the bans of the call's server hold.
 */
export interface OwnCall {
  /** The person as they are in the server of their call; as they ask, where they are in none. */
  there(asker: Asker): Asker;
  /** `there`: from the method of that name. Posts the line where it can't be heard; resolves once that is over. */
  say(there: Asker, line: OwnLine, reply: Reply): Promise<void>;
  /** The same, and shows and posts nothing: rejects with a `UserError` that says why it can't be heard. */
  speak(there: Asker, line: OwnLine, reply: Reply): Promise<void>;
}

export interface OwnCallParts {
  readonly speaking: Pick<Speaking, 'line'>;
  readonly whereabouts: Pick<Whereabouts, 'guildOf' | 'channelOf'>;
  readonly view: Pick<GuildView, 'namesOf'>;
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  /** Why the bot does nothing for somebody in a server. */
  readonly banned: (asker: Asker) => Text | undefined;
}

export function ownCall(parts: OwnCallParts): OwnCall {
  const speak = async (there: Asker, ask: Ask, find: OwnLine['find'], reply: Reply) => {
    await assertHeard(there, parts);
    await parts.speaking.line(there, ask, find, reply);
  };
  return {
    there: (asker) => inTheirCall(asker, parts),
    say: (there, { find, ...line }, reply) => speak(there, { ...line, as: 'speak' }, find, reply),
    speak: (there, { find, ...line }, reply) =>
      speak(there, { ...line, as: 'speak', isForCall: true }, find, reply.quiet()),
  };
}

/** Rights of another server are not looked up: they count for none here. */
function inTheirCall(
  asker: Asker,
  { whereabouts, view }: Pick<OwnCallParts, 'whereabouts' | 'view'>,
): Asker {
  const guildId = whereabouts.guildOf(asker.id);
  if (guildId === undefined || guildId === asker.guildId) return asker;
  const names = view.namesOf(guildId, asker.id);
  return {
    ...asker,
    guildId,
    channelId: whereabouts.channelOf(guildId, asker.id),
    name: names?.nickname ?? names?.displayName ?? asker.name,
    moderates: false,
    managesServer: false,
    managesChannels: false,
  };
}

/** Moderators decided it for all that is heard of somebody; where they asked may be another place. */
async function assertHeard(there: Asker, { mutes, banned }: OwnCallParts): Promise<void> {
  const ban = banned(there);
  if (ban !== undefined) throw new UserError(ban);
  const { id, guildId } = there;
  if (guildId !== undefined && (await mutes.isMuted(guildId, id)))
    throw new UserError(text(($) => $.phrases.muted));
}
