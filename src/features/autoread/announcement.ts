import { ButtonStyle } from 'discord-api-types/v10';

import { button, panel, textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { marksNamed } from '#features/settings/told-values.ts';
import { inARow, ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';

/** More would hide the rest of a message. */
const maxNamed = 20;

type Reading = ServerSettings['reading'];

/** The facts about the bot itself that decide what can be read in a server. */
export interface ReadingState {
  /** Whether Discord gives the bot the content of every message. */
  readonly seesContent: boolean;
  /** Channels that are to be read and that the bot has no right to see. */
  readonly unseenIds: readonly string[];
  /** Why it can't be heard where the asker is; undefined when it can, or they are in no voice channel. */
  readonly obstacle: Text | undefined;
  /** The voice channel that it is in. */
  readonly callId: string | undefined;
  /** The service that is given what is to be translated; undefined where there is none. */
  readonly translator: Text | undefined;
}

/**
 * Tells everybody what they should know when messages begin to be read, or are read no more: whose and where, what can't
 * be read, and how the bot comes to be heard. A button brings the bot to a call while it is in none.
 */
export function announcement(reading: Reading, state: ReadingState, t: Translate): View {
  if (!reading.on) return textPanel(t(($) => $.autoread.announced.off));
  const content = t(inARow(whatIsRead(reading, state), ...restOf(reading, state)));
  if (state.callId !== undefined) return textPanel(content);
  return panel(content, [
    button('autoread:join:', ($) => $.autoread.announced.join, t, ButtonStyle.Primary),
  ]);
}

function restOf(reading: Reading, state: ReadingState): readonly Text[] {
  const marks = marksNamed(reading.skipMarks?.slice(0, 1));
  return [
    ...hindrances(state),
    ...(marks ? [text(($) => $.autoread.announced.marked, { marks })] : []),
    ...translations(reading, state),
    text(($) => $.autoread.announced.ways),
    arrival(reading, state),
  ];
}

/** Everybody should know whose service gets what they write. */
function translations(
  { translations: set }: Reading,
  { translator }: ReadingState,
): readonly Text[] {
  if (translator === undefined || Object.keys(set).length === 0) return [];
  const channels = channelsNamed(Object.keys(set), (count) =>
    text(($) => $.autoread.announced.moreChannels, { count }),
  );
  return [text(($) => $.autoread.announced.translated, { channels, service: translator })];
}

function whatIsRead(
  { channelIds, callChat, optIn, authorInCall }: Reading,
  { seesContent }: ReadingState,
): Text {
  const who = optIn ? 'agreed' : 'everybody';
  const whose = authorInCall ? (`${who}InCall` as const) : who;
  // Messages that mention the bot are read wherever they were written.
  if (!seesContent) return text(($) => $.autoread.announced.readsMentions[whose]);
  const places = [
    ...channelsNamed(channelIds, (count) =>
      text(($) => $.autoread.announced.moreChannels, { count }),
    ),
    ...(callChat ? [text(($) => $.autoread.announced.callChat)] : []),
  ];
  return text(($) => $.autoread.announced.reads[whose], { places });
}

function arrival({ joins }: Reading, { callId }: ReadingState): Text {
  if (callId !== undefined)
    return text(($) => $.autoread.announced.inCall, { channel: `<#${callId}>` });
  return joins ? text(($) => $.autoread.announced.comes) : text(($) => $.autoread.announced.waits);
}

/** Why messages can't be read or heard, and what would change that. */
export function hindrances({
  seesContent,
  unseenIds,
  obstacle,
  callId,
}: ReadingState): readonly Text[] {
  const channels = channelsNamed(unseenIds, (count) =>
    text(($) => $.autoread.hindrances.moreChannels, { count }),
  );
  return [
    ...(seesContent ? [] : [text(($) => $.autoread.hindrances.noContent)]),
    ...(channels.length === 0 ? [] : [text(($) => $.autoread.hindrances.unseen, { channels })]),
    ...(callId !== undefined || obstacle === undefined ? [] : [obstacle]),
  ];
}

function channelsNamed(ids: readonly string[], more: (count: number) => Text): readonly Text[] {
  const named = ids.slice(0, maxNamed).map((id) => ownWords(`<#${id}>`));
  const count = ids.length - named.length;
  return count > 0 ? [...named, more(count)] : named;
}
