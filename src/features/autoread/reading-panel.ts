import { ButtonStyle, ChannelType } from 'discord-api-types/v10';
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { managesReading } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { button } from '#discord/panel.ts';
import type { Changes, ShownPlace } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import { told, valueIn } from '#features/settings/values.ts';
import { sideBySide } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { VoiceBook } from '#voices/book.ts';

import { hindrances } from './announcement.ts';
import type { ReadingState } from './announcement.ts';

type Reading = ServerSettings['reading'];

/** The settings that can be switched on and off, in the order in which they are shown. */
const switches = settings.server.flatMap(({ key, called, chosen }) =>
  chosen.by === 'switch' ? [{ key, id: idOf(key), called }] : [],
);

/** Lines about what is read in a server and what isn't, with what can be pressed under them. */
export interface ReadingOverview {
  readonly content: string;
  readonly buttons: readonly APIButtonComponentWithCustomId[];
}

/** Tells somebody what is read, with buttons for who may change it. The book has the names of voices. */
export function readingOverview(
  current: ServerSettings,
  state: ReadingState,
  book: VoiceBook,
  asker: Asker,
): ReadingOverview {
  const { reading } = current;
  const { t } = asker;
  const content = [
    reading.on ? t(($) => $.autoread.panel.on) : t(($) => $.autoread.panel.off),
    ...hindrances(state).map((each) => `⚠️ ${t(each)}`),
    ...linesOf(current, book, t),
  ].join('\n');
  const buttons = [
    ...(managesReading(asker) ? [switchOf(reading, t)] : []),
    ...(reading.on && state.callId === undefined
      ? [button('autoread:join:panel', ($) => $.autoread.announced.join, t)]
      : []),
  ];
  return { content, buttons };
}

/** The changes when these were chosen in the menu of switches that older panels have; what is no switch is left alone. */
export function switchesChosen(ids: readonly string[]): Changes {
  return Object.fromEntries(switches.map(({ key, id }) => [key, ids.includes(id)]));
}

/** The id that stands for a switch in the menu: panels that are on people's screens have it. */
function idOf(key: string): string {
  return key.replace(/^reading\./, '');
}

function linesOf(current: ServerSettings, book: VoiceBook, t: Translate): string[] {
  const shown = (place: ShownPlace) => shownAmong(place, current, book, t);
  const on = switches.filter(({ key }) => valueIn(current, key) === true);
  const [first, ...others] = on.map(({ called }) => called);
  return [
    ...shown('places'),
    first
      ? t(($) => $.autoread.panel.switchedOn, { switches: sideBySide(first, ...others) })
      : t(($) => $.autoread.panel.nothingSwitchedOn),
    ...shown('people'),
    shown('manner').join(' · '),
    shown('limits').join(' · '),
  ];
}

/** The values set among those; one that is set to nothing isn't shown. */
function shownAmong(
  place: ShownPlace,
  current: ServerSettings,
  book: VoiceBook,
  t: Translate,
): readonly string[] {
  return settings.server.flatMap((row) => {
    if (row.shown?.among !== place) return [];
    const value = told(row, valueIn(current, row.key), book);
    const name = row.shown.as ?? row.called;
    return value ? [t(($) => $.autoread.panel.setting, { name, value })] : [];
  });
}

function switchOf({ on }: Reading, t: Translate): APIButtonComponentWithCustomId {
  return on
    ? button('autoread:off:', ($) => $.autoread.panel.switchOff, t, ButtonStyle.Danger)
    : button('autoread:on:', ($) => $.autoread.panel.switchOn, t, ButtonStyle.Success);
}

/** The types of channels of which nothing is to be read: those in which people write, and those that hold others. */
export const excludableTypes = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.GuildForum,
  ChannelType.GuildCategory,
] as const;

/** The types of channels in which people write. */
export const readableTypes = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;
