import { managesReading, moderatesReading, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';

interface Right {
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
} as const satisfies Readonly<Record<string, Right>>;

/** Those who may change a setting for others. */
export type Who = keyof typeof rights;

/**
 * The server that this person decides for. Checked at every use, since rights come and go; throws a `UserError` for
 * everybody else.
 */
export function serverDecidedBy(asker: Asker, who: Who): string {
  const guildId = serverOf(asker);
  const { may, needs, refusal } = rights[who];
  if (may(asker)) return guildId;
  throw new UserError(refusal(needs));
}

/** The server whose voices this person decides on. */
export function serverManagedBy(asker: Asker): string {
  return serverDecidedBy(asker, 'managers');
}
