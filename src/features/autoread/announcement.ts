import { ButtonStyle } from 'discord-api-types/v10';

import { button, panel, textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { marksNamed } from '#features/settings/told-values.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { hindrances } from './reading-state.ts';
import type { ReadingState } from './reading-state.ts';

type Reading = ServerSettings['reading'];

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
