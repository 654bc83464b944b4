import type { HearingOf } from '#call/changed-mouth.ts';
import { volumeDb } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';

const mostDb = volumeDb.maxValue ?? 0;

/** The settings that say it. */
export type HearingParts = {
  readonly [Part in 'serverSettings' | 'people' | 'members']: Pick<Store[Part], 'get'>;
};

/** How a server hears somebody, by what it has set and by what they, or a moderator for them, have. */
export function hearingOf({ serverSettings, people, members }: HearingParts): HearingOf {
  return async (guildId, userId) => {
    const [server, person, member] = await Promise.all([
      serverSettings.get(guildId),
      people.get(userId),
      members.get({ guildId, userId }),
    ]);
    const own = member.volumeDb ?? person.volumeDb;
    return {
      gainDb: Math.min(mostDb, server.volumeDb + own),
      catchesUp: server.reading.catchesUp,
      lowers: server.calls.lowers,
    };
  };
}
