import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';

import type { CommandData } from '#discord/command-words.ts';
import { usableAnywhere } from '#discord/usable.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';
import { genders } from '#features/voices/browse-state.ts';

import { completed, flag, oneOf, somebody, subcommand, written } from '../option-data.ts';
import { settingOptions } from '../setting-options.ts';

const proxy = written('proxy', 80);

/** The options that say for which texts a voice is stand between those of the voice and all others. */
const isVoice = ({ key }: Row): boolean => key === 'voice';

/** `/voice`, as Discord registers it. */
export const voiceCommand: CommandData = {
  name: 'voice',
  ...usableAnywhere,
  options: [
    subcommand('browse', [completed('language'), oneOf('gender', genders)]),
    subcommand('set', [...settingOptions('voice set', settings.person), flag('here'), proxy]),
    subcommand('show', [somebody()]),
    subcommand('reset', [flag('here'), proxy]),
    subcommand('copy', [somebody(true)]),
    subcommand('lend', settingOptions('voice lend', settings.person)),
    subcommand('set-for', [somebody(true), ...settingOptions('voice set-for', settings.member)]),
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
    subcommand('forbid', [completed('voice'), somebody(), flag('allow')]),
    subcommand('force', settingOptions('voice force', settings.server)),
  ],
};
