import type { Calls } from '#call/calls.ts';
import type { AuthorVoice } from '#discord/guild-view.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

import { decide, decideAsked } from './decision.ts';
import type { AskedCase, HistoryFacts, MessageFacts } from './decision.ts';
import type { Incoming, ReadableMessage } from './incoming.ts';
import type { MessageContent } from './message-content.ts';
import type { KeptMessage } from './spoken-messages.ts';

/** The parts that know what an author and moderators have decided. */
export interface AuthorParts extends Pick<Store, 'people' | 'members'> {
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  readonly bans: Pick<Store['bans'], 'of'>;
}

export interface JudgeParts extends AuthorParts {
  readonly calls: Pick<Calls, 'channelOf'>;
  readonly content: Pick<MessageContent, 'visible'>;
}

/** A message, with what counts of the moment in which it was written. */
export interface Written {
  readonly incoming: Incoming;
  /** Where its author was. */
  readonly voice: AuthorVoice | undefined;
  readonly ageMs: number;
  /** When it came, by this process's `performance.now()`; absent for what an earlier process was to read. */
  readonly cameAtMs?: number | undefined;
  /** The part of it that is kept until it was heard, in case the bot is started anew. */
  readonly line?: KeptMessage;
}

/** As much of a message as it is judged by. */
interface Judged extends Pick<Written, 'voice' | 'ageMs'> {
  readonly incoming: Pick<Incoming, 'guildId' | 'authorId'> & {
    readonly facts: Omit<MessageFacts, 'ageMs'>;
  };
}

/** Whether a message is read, by all that is known of its author; else the reason why not. */
export async function judge(
  { incoming: { guildId, authorId, facts }, voice, ageMs }: Judged,
  history: HistoryFacts,
  settings: ServerSettings,
  { people, members, mutes, bans, calls, content }: JudgeParts,
): Promise<ReturnType<typeof decide>> {
  const author = await authorIn(guildId, authorId, { people, members, mutes, bans });
  return decide({
    message: { ...facts, ageMs },
    settings,
    author: { ...author, voice },
    callChannelId: calls.channelOf(guildId),
    history,
    seesContent: content.visible,
  });
}

/** Whether a message may be spoken for somebody who asks for it; else the reason why not. */
export async function judgeAsked(
  { authorId, facts }: ReadableMessage,
  guildId: string | undefined,
  settings: ServerSettings,
  parts: AuthorParts,
): Promise<ReturnType<typeof decideAsked>> {
  const author = await authorIn(guildId, authorId, parts);
  return decideAsked({ message: { ...facts, ageMs: 0 }, settings, author });
}

/** Outside of servers nobody has agreed to anything, and nobody is muted. */
async function authorIn(
  guildId: string | undefined,
  userId: string,
  { people, members, mutes, bans }: AuthorParts,
): Promise<Omit<AskedCase['author'], 'voice'>> {
  const banned = bans.of({ userId, guildId }) !== undefined;
  if (guildId === undefined) {
    const { optedOut } = await people.get(userId);
    return { optedOut, optedIn: false, muted: false, banned };
  }
  const [person, member, muted] = await Promise.all([
    people.get(userId),
    members.get({ guildId, userId }),
    mutes.isMuted(guildId, userId),
  ]);
  return { optedOut: person.optedOut, optedIn: member.optedIn, muted, banned };
}
