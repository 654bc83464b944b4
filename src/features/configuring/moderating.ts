import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { nameInServer } from '#discord/guild-view.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { View } from '#discord/view.ts';
import type { ServerPeople } from '#features/autoread/server-people.ts';
import type { Store } from '#store/store.ts';

import { moderationView } from './moderation-view.ts';

export interface ModeratingParts extends Pick<
  Store,
  'serverSettings' | 'mutes' | 'voiceBans' | 'reports' | 'sharing' | 'wordFilter'
> {
  readonly serverPeople: Pick<ServerPeople, 'unmute'>;
  readonly view: Pick<GuildView, 'namesOf'>;
}

/** The daily work of moderators in one panel: it tells nothing of what anybody wrote. */
export class Moderating {
  readonly #parts: ModeratingParts;

  constructor(parts: ModeratingParts) {
    this.#parts = parts;
  }

  /** `page`: of those who are muted. */
  async show(asker: Asker, page?: number): Promise<View> {
    const { serverSettings, mutes, wordFilter, view } = this.#parts;
    const guildId = serverOf(asker);
    const [settings, muted, words, voices] = await Promise.all([
      serverSettings.get(guildId),
      mutes.list(guildId),
      wordFilter.words(guildId),
      asker.managesServer ? this.#voices(guildId) : undefined,
    ]);
    const moderated = {
      mutedIds: muted.map(({ userId }) => userId),
      ignoredRoleIds: settings.reading.ignoredRoleIds,
      filter: { words: words.length, what: settings.words.filtered },
      voices: voices && { ...voices, forbidden: settings.forbiddenVoices.length },
    };
    const nameOf = (id: string): string | undefined => {
      const names = view.namesOf(guildId, id);
      return names && nameInServer(names);
    };
    return moderationView(moderated, nameOf, asker, page);
  }

  /** Reads people again who were muted. */
  async unmute(asker: Asker, userIds: readonly string[], page?: number): Promise<View> {
    for (const userId of userIds) await this.#parts.serverPeople.unmute(asker, userId);
    return this.show(asker, page);
  }

  async #voices(guildId: string) {
    const { voiceBans, reports, sharing } = this.#parts;
    const [banned, open, waiting] = await Promise.all([
      voiceBans.list(guildId),
      reports.open(guildId),
      sharing.waiting(guildId),
    ]);
    return {
      bannedIds: banned.map(({ userId }) => userId),
      reports: open.length,
      waiting: waiting.length,
    };
  }
}
