import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandSubcommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';

import { usableAnywhere } from '#discord/usable.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';

import { settingOptions } from '../setting-options.ts';

const completed = (name: string, description: string): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.String,
  name,
  description,
  autocomplete: true,
  max_length: 100,
});

const person = (description: string, required = true): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.User,
  name: 'person',
  description,
  required,
});

const flag = (name: string, description: string): APIApplicationCommandBasicOption => ({
  type: ApplicationCommandOptionType.Boolean,
  name,
  description,
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

/** The options that say for which texts a voice is stand between those of the voice and all others. */
const isVoice = ({ key }: Row): boolean => key === 'voice';

/** The description of `/voice` for Discord. */
export const voiceCommand: RESTPostAPIChatInputApplicationCommandsJSONBody = {
  name: 'voice',
  description: 'Chooses who speaks for you, and how',
  ...usableAnywhere,
  options: [
    subcommand('browse', 'Shows all voices, with a sample of each', [
      completed('language', 'Only voices of this language'),
      {
        type: ApplicationCommandOptionType.String,
        name: 'gender',
        description: 'Only such voices',
        choices: ['female', 'male'].map((name) => ({ name, value: name })),
      },
    ]),
    subcommand('set', 'Sets your voice, its language, speed or style', [
      ...settingOptions('voice set', settings.person),
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
    subcommand(
      'lend',
      'Lets others copy your voice settings',
      settingOptions('voice lend', settings.person),
    ),
    subcommand('set-for', 'Moderators: sets the voice of somebody in this server', [
      person('For whom'),
      ...settingOptions('voice set-for', settings.member),
    ]),
    subcommand('server', 'Admins: shows and sets the voices of this server', [
      ...settingOptions('voice server', settings.server.filter(isVoice)),
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
      completed('for-language', 'Only for texts in this language'),
      ...settingOptions(
        'voice server',
        settings.server.filter((row) => !isVoice(row)),
      ),
    ]),
    subcommand('forbid', 'Admins: forbids a voice in this server, or all that a person keeps', [
      completed('voice', 'Which voice'),
      person('Whose voices', false),
      flag('allow', 'Allows it again'),
    ]),
    subcommand(
      'force',
      'Admins: one voice for everybody in this server',
      settingOptions('voice force', settings.server),
    ),
  ],
};
