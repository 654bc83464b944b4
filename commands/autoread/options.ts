import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandSubcommandOption,
} from 'discord-api-types/v10';

import { readableTypes } from '#features/autoread/reading-panel.ts';

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

const choices = (...values: readonly string[]) => values.map((value) => ({ name: value, value }));

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
const spokenName: APIApplicationCommandBasicOption = {
  type: T.String,
  name: 'name',
  description: 'What is said aloud; “none” for the name on Discord',
  max_length: 100,
};

const howToRead: APIApplicationCommandBasicOption[] = [
  {
    type: T.String,
    name: 'said',
    description: 'When “X said” goes before a message',
    choices: [
      { name: 'never', value: 'off' },
      { name: 'always', value: 'always' },
      { name: 'when somebody else writes', value: 'on-change' },
    ],
  },
  {
    type: T.String,
    name: 'names',
    description: 'Names in this server, or names of accounts',
    choices: choices('nickname', 'account'),
  },
  {
    type: T.String,
    name: 'links',
    description: 'What is said of a link',
    choices: choices('domain', 'word', 'skip'),
  },
  { type: T.String, name: 'emoji', description: 'Emoji', choices: choices('name', 'skip') },
  {
    type: T.String,
    name: 'custom-emoji',
    description: 'Emoji of servers',
    choices: choices('name', 'skip'),
  },
  { type: T.String, name: 'code', description: 'Code', choices: choices('read', 'word', 'skip') },
  { type: T.Boolean, name: 'replies', description: 'Says to whom somebody replies' },
  { type: T.Boolean, name: 'attachments', description: 'Says what is attached' },
  { type: T.Boolean, name: 'embeds', description: 'Reads the embeds of bots that are read' },
  {
    type: T.Integer,
    name: 'max-seconds',
    description: 'How long a message may be; the rest is left out',
    min_value: 2,
    max_value: 600,
  },
  {
    type: T.String,
    name: 'languages',
    description: 'Tags with commas, such as “en, de”: those that messages are in; “all” for any',
    max_length: 200,
  },
  { type: T.Boolean, name: 'acronyms', description: 'Says what “brb” and the like stand for' },
  {
    type: T.Boolean,
    name: 'inline-marks',
    description:
      'Lets {slow}, {fast}, {voice …} and {style …} change how the words after them are spoken',
  },
  {
    type: T.String,
    name: 'time-zone',
    description: 'In which times are spoken: type a city; “none” goes by the server’s language',
    autocomplete: true,
    max_length: 64,
  },
];

const whatToRead: APIApplicationCommandBasicOption[] = [
  {
    type: T.String,
    name: 'prefix',
    description: 'Reads only messages that begin with it; “none” for all',
    max_length: 10,
  },
  {
    type: T.String,
    name: 'skip-marks',
    description:
      'Doesn’t read messages that begin with one of these, with spaces between; “none”, or “usual”',
    max_length: 100,
  },
  { type: T.Role, name: 'required-role', description: 'Reads only people with it' },
  { type: T.Boolean, name: 'any-role', description: 'Nobody needs a role any more' },
  {
    type: T.Number,
    name: 'cooldown',
    description: 'Seconds that a person must leave between messages',
    min_value: 0,
    max_value: 3_600,
  },
  { type: T.Boolean, name: 'drop-repeats', description: 'Drops the third same message in a row' },
  {
    type: T.String,
    name: 'filtered',
    description: 'What becomes of words on the filter’s list',
    choices: [
      { name: 'a beep in their place', value: 'mask' },
      { name: 'the message is not read', value: 'drop' },
    ],
  },
];

/** Everything under `/autoread`. */
export const autoreadOptions: APIApplicationCommandOption[] = [
  subcommand('on', 'Reads messages aloud from now on, those of this channel or another', [
    { ...channel, required: false },
  ]),
  subcommand('off', 'Reads no messages any more'),
  subcommand('show', 'Shows what is read, and lets admins change it'),
  subcommand('why', 'Says why the last messages of this channel were read or not'),
  subcommand('me', 'What I call you aloud here, and whether I may read you where that is asked', [
    spokenName,
    { type: T.Boolean, name: 'everywhere', description: 'The name is for all servers' },
    {
      type: T.String,
      name: 'proxy',
      description: 'For what PluralKit or the like posts for you under this name, in all servers',
      max_length: 80,
    },
    { type: T.Boolean, name: 'agree', description: 'May I read your messages in this server?' },
  ]),
  subcommand('call', 'For moderators: what I call somebody aloud', [person, spokenName]),
  subcommand('log', 'For admins: who changed what here, of reading and of voices'),
  subcommand('options', 'What is read', whatToRead),
  subcommand('words', 'How messages are read', howToRead),
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
