import { managesReading, moderatesReading, onlyInServers } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Right } from '#discord/command.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

interface Deciders {
  readonly may: (asker: Asker) => boolean;
  /** As Discord calls what one needs for it. */
  readonly needs: Text;
  /** The text for everybody else. */
  readonly refusal: (needs: Text) => Text;
}

/** Those who decide for a server, and for others in it. */
export const rights = {
  managers: {
    may: ({ managesServer }) => managesServer,
    needs: text(($) => $.discord.rights.needs.managers),
    refusal: (needs) => text(($) => $.discord.rights.refusals.managers, { needs }),
  },
  'managers of channels': {
    may: managesReading,
    needs: text(($) => $.discord.rights.needs.managersOfChannels),
    refusal: (needs) => text(($) => $.discord.rights.refusals.managersOfChannels, { needs }),
  },
  /** The same people, as those who decide when the bot comes and goes. */
  'managers of calls': {
    may: managesReading,
    needs: text(($) => $.discord.rights.needs.managersOfChannels),
    refusal: (needs) => text(($) => $.discord.rights.refusals.managersOfCalls, { needs }),
  },
  moderators: {
    may: moderatesReading,
    needs: text(($) => $.discord.rights.needs.moderators),
    refusal: (needs) => text(($) => $.discord.rights.refusals.moderators, { needs }),
  },
  'moderators of calls': {
    may: ({ moderates, managesServer }) => moderates || managesServer,
    needs: text(($) => $.discord.rights.needs.moderatorsOfCalls),
    refusal: (needs) => text(($) => $.discord.rights.refusals.moderatorsOfCalls, { needs }),
  },
} as const satisfies Readonly<Record<string, Deciders>>;

/** Those who may change a setting for others. */
export type Who = keyof typeof rights;

type RightOfAsker = Right<{ readonly asker: Asker }>;

/** The right of those people in the server where something is used, for a handler to ask for. */
export function rightOf(
  who: Who,
  refusal: Deciders['refusal'] = rights[who].refusal,
): RightOfAsker {
  const { may, needs } = rights[who];
  return ({ asker }) => {
    if (asker.guildId === undefined) return onlyInServers;
    return may(asker) ? undefined : refusal(needs);
  };
}

export const managers = rightOf('managers');
export const managersOfChannels = rightOf('managers of channels');
export const managersOfCalls = rightOf('managers of calls');
export const moderators = rightOf('moderators');
export const moderatorsOfCalls = rightOf('moderators of calls');
/** People who see the log of changes. */
export const auditors = rightOf('managers', (needs) =>
  text(($) => $.discord.rights.refusals.auditors, { needs }),
);

/** People who see what was spent in the server. */
export const usageReaders = rightOf('managers', (needs) =>
  text(($) => $.discord.rights.refusals.usageReaders, { needs }),
);
/** People who decide what may be spent in the server. */
export const budgetSetters = rightOf('managers', (needs) =>
  text(($) => $.discord.rights.refusals.budgetSetters, { needs }),
);

/** Moderators as well; others are told what they can do. Whether there is a server is asked where its words are kept. */
export const moderatorsOfWords: RightOfAsker = ({ asker }) =>
  asker.guildId === undefined || moderatesReading(asker)
    ? undefined
    : text(($) => $.discord.rights.refusals.moderatorsOfWords);
