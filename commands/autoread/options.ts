import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandOption,
} from 'discord-api-types/v10';

import { readableTypes } from '#features/autoread/reading-panel.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';

import { settingOptions } from '../setting-options.ts';

/** Minutes of a week: as long as anybody is muted for a time. */
const maxMuteMinutes = 7 * 24 * 60;
const maxFilterChars = 1_000;

function subcommand(
  name: string,
  description: string,
  options: APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: T.Subcommand, name, description, options };
}

function group(
  name: string,
  description: string,
  options: APIApplicationCommandSubcommandOption[],
): APIApplicationCommandOption {
  return { type: T.SubcommandGroup, name, description, options };
}

const channel: APIApplicationCommandBasicOption = {
  type: T.Channel,
  name: 'channel',
  description: 'Which channel',
  required: true,
  channel_types: [...readableTypes],
};
const role: APIApplicationCommandBasicOption = {
  type: T.Role,
  name: 'role',
  description: 'Which role',
  required: true,
};
const person: APIApplicationCommandBasicOption = {
  type: T.User,
  name: 'person',
  description: 'Whom',
  required: true,
};
const words: APIApplicationCommandBasicOption = {
  type: T.String,
  name: 'words',
  description: 'Words or phrases, with commas between them',
  required: true,
  max_length: maxFilterChars,
};
/** The options that say for which name and where the name aloud is stand between it and all others. */
const isName = ({ key }: Row): boolean => key === 'spokenName';

/** Everything under `/autoread`. */
export const autoreadOptions: APIApplicationCommandOption[] = [
  subcommand('on', 'Reads messages aloud from now on, those of this channel or another', [
    { ...channel, required: false },
  ]),
  subcommand('off', 'Reads no messages any more'),
  subcommand('show', 'Shows what is read, and lets admins change it'),
  subcommand('why', 'Says why the last messages of this channel were read or not'),
  subcommand('me', 'What I call you aloud here, and whether I may read you where that is asked', [
    ...settingOptions('autoread me', settings.member.filter(isName)),
    { type: T.Boolean, name: 'everywhere', description: 'The name is for all servers' },
    {
      type: T.String,
      name: 'proxy',
      description: 'For what PluralKit or the like posts for you under this name, in all servers',
      max_length: 80,
    },
    ...settingOptions(
      'autoread me',
      settings.member.filter((row) => !isName(row)),
    ),
  ]),
  subcommand('call', 'For moderators: what I call somebody aloud', [
    person,
    ...settingOptions('autoread call', settings.member),
  ]),
  subcommand('log', 'For admins: who changed what here, of reading and of voices'),
  subcommand('options', 'What is read', settingOptions('autoread options', settings.server)),
  subcommand('words', 'How messages are read', settingOptions('autoread words', settings.server)),
  group('channel', 'Channels that are read', [
    subcommand('add', 'Reads a channel', [channel]),
    subcommand('remove', 'Doesn’t read a channel any more', [channel]),
  ]),
  group('role', 'Roles that are not read', [
    subcommand('ignore', 'Doesn’t read people with a role', [role]),
    subcommand('heed', 'Reads people with a role again', [role]),
  ]),
  group('person', 'For moderators: people who are not read', [
    subcommand('mute', 'Doesn’t read somebody', [
      person,
      {
        type: T.Integer,
        name: 'minutes',
        description: 'For how long; otherwise until it is taken back',
        min_value: 1,
        max_value: maxMuteMinutes,
      },
    ]),
    subcommand('unmute', 'Reads somebody again', [person]),
    subcommand('muted', 'Shows who is not read'),
  ]),
  group('filter', 'For moderators: words that are not spoken', [
    subcommand('add', 'Doesn’t speak these words', [words]),
    subcommand('remove', 'Speaks these words again', [words]),
    subcommand('list', 'Shows the words'),
  ]),
];
