import type { VoiceSharing } from '../voices.ts';
import { audit } from './auditing.ts';
import { ownProfile, profileBy, profilesBy } from './profiles.ts';
import { inTransaction } from './tables.ts';
import type { Database, Tables } from './tables.ts';

type Place = Tables['voice_servers'];

export function sqlSharing(database: Database, now: () => number): VoiceSharing {
  /** By the owner only: changes how the voice stands in the server. */
  async function place(
    id: string,
    ownerId: string,
    serverId: string,
    change: (current: Place) => Place,
  ): ReturnType<VoiceSharing['share']> {
    return inTransaction(database, async (transaction) => {
      if (!(await ownProfile(transaction, id, ownerId))) return undefined;
      const current = await placeOf(transaction, id, serverId);
      await put(transaction, change(current ?? newPlace(id, serverId, now())));
      return profileBy(transaction, id);
    });
  }

  return {
    share: (id, ownerId, serverId, shared) =>
      place(id, ownerId, serverId, (current) => ({ ...current, shared: shared ? 1 : 0 })),
    ask: (id, ownerId, serverId) =>
      place(id, ownerId, serverId, (current) =>
        current.approval === 'none'
          ? { ...current, approval: 'waiting', asked_at: now() }
          : current,
      ),
    async decide(id, serverId, approval, adminId) {
      return inTransaction(database, async (transaction) => {
        const current = await placeOf(transaction, id, serverId);
        // A voice that its owner keeps from the server is none of its admins' business.
        if (!current || (current.shared === 0 && current.approval === 'none')) return undefined;
        await put(transaction, { ...current, approval });
        const profile = await profileBy(transaction, id);
        await audit(transaction, {
          serverId,
          actorId: adminId,
          ...(profile && { subjectId: profile.ownerId }),
          atMs: now(),
          what: `voice-${approval}`,
          changes: [{ path: profile?.name ?? '', before: current.approval, after: approval }],
        });
        return profile;
      });
    },
    async waiting(serverId) {
      const rows = await database
        .selectFrom('voice_servers')
        .select('voice_id')
        .where('server_id', '=', serverId)
        .where('approval', '=', 'waiting')
        .orderBy('asked_at')
        .execute();
      const profiles = await profilesBy(
        database,
        rows.map((row) => row.voice_id),
      );
      const byId = new Map(profiles.map((profile) => [profile.id, profile]));
      return rows.flatMap((row) => byId.get(row.voice_id) ?? []);
    },
  };
}

function newPlace(voiceId: string, serverId: string, nowMs: number): Place {
  return { voice_id: voiceId, server_id: serverId, shared: 0, approval: 'none', asked_at: nowMs };
}

async function placeOf(
  transaction: Database,
  voiceId: string,
  serverId: string,
): Promise<Place | undefined> {
  return transaction
    .selectFrom('voice_servers')
    .selectAll()
    .where('voice_id', '=', voiceId)
    .where('server_id', '=', serverId)
    .executeTakeFirst();
}

async function put(transaction: Database, place: Place): Promise<void> {
  const { shared, approval, asked_at } = place;
  await transaction
    .insertInto('voice_servers')
    .values(place)
    .onConflict((conflict) =>
      conflict.columns(['voice_id', 'server_id']).doUpdateSet({ shared, approval, asked_at }),
    )
    .execute();
}
