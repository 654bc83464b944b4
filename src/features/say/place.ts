import type { Calls } from '#call/calls.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

/** How speech is to reach people. */
export type SpeakAs = 'speak' | 'voice message' | 'file';

/** The calls of the server that it was asked in. */
export interface Situation {
  readonly personChannelId: string | undefined;
  readonly botChannelId: string | undefined;
  /** People in the bot's channel. */
  readonly peopleWithBot: number;
  /** Why nobody hears the bot in its channel for now. */
  readonly hindrance: Text | undefined;
  /** Why the bot can't be heard in the person's channel. */
  readonly obstacle: (channelId: string) => Text | undefined;
}

export type Place =
  | { readonly kind: 'call' }
  | { readonly kind: 'join'; readonly channelId: string }
  | { readonly kind: 'post'; readonly because: Text };

/**
 * Where speech is heard that is to be spoken: in the person's call; the bot joins it, or moves there when it would leave nobody behind.
 * Anywhere else it is posted, with the reason.
 */
export function placeFor(situation: Situation): Place {
  const { personChannelId, botChannelId, peopleWithBot, hindrance, obstacle } = situation;
  if (personChannelId === undefined)
    return { kind: 'post', because: text(($) => $.say.inNoChannel) };
  if (personChannelId === botChannelId)
    return hindrance === undefined ? { kind: 'call' } : { kind: 'post', because: hindrance };
  if (botChannelId !== undefined && peopleWithBot > 0) {
    const channel = `<#${botChannelId}>`;
    return { kind: 'post', because: text(($) => $.say.withPeople, { channel }) };
  }
  const because = obstacle(personChannelId);
  return because === undefined
    ? { kind: 'join', channelId: personChannelId }
    : { kind: 'post', because };
}

/** The same for somebody in a server, as things are there now. */
export function placeIn(
  guildId: string,
  userId: string,
  { calls, whereabouts }: { readonly calls: Calls; readonly whereabouts: Whereabouts },
): Place {
  const botChannelId = calls.channelOf(guildId);
  return placeFor({
    personChannelId: whereabouts.channelOf(guildId, userId),
    botChannelId,
    peopleWithBot: botChannelId === undefined ? 0 : whereabouts.people(guildId, botChannelId),
    hindrance: calls.hindranceOf(guildId),
    obstacle: (channelId) => whereabouts.obstacle(guildId, channelId),
  });
}
