import { ButtonStyle } from 'discord-api-types/v10';

import { button, panel, textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { marksNamed } from '#features/settings/told-values.ts';
import type { ServerSettings } from '#store/server-settings.ts';

type Reading = ServerSettings['reading'];

/** The facts about the bot itself that decide what can be read in a server. */
export interface ReadingState {
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
  /** Channels that are to be read and that the bot has no right to see. */
  readonly unseenIds: readonly string[];
  /** Why it can't be heard where the asker is; undefined when it can, or they are in no voice channel. */
  readonly obstacle: string | undefined;
  /** The voice channel that it is in. */
  readonly callId: string | undefined;
}

/**
 * Tells everybody what they should know when messages begin to be read, or are read no more: whose and where, what can't
 * be read, and how the bot comes to be heard. A button brings the bot to a call while it is in none.
 */
export function announcement(reading: Reading, state: ReadingState): View {
  const sentences = reading.on
    ? [...readingSentences(reading, state), arrival(reading, state)]
    : ['I no longer read messages here. `/say` still works.'];
  const content = sentences.join(' ');
  if (!reading.on || state.callId !== undefined) return textPanel(content);
  return panel(content, [button('autoread:join:', 'Join now', ButtonStyle.Primary)]);
}

function readingSentences(reading: Reading, state: ReadingState): readonly string[] {
  const marks = marksNamed(reading.skipMarks?.slice(0, 1));
  return [
    `I now read aloud ${what(reading, state)}${reading.authorInCall ? ', while they are in my voice channel' : ''}.`,
    ...hindrances(state),
    ...(marks === '' ? [] : [`A message that begins with ${marks} is not read.`]),
    'Who doesn’t want to be read uses `/privacy`; `/autoread show` has all the switches.',
  ];
}

function what({ channelIds, callChat, optIn }: Reading, { seesContent }: ReadingState): string {
  const who = optIn ? 'people who agreed with `/autoread me`' : 'everybody';
  // Messages that mention the bot are read wherever they were written.
  if (!seesContent) return `only messages of ${who} that mention me or reply to me`;
  const places = [
    ...channelIds.map((id) => `<#${id}>`),
    ...(callChat ? ['the chat of the voice channel that I am in'] : []),
  ];
  return `what ${who} write${optIn ? '' : 's'} in ${new Intl.ListFormat('en').format(places)}`;
}

function arrival({ joins }: Reading, { callId }: ReadingState): string {
  if (callId !== undefined) return `I’m in <#${callId}>.`;
  return joins
    ? 'I come when somebody in a voice channel writes, or with this button.'
    : 'Nothing is heard until I’m in a call: this button or `/join` brings me to yours.';
}

/** Sentences on messages that can't be read or heard, and on what would change that. */
export function hindrances({ seesContent, unseenIds, obstacle, callId }: ReadingState): string[] {
  const unseen = new Intl.ListFormat('en').format(unseenIds.map((id) => `<#${id}>`));
  return [
    ...(seesContent ? [] : [noContent]),
    ...(unseenIds.length === 0
      ? []
      : [`I can’t see ${unseen}: I need the right **View Channel** there.`]),
    ...(callId !== undefined || obstacle === undefined ? [] : [obstacle]),
  ];
}

const noContent =
  'Discord does not show me what people write: whoever runs me has to switch on the **Message Content Intent** in the Developer Portal (Bot → Privileged Gateway Intents). Until then I read only messages that mention me or reply to me.';
