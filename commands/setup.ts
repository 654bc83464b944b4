import { soon } from '#discord/command.ts';
import { usableInServers } from '#discord/usable.ts';
import { whose } from '#features/configuring/setup-view.ts';
import type { Asked, Command } from '#features/services.ts';
import { managersOfChannels } from '#features/settings/rights.ts';

type Used = Asked;

export default {
  data: { name: 'setup', ...usableInServers },

  ...soon.privately<Used>(managersOfChannels, ({ asker, services }) =>
    services.firstStart.ask(asker, {}),
  ),

  buttons: {
    begin: soon.privately(managersOfChannels, ({ asker, services }) =>
      services.firstStart.ask(asker, {}),
    ),
    comes: soon.inPlace(managersOfChannels, ({ asker, subject, services }) =>
      services.firstStart.start(asker, subject.split(':'), true),
    ),
    waits: soon.inPlace(managersOfChannels, ({ asker, subject, services }) =>
      services.firstStart.start(asker, subject.split(':'), false),
    ),
    again: soon.inPlace(managersOfChannels, ({ asker, subject, services }) =>
      services.firstStart.again(asker, subject),
    ),
  },

  selects: {
    channel: soon.inPlace(managersOfChannels, ({ asker, values: [channelId], services }) =>
      services.firstStart.ask(asker, channelId === undefined ? {} : { channelId }),
    ),
    language: soon.inPlace(
      managersOfChannels,
      ({ asker, subject: channelId, values: [language = ''], services }) =>
        services.firstStart.ask(asker, { channelId, language }),
    ),
    whose: soon.inPlace(managersOfChannels, ({ asker, subject, values, services }) => {
      const [channelId = '', language = ''] = subject.split(':');
      const chosen = whose.find((each) => each === values[0]);
      return services.firstStart.ask(asker, {
        channelId,
        language,
        ...(chosen && { whose: chosen }),
      });
    }),
  },
} satisfies Command;
