import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import { isRecordedVoiceId } from '#voices/recorded.ts';

import type { OversightMail } from './oversight-mail.ts';

export interface BanningParts extends Pick<Store, 'voices' | 'voiceBans' | 'reports'> {
  readonly speaking: Pick<Speaking, 'silence'>;
  readonly mail: Pick<OversightMail, 'toPerson'>;
}

/** Forbidding all voices of a person in a server, as its admins decide. */
export type Banning = ReturnType<typeof banning>;

export function banning(parts: BanningParts) {
  const { voices, voiceBans, reports, speaking, mail } = parts;
  return {
    /** Stops everything that is being spoken in one of the person's voices, and settles the reports of them. */
    async ban(asker: Asker, userId: string) {
      const guildId = serverOf(asker);
      // An id of Discord: whatever else somebody sends is nobody's.
      if (!/^\d{17,20}$/.test(userId)) throw new UserError(text(($) => $.oversight.noSuchPerson));
      const isNew = await voiceBans.ban(guildId, userId, asker.id);
      const ids = new Set((await voices.ownedBy(userId)).map(({ id }) => id));
      speaking.silence(
        (said) =>
          said.guildId === guildId &&
          said.voiceId !== undefined &&
          (ids.has(said.voiceId) || (said.authorId === userId && isRecordedVoiceId(said.voiceId))),
      );
      const open = await reports.open(guildId);
      const reported = open.filter(({ ownerId }) => ownerId === userId);
      for (const voiceId of new Set(reported.map((report) => report.voiceId)))
        await reports.settle(guildId, voiceId, asker.id);
      if (isNew && userId !== asker.id)
        await mail.toPerson(userId, guildId, (server) =>
          text(($) => $.oversight.letters.banned, { server }),
        );
    },

    async lift(asker: Asker, userId: string) {
      const guildId = serverOf(asker);
      const lifted = await voiceBans.lift(guildId, userId, asker.id);
      if (lifted && userId !== asker.id)
        await mail.toPerson(userId, guildId, (server) =>
          text(($) => $.oversight.letters.unbanned, { server }),
        );
    },
  };
}
