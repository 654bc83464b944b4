import {
  ButtonStyle,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APISelectMenuOption,
} from 'discord-api-types/v10';

import { managesReading } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { button, menu } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
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
  chosen.by === 'switch' ? [{ key, id: idOf(key), label: called, about: chosen.about }] : [],
);

/** The most channels that Discord lets one choose at once. */
const maxChannels = 25;

/**
 * Shows somebody what is read in a server and what isn't, with menus for people who may change it. The book has the names
 * of voices.
 */
export function readingPanel(
  current: ServerSettings,
  state: ReadingState,
  book: VoiceBook,
  asker: Asker,
): View {
  const { reading } = current;
  const { t } = asker;
  const mayChange = managesReading(asker);
  const content = [
    reading.on ? t(($) => $.autoread.panel.on) : t(($) => $.autoread.panel.off),
    ...hindrances(state).map((each) => `⚠️ ${t(each)}`),
    ...linesOf(current, book, t),
  ].join('\n');
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  if (mayChange) components.push(...controlsOf(current, t));
  const buttons = [
    ...(mayChange ? [switchOf(reading, t)] : []),
    ...(reading.on && state.callId === undefined
      ? [button('autoread:join:panel', ($) => $.autoread.announced.join, t)]
      : []),
  ];
  if (buttons.length > 0) components.push({ type: ComponentType.ActionRow, components: buttons });
  return { kind: 'panel', components: [{ type: ComponentType.Container, components }] };
}

/** The changes when these were chosen in the menu of switches; settings that aren't switches are left alone. */
export function switchesChosen(ids: readonly string[]): Changes {
  return Object.fromEntries(switches.map(({ key, id }) => [key, ids.includes(id)]));
}

/** The id that stands for a switch in the menu: panels that are on people's screens have it. */
function idOf(key: string): string {
  return key.replace(/^reading\./, '');
}

/** In a few lines; the menus show the switches. */
function linesOf(current: ServerSettings, book: VoiceBook, t: Translate): string[] {
  const shown = (place: ShownPlace) => shownAmong(place, current, book, t);
  const on = switches.filter(({ key }) => valueIn(current, key) === true);
  const [first, ...others] = on.map(({ label }) => label);
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

function controlsOf(current: ServerSettings, t: Translate): APIComponentInContainer[] {
  const { channelIds } = current.reading;
  const placeholder = t(($) => $.autoread.panel.switches);
  const options: APISelectMenuOption[] = switches.map(({ key, id, label, about }) => ({
    value: id,
    label: t(label),
    description: t(about),
    default: valueIn(current, key) === true,
  }));
  return [
    menu('autoread:switches:', placeholder, options, 0),
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.ChannelSelect,
          custom_id: 'autoread:channels:',
          placeholder: t(($) => $.autoread.panel.channels),
          min_values: 0,
          max_values: maxChannels,
          channel_types: [...readableTypes],
          // With more than fit, choosing would drop those that are not shown.
          default_values: channelIds
            .slice(0, maxChannels)
            .map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
          disabled: channelIds.length > maxChannels,
        },
      ],
    },
  ];
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
