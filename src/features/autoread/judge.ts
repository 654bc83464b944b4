import type { Calls } from '#call/calls.ts';
import type { AuthorVoice } from '#discord/guild-view.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

import { decide } from './decision.ts';
import type { HistoryFacts } from './decision.ts';
import type { Incoming } from './incoming.ts';
import type { MessageContent } from './message-content.ts';
import type { KeptMessage } from './spoken-messages.ts';

export interface JudgeParts extends Pick<Store, 'people' | 'members'> {
  readonly mutes: Pick<Store['mutes'], 'isMuted'>;
  readonly calls: Pick<Calls, 'channelOf'>;
  readonly content: Pick<MessageContent, 'visible'>;
}

/** A message, with what counts of the moment in which it was written. */
export interface Written {
  readonly incoming: Incoming;
  /** Where its author was. */
  readonly voice: AuthorVoice | undefined;
  readonly ageMs: number;
  /** The part of it that is kept until it was heard, in case the bot is started anew. */
  readonly line?: KeptMessage;
}

/** Whether a message is read, by all that is known of its author; else the reason why not. */
export async function judge(
  { incoming: { guildId, authorId, facts }, voice, ageMs }: Written,
  history: HistoryFacts,
  settings: ServerSettings,
  { people, members, mutes, calls, content }: JudgeParts,
): Promise<ReturnType<typeof decide>> {
  const [person, member, muted] = await Promise.all([
    people.get(authorId),
    members.get({ guildId, personId: authorId }),
    mutes.isMuted(guildId, authorId),
  ]);
  return decide({
    message: { ...facts, ageMs },
    settings,
    author: { optedOut: person.optedOut, optedIn: member.optedIn, muted, voice },
    callChannelId: calls.channelOf(guildId),
    history,
    seesContent: content.visible,
  });
}
