import { ApplicationCommandOptionType, ChannelType } from 'discord-api-types/v10';

import { everyone } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { Command } from '#features/services.ts';

export default {
  data: {
    name: 'join',
    ...usableInServers,
    options: [
      {
        type: ApplicationCommandOptionType.Channel,
        name: 'channel',
        channel_types: [ChannelType.GuildVoice, ChannelType.GuildStageVoice],
      },
    ],
  },
  may: everyone,
  answers: 'openly',
  when: 'later',
  async run({ asker, options, services }) {
    const channelId = await services.presence.join(asker, options.channel('channel')?.id);
    return line(asker.t(($) => $.calls.joined, { channel: `<#${channelId}>` }));
  },
} satisfies Command;
