import { UserError } from '../../errors.ts';
import type { Store } from '../../store/store.ts';
import { keptByKey, keptByName } from '../../voices/at-hand.ts';
import type { Asker } from '../asker.ts';
import { escaped } from '../shown-text.ts';
import type { Speaking } from '../speaking.ts';
import { line } from '../view.ts';
import type { View } from '../view.ts';
import { oversightView } from './oversight-view.ts';

export interface OversightParts extends Pick<Store, 'voices' | 'sharing' | 'reports' | 'quotas'> {
  readonly speaking: Pick<Speaking, 'silence'>;
}

/**
 * What a server's admins know and decide of its people's voices. All reject with a `UserError` for whom it is none of
 * their business; in another server nothing of it is to be seen.
 */
export interface Oversight {
  /** Tells the server's admins of a voice that is shared with it. `voice` is a key or a name. */
  report(asker: Asker, voice: string, reason: string): Promise<View>;
  /** What waits for the admins. */
  pending(asker: Asker): Promise<View>;
  /** Lets a voice speak in the server, or silences it there at once. Shows what is left to decide. */
  decide(asker: Asker, voiceId: string, approval: 'approved' | 'refused'): Promise<View>;
  /** Takes the reports of a voice off the list. Shows what is left to decide. */
  settle(asker: Asker, voiceId: string): Promise<View>;
}

const reportQuota = { what: 'report', max: 10, perMs: 24 * 3_600_000 } as const;

export function oversight(parts: OversightParts): Oversight {
  const { voices, sharing, reports, quotas, speaking } = parts;

  const show = async (serverId: string): Promise<View> => {
    const [waiting, open] = await Promise.all([sharing.waiting(serverId), reports.open(serverId)]);
    return oversightView(waiting, open);
  };

  return {
    async report(asker, voice, reason) {
      const serverId = serverOf(asker);
      const shared = await voices.sharedWith(serverId);
      const found = keptByKey({ own: [], shared }, voice) ?? keptByName(shared, voice);
      if (!found) throw new UserError('No voice of that name is shared with this server.');
      const { spent } = await quotas.spend(asker.id, reportQuota);
      if (!spent)
        throw new UserError(
          `Those were ${reportQuota.max} reports in a day, which is the most. Speak to an admin.`,
        );
      const filed = { serverId, voiceId: found.id, reporterId: asker.id, reason };
      if (!(await reports.file(filed)))
        throw new UserError('That voice is no longer shared with this server.');
      return line(
        `Thank you. This server's admins see your report of “${escaped(found.name)}” with \`/clone requests\`.`,
      );
    },

    pending: async (asker) => show(managedBy(asker)),

    async decide(asker, voiceId, approval) {
      const serverId = managedBy(asker);
      const decided = await sharing.decide(voiceId, serverId, approval, asker.id);
      if (!decided) throw new UserError('That voice is no longer there to be decided about.');
      if (approval === 'refused')
        speaking.silence((spoken) => spoken.voiceId === voiceId && spoken.guildId === serverId);
      await reports.settle(serverId, voiceId, asker.id);
      return show(serverId);
    },

    async settle(asker, voiceId) {
      const serverId = managedBy(asker);
      await reports.settle(serverId, voiceId, asker.id);
      return show(serverId);
    },
  };
}

function serverOf({ guildId }: Asker): string {
  if (guildId !== undefined) return guildId;
  throw new UserError('Use this in a server that I am a member of.');
}

function managedBy(asker: Asker): string {
  const serverId = serverOf(asker);
  if (asker.managesServer) return serverId;
  throw new UserError('Only people who manage this server (**Manage Server**) decide that.');
}
