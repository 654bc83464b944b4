import { managesReading, moderatesReading, onlyInServers } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Right } from '#discord/command.ts';

interface Deciders {
  readonly may: (asker: Asker) => boolean;
  /** As Discord calls what one needs for it. */
  readonly needs: string;
  /** The sentence for everybody else. */
  readonly refusal: (needs: string) => string;
}

/** Those who decide for a server, and for others in it. */
export const rights = {
  managers: {
    may: ({ managesServer }) => managesServer,
    needs: '**Manage Server**',
    refusal: (needs) => `Only those who may ${needs} decide on the voices of the server.`,
  },
  'managers of channels': {
    may: managesReading,
    needs: '**Manage Server** or **Manage Channels**',
    refusal: (needs) => `Only people with the right ${needs} decide what is read here.`,
  },
  moderators: {
    may: moderatesReading,
    needs: '**Mute Members**, **Move Members**, **Manage Channels** or **Manage Server**',
    refusal: (needs) => `Only moderators do that: ${needs}.`,
  },
  'moderators of calls': {
    may: ({ moderates, managesServer }) => moderates || managesServer,
    needs: '**Mute Members**, **Move Members** or **Manage Server**',
    refusal: (needs) => `Only moderators (${needs}) can set the voice of others.`,
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
export const moderators = rightOf('moderators');
export const moderatorsOfCalls = rightOf('moderators of calls');
/** People who see the log of changes. */
export const auditors = rightOf(
  'managers',
  (needs) => `Only those who may ${needs} see who changed what here.`,
);

/** Moderators as well; others are told what they can do. Whether there is a server is asked where its words are kept. */
export const moderatorsOfWords: RightOfAsker = ({ asker }) =>
  asker.guildId === undefined || moderatesReading(asker)
    ? undefined
    : 'Only moderators change how this server’s words are spoken. You can do it for your own messages: choose `me`.';
