import { audit } from '../audit.ts';
import type { AskedAbout, VoiceProfile, VoiceSharing } from '../voices.ts';
import { ownProfile, profileBy, profilesWhere } from './profiles.ts';
import { put } from './put.ts';
import { rowsWhere, rowWhere } from './rows.ts';
import { inTransaction } from './tables.ts';
import type { Database, Tables } from './tables.ts';

type Place = Tables['voice_servers'];

/** Admins who said no are left in peace for so long; they can change their mind and decide otherwise at any time. */
const askedAgainAfterMs = 7 * 24 * 3_600_000;

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
      const { place: changed, outcome } = change(current ?? { ...here, ...unasked });
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
      return inOrder(database, rows);
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
      return inOrder(database, rows);
    },
  };
}

/** The voices of these rows, in their order. */
async function inOrder(
  database: Database,
  rows: readonly Pick<Place, 'voice_id'>[],
): Promise<readonly VoiceProfile[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.voice_id);
  const profiles = await profilesWhere(database, (is) => is('id', 'in', ids));
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
