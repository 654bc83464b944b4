import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import { audit } from '../audit.ts';
import type { AskedAbout, VoiceProfile, VoiceSharing } from '../voices.ts';
import { inTransaction } from './in-transaction.ts';
import { ownProfile, profileBy, profilesWhere } from './profiles.ts';
import { put } from './put.ts';
import { countWhere, rowsWhere, rowWhere } from './rows.ts';
import type { Database, Tables } from './tables.ts';

type Place = Tables['voice_servers'];

/** Admins who said no are left in peace for so long; they can change their mind and decide otherwise at any time. */
const askedAgainAfterMs = 7 * 24 * 3_600_000;
/** With a server: all of them are looked through for the name of one. */
export const maxShared = 1_000;
/** For a server's admins: all are loaded to show the oldest. */
export const maxWaiting = 500;

export function sqlSharing(database: Database, now: () => number): VoiceSharing {
  /** By the owner only: changes how the voice stands in the server. */
  async function place<Outcome extends object>(
    id: string,
    ownerId: string,
    guildId: string,
    change: (current: Place) => { readonly place: Place; readonly outcome: Outcome },
  ): Promise<({ readonly profile: VoiceProfile } & Outcome) | undefined> {
    return inTransaction(database, async (transaction) => {
      if (!(await ownProfile(transaction, id, ownerId))) return undefined;
      const here = { voice_id: id, server_id: guildId };
      const current = await rowWhere(transaction, 'voice_servers', here);
      const unasked = { shared: 0, approval: 'none', asked_at: now(), decided_at: null };
      const before = current ?? { ...here, ...unasked };
      const { place: changed, outcome } = change(before);
      await assertRoom(transaction, before, changed);
      await put(transaction, 'voice_servers', changed);
      const profile = await profileBy(transaction, id);
      return profile && { profile, ...outcome };
    });
  }

  return {
    async share(id, ownerId, guildId, shared) {
      const placed = await place(id, ownerId, guildId, (current) => ({
        place: { ...current, shared: shared ? 1 : 0 },
        outcome: {},
      }));
      return placed?.profile;
    },
    ask: (id, ownerId, guildId) => place(id, ownerId, guildId, (current) => asked(current, now())),
    async decide(id, guildId, approval, adminId) {
      return inTransaction(database, async (transaction) => {
        const here = { voice_id: id, server_id: guildId };
        const current = await rowWhere(transaction, 'voice_servers', here);
        // A voice that its owner keeps from the server is none of its admins' business.
        if (!current || (current.shared === 0 && current.approval === 'none')) return undefined;
        await put(transaction, 'voice_servers', { ...current, approval, decided_at: now() });
        const profile = await profileBy(transaction, id);
        await audit(transaction, {
          guildId,
          actorId: adminId,
          ...(profile && { subjectId: profile.ownerId }),
          atMs: now(),
          what: `voice-${approval}`,
          changes: [{ path: profile?.name ?? '', before: current.approval, after: approval }],
        });
        return profile;
      });
    },
    async waiting(guildId) {
      const asked = { server_id: guildId, approval: 'waiting' };
      const rows = await rowsWhere(database, 'voice_servers', asked, 'asked_at');
      return inOrder(database, rows, guildId);
    },
    async decided(guildId, limit) {
      const rows = await database
        .selectFrom('voice_servers')
        .select('voice_id')
        .where('server_id', '=', guildId)
        .where('approval', 'in', ['approved', 'refused'])
        .orderBy('decided_at', (order) => order.desc().nullsLast())
        .orderBy('voice_id')
        .limit(limit)
        .execute();
      return inOrder(database, rows, guildId);
    },
  };
}

/** Refuses a change by which too many voices would be shared with a server, or wait for its admins. */
async function assertRoom(transaction: Database, before: Place, changed: Place): Promise<void> {
  const { server_id } = changed;
  const isFull = async (which: Partial<Place>, most: number): Promise<boolean> =>
    (await countWhere(transaction, 'voice_servers', { server_id, ...which })) >= most;
  if (changed.shared > before.shared && (await isFull({ shared: 1 }, maxShared)))
    throw new UserError(text(($) => $.store.sharing.full, { most: maxShared }));
  const isAsked = changed.approval === 'waiting' && before.approval !== 'waiting';
  if (isAsked && (await isFull({ approval: 'waiting' }, maxWaiting)))
    throw new UserError(text(($) => $.store.sharing.tooManyWait, { most: maxWaiting }));
}

/** The voices of these rows, in their order. */
async function inOrder(
  database: Database,
  rows: readonly Pick<Place, 'voice_id'>[],
  guildId: string,
): Promise<readonly VoiceProfile[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.voice_id);
  const profiles = await profilesWhere(database, (is) => is('id', 'in', ids), guildId);
  const byId = new Map(profiles.map((profile) => [profile.id, profile]));
  return rows.flatMap((row) => byId.get(row.voice_id) ?? []);
}

function asked(
  current: Place,
  nowMs: number,
): { readonly place: Place; readonly outcome: Omit<AskedAbout, 'profile'> } {
  const againAtMs = (current.decided_at ?? current.asked_at) + askedAgainAfterMs;
  if (current.approval === 'refused' && nowMs < againAtMs)
    return { place: current, outcome: { isNew: false, againAtMs } };
  if (current.approval === 'approved' || current.approval === 'waiting')
    return { place: current, outcome: { isNew: false } };
  return {
    place: { ...current, approval: 'waiting', asked_at: nowMs },
    outcome: { isNew: true },
  };
}
