import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';

import { usableAnywhere } from '#discord/usable.ts';

import { settingOptions } from '../autoread/setting-options.ts';

const voice = (description: string, required = false): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  name: 'voice',
  description,
  autocomplete: true,
  max_length: 100,
  required,
});

const language = (name: string, description: string): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  name,
  description,
  autocomplete: true,
  max_length: 100,
});

const manner: readonly APIApplicationCommandBasicOption[] = [
  {
    type: ApplicationCommandOptionType.Number,
    name: 'speed',
    description: '1 is the usual speed, 2 twice as fast; not every voice can',
    min_value: 0.25,
    max_value: 4,
  },
  {
    type: ApplicationCommandOptionType.String,
    name: 'style',
    description: 'How to speak, such as “calm, slow”; not every voice can',
    max_length: 300,
  },
];

const person = (description: string, required = true): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.User,
  name: 'person',
  description,
  required,
});

const flag = (
  name: string,
  description: string,
  required = false,
): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.Boolean,
  name,
  description,
  required,
});

const proxy: APIApplicationCommandBasicOption = {
  type: ApplicationCommandOptionType.String,
  name: 'proxy',
  description: 'Only for what PluralKit or the like posts for you under this name, in all servers',
  max_length: 80,
};

function subcommand(
  name: string,
  description: string,
  options: readonly APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    description,
    options: [...options],
  };
}

/** The description of `/voice` for Discord. */
export const voiceCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'voice',
  description: 'Chooses who speaks for you, and how',
  ...usableAnywhere,
  options: [
    subcommand('browse', 'Shows all voices, with a sample of each', [
      language('language', 'Only voices of this language'),
      {
        type: ApplicationCommandOptionType.String,
        name: 'gender',
        description: 'Only such voices',
        choices: ['female', 'male'].map((name) => ({ name, value: name })),
      },
    ]),
    subcommand('set', 'Sets your voice, its language, speed or style', [
      voice('Who speaks for you: type to search'),
      language('language', 'The language that you write: type to search'),
      ...manner,
      flag('here', 'Only in this server'),
      proxy,
    ]),
    subcommand('show', 'Shows who speaks for you here, and why', [
      person('For moderators, or of those who lend theirs: who speaks for somebody else', false),
    ]),
    subcommand('reset', 'Takes back what you have set', [
      flag('here', 'Only in this server'),
      proxy,
    ]),
    subcommand('copy', 'Takes over the voice of somebody who allows it', [person('Whose voice')]),
    subcommand('lend', 'Lets others copy your voice settings', [
      flag('allow', 'Whether they may', true),
    ]),
    subcommand('set-for', 'Moderators: sets the voice of somebody in this server', [
      person('For whom'),
      voice('Who speaks for them; nothing at all takes it back'),
      language('language', 'The language that they write'),
      ...manner,
    ]),
    subcommand('server', 'Admins: shows and sets the voices of this server', [
      voice('Who speaks for those who have set nothing'),
      language('language', 'The language of that voice'),
      ...manner,
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        description: 'Only for what is written in this channel',
        channel_types: [
          ChannelType.GuildText,
          ChannelType.GuildVoice,
          ChannelType.GuildStageVoice,
          ChannelType.GuildAnnouncement,
          ChannelType.GuildForum,
        ],
      },
      language('for-language', 'Only for texts in this language'),
      ...settingOptions('voice server'),
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'admin-channel',
        description: 'Where admins are told of reports of voices, and asked for approval',
        channel_types: [ChannelType.GuildText],
      },
    ]),
    subcommand('forbid', 'Admins: forbids a voice in this server, or all that a person keeps', [
      voice('Which voice'),
      person('Whose voices', false),
      flag('allow', 'Allows it again'),
    ]),
    subcommand('force', 'Admins: one voice for everybody in this server', [
      flag('on', 'Whether everybody speaks with the voice of the server', true),
    ]),
  ],
};
