import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';

import type { BasicOptionData, CommandData, SubcommandData } from '#discord/command-words.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';

import { settingOptions } from '../setting-options.ts';

const completed = (name: string): BasicOptionData => ({
  type: ApplicationCommandOptionType.String,
  name,
  autocomplete: true,
  max_length: 100,
});

const person = (required = true): BasicOptionData => ({
  type: ApplicationCommandOptionType.User,
  name: 'person',
  required,
});

const flag = (name: string): BasicOptionData => ({
  type: ApplicationCommandOptionType.Boolean,
  name,
});

const proxy: BasicOptionData = {
  type: ApplicationCommandOptionType.String,
  name: 'proxy',
  max_length: 80,
};

function subcommand(name: string, options: readonly BasicOptionData[] = []): SubcommandData {
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    options,
  };
}

/** The options that say for which texts a voice is stand between those of the voice and all others. */
const isVoice = ({ key }: Row): boolean => key === 'voice';

/** `/voice`, as Discord registers it. */
export const voiceCommand: CommandData = {
  name: 'voice',
  ...usableAnywhere,
  options: [
    subcommand('browse', [
      completed('language'),
      {
        type: ApplicationCommandOptionType.String,
        name: 'gender',
        choices: [{ value: 'female' }, { value: 'male' }],
      },
    ]),
    subcommand('set', [...settingOptions('voice set', settings.person), flag('here'), proxy]),
    subcommand('show', [person(false)]),
    subcommand('reset', [flag('here'), proxy]),
    subcommand('copy', [person()]),
    subcommand('lend', settingOptions('voice lend', settings.person)),
    subcommand('set-for', [person(), ...settingOptions('voice set-for', settings.member)]),
    subcommand('server', [
      ...settingOptions('voice server', settings.server.filter(isVoice)),
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        channel_types: [
          ChannelType.GuildText,
          ChannelType.GuildVoice,
          ChannelType.GuildStageVoice,
          ChannelType.GuildAnnouncement,
          ChannelType.GuildForum,
        ],
      },
      completed('for-language'),
      ...settingOptions(
        'voice server',
        settings.server.filter((row) => !isVoice(row)),
      ),
    ]),
    subcommand('forbid', [completed('voice'), person(false), flag('allow')]),
    subcommand('force', settingOptions('voice force', settings.server)),
  ],
};
