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

import { button } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { hindrances } from './reading-state.ts';
import type { ReadingState } from './reading-state.ts';
import { marksNamed } from './skip-mark.ts';

type Reading = ServerSettings['reading'];
type ReadingSwitch = Exclude<
  { [Name in keyof Reading]-?: Reading[Name] extends boolean ? Name : never }[keyof Reading],
  'on'
>;

/** What can be switched on and off, in the order in which it is shown. */
const switches: readonly {
  readonly name: ReadingSwitch;
  readonly label: string;
  readonly about: string;
}[] = [
  {
    name: 'callChat',
    label: 'The chat of my voice channel',
    about: 'Beside the channels chosen below',
  },
  { name: 'threads', label: 'Threads', about: 'Of the channels that are read' },
  {
    name: 'joins',
    label: 'Come by myself',
    about: 'I join the voice channel of who writes, when I am in none',
  },
  { name: 'authorInCall', label: 'Only people in my voice channel', about: 'Others are not read' },
  { name: 'onlyMuted', label: 'Only muted people', about: 'Who can speak in the call is not read' },
  { name: 'optIn', label: 'Only people who agreed', about: 'With /autoread me' },
  { name: 'bots', label: 'Bots', about: 'With their embeds' },
  { name: 'webhooks', label: 'Webhooks', about: 'Such as those of other services' },
  {
    name: 'botCommands',
    label: 'Commands for other bots',
    about: 'Such as !play or ?help, which are skipped otherwise',
  },
  { name: 'stageAudience', label: 'The audience of a Stage', about: 'Not only its speakers' },
  {
    name: 'silent',
    label: 'Messages sent with @silent',
    about: 'Otherwise they stay silent here, too',
  },
  {
    name: 'findsLanguage',
    label: 'Find each message’s language',
    about: 'And read it in a voice that speaks it',
  },
];

/** The most channels that Discord lets one choose at once. */
const maxChannels = 25;

/** What is read in a server and what isn't, with menus for who may change it. */
export function readingPanel(
  settings: ServerSettings,
  state: ReadingState,
  { mayChange }: { readonly mayChange: boolean },
): View {
  const { reading } = settings;
  const content = [
    reading.on ? '## Auto-read is on' : '## Auto-read is off',
    ...hindrances(state).map((sentence) => `⚠️ ${sentence}`),
    ...linesOf(settings),
  ].join('\n');
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  if (mayChange) components.push(...controlsOf(reading));
  const buttons = [
    ...(mayChange ? [switchOf(reading)] : []),
    ...(reading.on && state.callId === undefined
      ? [button('autoread:join:panel', 'Join now')]
      : []),
  ];
  if (buttons.length > 0) components.push({ type: ComponentType.ActionRow, components: buttons });
  return { kind: 'panel', components: [{ type: ComponentType.Container, components }] };
}

/** The settings whose switches were chosen in the menu; what isn't a switch is left alone. */
export function withSwitches(settings: ServerSettings, chosen: readonly string[]): ServerSettings {
  const states = Object.fromEntries(switches.map(({ name }) => [name, chosen.includes(name)]));
  return { ...settings, reading: { ...settings.reading, ...states } };
}

/** In a few lines; the menus show the switches. */
function linesOf({ reading, words, moderation }: ServerSettings): string[] {
  const { channelIds, requiredRoleId, ignoredRoleIds, prefix, skipMarks, languages } = reading;
  const onSwitches = switches.filter(({ name }) => reading[name]).map(({ label }) => label);
  const list = (texts: readonly string[]): string => new Intl.ListFormat('en').format(texts);
  const marks = marksNamed(skipMarks);
  return [
    `**Channels** ${channelIds.length === 0 ? 'none' : channelIds.map((id) => `<#${id}>`).join(' ')}`,
    `**Switched on** ${onSwitches.length === 0 ? 'nothing' : list(onSwitches)}`,
    ...(requiredRoleId === undefined ? [] : [`**Needed role** <@&${requiredRoleId}>`]),
    ...(ignoredRoleIds.length === 0
      ? []
      : [`**Not read** ${ignoredRoleIds.map((id) => `<@&${id}>`).join(' ')}`]),
    ...(prefix === '' ? [] : [`**Only messages that begin with** “${escaped(prefix)}”`]),
    ...(marks === '' ? [] : [`**Not those that begin with** ${marks}`]),
    ...(languages.length === 0 ? [] : [`**Languages** ${languages.join(', ')}`]),
    `**“X said”** ${saidWords[words.said]} · **links** ${words.links} · **emoji** ${words.emoji} · **code** ${words.code} · **acronyms** ${words.acronyms ? 'said in full' : 'as written'} · **marks such as {slow}** ${words.inlineMarks ? 'on' : 'off'} · **times in** ${words.timeZone ?? 'the zone of the server’s language'} · **at most** ${words.maxSeconds} s`,
    `**Filtered words** ${words.filtered === 'mask' ? 'beeped out' : 'silence the message'} · **the third same message** ${moderation.dropsRepeats ? 'dropped' : 'read'} · **pause per person** ${moderation.cooldownMs / 1_000} s`,
  ];
}

const saidWords: Readonly<Record<ServerSettings['words']['said'], string>> = {
  off: 'never',
  always: 'always',
  'on-change': 'when somebody else writes',
};

function controlsOf(reading: Reading): APIComponentInContainer[] {
  const options: APISelectMenuOption[] = switches.map(({ name, label, about }) => ({
    value: name,
    label,
    description: about,
    default: reading[name],
  }));
  return [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: 'autoread:switches:',
          placeholder: 'What is switched on',
          min_values: 0,
          max_values: options.length,
          options,
        },
      ],
    },
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.ChannelSelect,
          custom_id: 'autoread:channels:',
          placeholder: 'Channels that are read',
          min_values: 0,
          max_values: maxChannels,
          channel_types: [...readableTypes],
          // With more than fit, choosing would drop those that are not shown.
          default_values: reading.channelIds
            .slice(0, maxChannels)
            .map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
          disabled: reading.channelIds.length > maxChannels,
        },
      ],
    },
  ];
}

function switchOf({ on }: Reading): APIButtonComponentWithCustomId {
  return on
    ? button('autoread:off:', 'Switch off', ButtonStyle.Danger)
    : button('autoread:on:', 'Switch on', ButtonStyle.Success);
}

/** Where people write. */
export const readableTypes = [
  ChannelType.GuildText,
  ChannelType.GuildVoice,
  ChannelType.GuildStageVoice,
  ChannelType.GuildAnnouncement,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
] as const;
