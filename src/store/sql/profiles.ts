import type { ClipFacts } from '../clips.ts';
import type { Approval, VoiceProfile, VoiceSound } from '../voices.ts';
import type { Database, Tables } from './tables.ts';

/** The ids of the profiles that are asked for. */
type Ids = readonly string[];

/** Profiles by name; ids that don't exist are left out. */
export async function profilesBy(database: Database, ids: Ids): Promise<readonly VoiceProfile[]> {
  if (ids.length === 0) return [];
  const rows = await database
    .selectFrom('voices')
    .selectAll()
    .where('id', 'in', ids)
    .orderBy('name_key')
    .orderBy('id')
    .execute();
  const places = await database
    .selectFrom('voice_servers')
    .selectAll()
    .where('voice_id', 'in', ids)
    .orderBy('server_id')
    .execute();
  const placesById = Map.groupBy(places, (place) => place.voice_id);
  return rows.map((row) => profileOf(row, placesById.get(row.id) ?? []));
}

export async function profileBy(database: Database, id: string): Promise<VoiceProfile | undefined> {
  const [profile] = await profilesBy(database, [id]);
  return profile;
}

/** Only when the person owns it. */
export async function ownProfile(
  database: Database,
  id: string,
  ownerId: string,
): Promise<VoiceProfile | undefined> {
  const profile = await profileBy(database, id);
  return profile?.ownerId === ownerId ? profile : undefined;
}

function profileOf(
  row: Tables['voices'],
  places: readonly Tables['voice_servers'][],
): VoiceProfile {
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    // Written by `keep` alone; a migration changes what is stored when its shape changes.
    sound: JSON.parse(row.sound) as VoiceSound<ClipFacts>,
    servers: places.map((place) => ({
      serverId: place.server_id,
      shared: place.shared === 1,
      approval: place.approval as Approval,
    })),
    createdAtMs: row.created_at,
  };
}
