import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { unusableText } from '#voices/usability.ts';

import type { OversightMail } from './oversight-mail.ts';
import { requestView } from './oversight-view.ts';

export interface ApprovalsParts extends Pick<Store, 'serverSettings' | 'sharing'> {
  readonly mail: Pick<OversightMail, 'toAdmins'>;
}

/** Asking a server's admins whether somebody's clone may speak there. */
export interface Approvals {
  /**
   * Asks where the server wants to be asked. Resolves with a text that tells the person what came of it; undefined
   * when nobody has to be asked, or the voice isn't theirs.
   */
  ask(voice: Pick<VoiceProfile, 'id' | 'sound'>, asker: Asker): Promise<Text | undefined>;
}

export function approvals({ serverSettings, sharing, mail }: ApprovalsParts): Approvals {
  return {
    async ask({ id, sound }, { id: userId, guildId }) {
      if (guildId === undefined || sound.mode !== 'clone') return undefined;
      const { clones } = await serverSettings.get(guildId);
      if (clones !== 'approval') return undefined;
      const asked = await sharing.ask(id, userId, guildId);
      if (!asked) return undefined;
      const { profile, isNew, againAtMs } = asked;
      const name = escaped(profile.name);
      const place = profile.servers.find((server) => server.guildId === guildId);
      if (place?.ownerBanned === true) return unusableText(name, 'owner-banned');
      if (place?.approval === 'approved') return undefined;
      if (againAtMs !== undefined)
        return text(($) => $.oversight.ask.refusedLately, {
          name,
          when: `<t:${Math.ceil(againAtMs / 1_000)}:R>`,
        });
      // They were told when it was new: asking on and on tells nobody anything.
      if (isNew) await mail.toAdmins(guildId, (t) => requestView(profile, t));
      return text(($) => $.oversight.ask.waits, { name });
    },
  };
}
