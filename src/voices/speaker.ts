import type { SpokenFor } from './chooser.ts';

/** Everything that is known of a person who asks. */
interface Asking {
  readonly id: string;
  readonly guildId: string | undefined;
  readonly channelId: string | undefined;
  readonly locale?: string;
}

/** For whom and where the bot speaks when this person asks. */
export function speakerOf({ id, guildId, channelId, locale }: Asking): SpokenFor {
  return { userId: id, guildId, channelId, locale };
}
