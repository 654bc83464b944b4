import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { Reply } from '#discord/reply.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { Ask } from '#features/say/ask.ts';
import { assertUnmuted } from '#features/say/muted.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Pauses } from '#features/settings/pauses.ts';
import { filterOf } from '#features/wording/dictionaries.ts';
import type { ScriptedVoice } from '#features/wording/scripted.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import { filtered } from '#text/filter.ts';

/** A line that somebody wants to be heard. */
export interface OwnLine extends Pick<Ask, 'text' | 'shown' | 'choice' | 'isAlert'> {
  /** Somebody's own voice says it, and its text is what it is called. */
  readonly isRecording?: boolean;
  /** Its words, and who speaks them, where those are no matter of the text alone; asked for once it is known where. */
  readonly find?: () => Promise<ScriptedVoice>;
}

/** A line of which it is known how its words are found. */
export type FoundLine = OwnLine & Required<Pick<OwnLine, 'find'>>;

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
  /** Rejects with a `UserError` where nothing of them may be heard now; what is heard then counts as said. */
  assertMay(there: Asker): Promise<void>;
}

export interface OwnCallParts {
  readonly speaking: Pick<Speaking, 'line' | 'say'>;
  readonly whereabouts: Pick<Whereabouts, 'guildOf' | 'channelOf'>;
  readonly view: Pick<GuildView, 'namesOf'>;
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  readonly serverSettings: Pick<Store['serverSettings'], 'get'>;
  readonly wordFilter: Pick<Store['wordFilter'], 'words'>;
  /** Shared with the messages that are read. */
  readonly pauses: Pauses;
  readonly now: () => number;
  /** Why the bot does nothing for somebody in a server. */
  readonly banned: (asker: Asker) => Text | undefined;
}

export function ownCall(parts: OwnCallParts): OwnCall {
  const speak = async (there: Asker, line: OwnLine, isForCall: boolean, reply: Reply) => {
    await assertHeard(there, parts);
    await assertAllowed(there, line, parts);
    const { find, isRecording: _, ...given } = line;
    const ask = { ...given, as: 'speak', isForCall } as const;
    if (find) await parts.speaking.line(there, ask, find, reply);
    else await parts.speaking.say(there, ask, reply);
  };
  return {
    there: (asker) => inTheirCall(asker, parts),
    say: (there, line, reply) => speak(there, line, false, reply),
    speak: (there, line, reply) => speak(there, line, true, reply.quiet()),
    async assertMay(there) {
      await assertHeard(there, parts);
      await assertAllowed(there, {}, parts);
    },
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
  if (guildId !== undefined) await assertUnmuted(guildId, [id], { mutes });
}

/** The rules that a server has for what people write hold for what they press. */
async function assertAllowed(
  { id, guildId }: Asker,
  { text: label = '', isRecording = false }: Partial<OwnLine>,
  { serverSettings, wordFilter, pauses, now }: OwnCallParts,
): Promise<void> {
  if (guildId === undefined) return;
  const [{ calls, moderation }, words] = await Promise.all([
    serverSettings.get(guildId),
    wordFilter.words(guildId),
  ]);
  if (isRecording) {
    if (!calls.recordings) throw new UserError(text(($) => $.phrases.noRecordings));
    // Nobody knows the words in it; its label was typed.
    if (filtered(label, await filterOf(words), '').found > 0)
      throw new UserError(text(($) => $.wording.filtered));
  }
  const nowMs = now();
  const waitMs = moderation.cooldownMs - (pauses.sinceMs(guildId, id, nowMs) ?? Infinity);
  if (waitMs > 0)
    throw new UserError(text(($) => $.phrases.tooSoon, { seconds: Math.ceil(waitMs / 1_000) }));
  pauses.note(guildId, id, nowMs);
}
