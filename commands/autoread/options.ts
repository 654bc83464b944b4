import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { BasicOptionData, OptionData, SubcommandData } from '#discord/command-words.ts';
import { readableTypes } from '#features/autoread/reading-panel.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';

import { settingOptions } from '../setting-options.ts';

/** Minutes of a week: as long as anybody is muted for a time. */
const maxMuteMinutes = 7 * 24 * 60;
const maxFilterChars = 1_000;

function subcommand(name: string, options: readonly BasicOptionData[] = []): SubcommandData {
  return { type: T.Subcommand, name, options };
}

function group(name: string, options: readonly SubcommandData[]): OptionData {
  return { type: T.SubcommandGroup, name, options };
}

const channel: BasicOptionData = {
  type: T.Channel,
  name: 'channel',
  required: true,
  channel_types: [...readableTypes],
};
const role: BasicOptionData = {
  type: T.Role,
  name: 'role',
  required: true,
};
const person: BasicOptionData = {
  type: T.User,
  name: 'person',
  required: true,
};
const words: BasicOptionData = {
  type: T.String,
  name: 'words',
  required: true,
  max_length: maxFilterChars,
};
/** The options that say for which name and where the name aloud is stand between it and all others. */
const isName = ({ key }: Row): boolean => key === 'spokenName';

/** Everything under `/autoread`. */
export const autoreadOptions: readonly OptionData[] = [
  subcommand('on', [{ ...channel, required: false }]),
  subcommand('off'),
  subcommand('show'),
  subcommand('why'),
  subcommand('me', [
    ...settingOptions('autoread me', settings.member.filter(isName)),
    { type: T.Boolean, name: 'everywhere' },
    {
      type: T.String,
      name: 'proxy',
      max_length: 80,
    },
    ...settingOptions(
      'autoread me',
      settings.member.filter((row) => !isName(row)),
    ),
  ]),
  subcommand('call', [person, ...settingOptions('autoread call', settings.member)]),
  subcommand('log'),
  subcommand('options', settingOptions('autoread options', settings.server)),
  subcommand('words', settingOptions('autoread words', settings.server)),
  group('channel', [subcommand('add', [channel]), subcommand('remove', [channel])]),
  group('role', [subcommand('ignore', [role]), subcommand('heed', [role])]),
  group('person', [
    subcommand('mute', [
      person,
      {
        type: T.Integer,
        name: 'minutes',
        min_value: 1,
        max_value: maxMuteMinutes,
      },
    ]),
    subcommand('unmute', [person]),
    subcommand('muted'),
  ]),
  group('filter', [subcommand('add', [words]), subcommand('remove', [words]), subcommand('list')]),
];
