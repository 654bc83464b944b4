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
  const bansByOwner = await bansOf(
    database,
    rows.map((row) => row.owner_id),
  );
  return rows.map((row) =>
    profileOf(row, placesById.get(row.id) ?? [], bansByOwner.get(row.owner_id) ?? new Set()),
  );
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

/** The servers in which no voice of a person speaks, by person. */
async function bansOf(
  database: Database,
  ownerIds: Ids,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const bans = await database
    .selectFrom('voice_bans')
    .select(['person_id', 'server_id'])
    .where('person_id', 'in', [...new Set(ownerIds)])
    .orderBy('server_id')
    .execute();
  const byPerson = Map.groupBy(bans, (ban) => ban.person_id);
  return new Map(
    [...byPerson].map(([id, of]) => [id, new Set(of.map(({ server_id }) => server_id))]),
  );
}

function profileOf(
  row: Tables['voices'],
  places: readonly Tables['voice_servers'][],
  bannedIn: ReadonlySet<string>,
): VoiceProfile {
  const placed = places.map((place) => ({
    guildId: place.server_id,
    shared: place.shared === 1,
    approval: place.approval as Approval,
    ownerBanned: bannedIn.has(place.server_id),
  }));
  const elsewhere = [...bannedIn].filter((id) => places.every((place) => place.server_id !== id));
  return {
    id: row.id,
    ownerId: row.owner_id,
    name: row.name,
    // Written by `keep` alone; a migration changes what is stored when its shape changes.
    sound: JSON.parse(row.sound) as VoiceSound<ClipFacts>,
    servers: [
      ...placed,
      ...elsewhere.map((guildId) => ({
        guildId,
        shared: false,
        approval: 'none' as const,
        ownerBanned: true,
      })),
    ],
    createdAtMs: row.created_at,
  };
}
