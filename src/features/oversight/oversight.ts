import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { keptByKey, keptByName } from '#voices/at-hand.ts';

import type { Banning } from './banning.ts';
import { serverManagedBy } from './managed-server.ts';
import type { OversightMail } from './oversight-mail.ts';
import {
  bannedView,
  decidedView,
  maxDecisionsShown,
  oversightView,
  reportView,
  settledView,
} from './oversight-view.ts';
import type { Seat } from './oversight-view.ts';

export interface OversightParts extends Pick<Store, 'voices' | 'sharing' | 'reports' | 'quotas'> {
  readonly speaking: Pick<Speaking, 'silence'>;
  readonly banning: Banning;
  readonly mail: Pick<OversightMail, 'toAdmins' | 'toPerson'>;
}

/**
 * Everything that a server's admins know and decide of its people's voices. All reject with a `UserError` for people whom
 * it doesn't concern; nothing of it shows in another server. `subject` is a button's: an id, and where the button is.
 */
export interface Oversight {
  /** Tells the server's admins of a voice that is shared with it. `voice` is a key or a name. */
  report(asker: Asker, voice: string, reason: string): Promise<View>;
  /** Lists the voices and reports that wait for the admins. */
  pending(asker: Asker): Promise<View>;
  /** Lets a voice speak in the server, or silences it there at once; its owner is told. */
  decide(asker: Asker, subject: string, approval: 'approved' | 'refused'): Promise<View>;
  /** Takes the reports of a voice off the list. */
  settle(asker: Asker, subject: string): Promise<View>;
  /** Silences all voices of a person in the server, or lets them speak again. */
  ban(asker: Asker, subject: string, banned: boolean): Promise<View>;
  /** A voice that was decided about, to decide otherwise. */
  reconsider(asker: Asker, voiceId: string): Promise<View>;
}

const reportQuota = { what: 'report', max: 10, perMs: 24 * 3_600_000 } as const;

export function oversight(parts: OversightParts): Oversight {
  const { sharing, reports, banning } = parts;

  const list = async (guildId: string, done?: View): Promise<View> => {
    const [waiting, open, decided] = await Promise.all([
      sharing.waiting(guildId),
      reports.open(guildId),
      sharing.decided(guildId, maxDecisionsShown),
    ]);
    const welcome = waiting.filter((profile) => !isOwnerBanned(profile, guildId));
    return oversightView({ guildId, waiting: welcome, reports: open, decided }, done);
  };
  /** The decision is enough on a message for all admins; on one's own list the rest follows. */
  const shown = async (guildId: string, done: View, seat: Seat): Promise<View> =>
    seat === 'post' ? done : list(guildId, done);

  return {
    report: (asker, voice, reason) => report(asker, voice, reason, parts),
    pending: async (asker) => list(serverManagedBy(asker)),

    async decide(asker, subject, approval) {
      const { id, seat } = partsOf(subject);
      const guildId = serverManagedBy(asker);
      const profile = await decide(asker, id, approval, guildId, parts);
      return shown(guildId, decidedView(profile, approval, seat, asker.id), seat);
    },

    async settle(asker, subject) {
      const { id, seat } = partsOf(subject);
      const guildId = serverManagedBy(asker);
      const open = await reports.open(guildId);
      const settled = open.find(({ voiceId }) => voiceId === id);
      if (!settled || !(await reports.settle(guildId, id, asker.id)))
        throw new UserError('There are no open reports of that voice any more.');
      return shown(guildId, settledView(settled.voiceName, settled.ownerId, asker.id), seat);
    },

    async ban(asker, subject, banned) {
      const { id, seat } = partsOf(subject);
      const guildId = serverManagedBy(asker);
      await (banned ? banning.ban(asker, id) : banning.lift(asker, id));
      return shown(guildId, bannedView(id, asker.id, banned, seat), seat);
    },

    async reconsider(asker, voiceId) {
      const guildId = serverManagedBy(asker);
      const decided = await sharing.decided(guildId, maxDecisionsShown);
      const profile = decided.find(({ id }) => id === voiceId);
      const place = profile?.servers.find((server) => server.guildId === guildId);
      if (!profile || (place?.approval !== 'approved' && place?.approval !== 'refused'))
        throw new UserError('That voice is no longer there to be decided about.');
      return list(guildId, decidedView(profile, place.approval, 'list'));
    },
  };
}

async function report(
  asker: Asker,
  voice: string,
  reason: string,
  { voices, reports, quotas, mail }: OversightParts,
): Promise<View> {
  const { guildId } = asker;
  if (guildId === undefined)
    throw new UserError('Voices are reported in a server that I am a member of.');
  const shared = await voices.sharedWith(guildId);
  const found = keptByKey({ own: [], shared }, voice) ?? keptByName(shared, voice);
  if (!found) throw new UserError('No voice of that name is shared with this server.');
  if (found.ownerId === asker.id)
    throw new UserError('That voice is yours: `/clone unshare` and `/clone delete` end it.');
  const { spent } = await quotas.spend(asker.id, reportQuota);
  if (!spent)
    throw new UserError(
      `Those were ${reportQuota.max} reports in a day, which is the most. Speak to an admin.`,
    );
  const filed = await reports.file({ guildId, voiceId: found.id, reporterId: asker.id, reason });
  if (!filed) throw new UserError('That voice is no longer shared with this server.');
  const name = escaped(found.name);
  if (!filed.isNew)
    return line(
      `You reported “${name}” already: this server's admins now see what you wrote last.`,
    );
  const told = await mail.toAdmins(guildId, reportView(filed.report));
  return line(
    told
      ? `Thank you. This server's admins were told of your report of “${name}”.`
      : `Thank you. This server's admins see your report of “${name}” with \`/clone requests\`.`,
  );
}

async function decide(
  asker: Asker,
  voiceId: string,
  approval: 'approved' | 'refused',
  guildId: string,
  { sharing, reports, speaking, mail }: OversightParts,
): Promise<VoiceProfile> {
  const profile = await sharing.decide(voiceId, guildId, approval, asker.id);
  if (!profile) throw new UserError('That voice is no longer there to be decided about.');
  if (approval === 'refused')
    speaking.silence((spoken) => spoken.voiceId === voiceId && spoken.guildId === guildId);
  await reports.settle(guildId, voiceId, asker.id);
  const name = escaped(profile.name);
  if (profile.ownerId !== asker.id)
    await mail.toPerson(profile.ownerId, guildId, (server) =>
      approval === 'approved'
        ? `The admins of **${escaped(server)}** let your voice “${name}” speak there.`
        : `The admins of **${escaped(server)}** don't want your voice “${name}” to speak there. You can ask them again in a week, with \`/clone ask\`.`,
    );
  return profile;
}

function isOwnerBanned({ servers }: VoiceProfile, guildId: string): boolean {
  return servers.some((place) => place.guildId === guildId && place.ownerBanned);
}

/** `ID:post`, `ID:list` or `ID:list:2`; buttons of older messages have the id alone. */
function partsOf(subject: string): { readonly id: string; readonly seat: Seat } {
  const [id = '', seat] = subject.split(':');
  return { id, seat: seat === 'post' ? 'post' : 'list' };
}
