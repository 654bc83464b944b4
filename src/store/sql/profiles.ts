import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';

import type { ClipFacts } from '../clips.ts';
import type { Approval, VoiceProfile, VoiceSound } from '../voices.ts';
import type { Database, Tables } from './tables.ts';

/** The profiles of which the condition is true, by name. `onlyIn`: without what holds in any other server. */
export async function profilesWhere(
  database: Database,
  condition: (is: ExpressionBuilder<Tables, 'voices'>) => Expression<SqlBool>,
  onlyIn?: string,
): Promise<readonly VoiceProfile[]> {
  const rows = await database
    .selectFrom('voices')
    .selectAll()
    .where(condition)
    .orderBy('name_key')
    .orderBy('id')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const places = await database
    .selectFrom('voice_servers')
    .selectAll()
    .where('voice_id', 'in', ids)
    .$if(onlyIn !== undefined, (query) => query.where('server_id', '=', onlyIn ?? ''))
    .orderBy('server_id')
    .execute();
  const bans = await database
    .selectFrom('voice_bans')
    .select(['person_id', 'server_id'])
    .where('person_id', 'in', [...new Set(rows.map((row) => row.owner_id))])
    .$if(onlyIn !== undefined, (query) => query.where('server_id', '=', onlyIn ?? ''))
    .orderBy('server_id')
    .execute();
  const barred = await database
    .selectFrom('bans')
    .select('subject_id')
    .where('kind', '=', 'person')
    .where('subject_id', 'in', [...new Set(rows.map((row) => row.owner_id))])
    .execute();
  const barredIds = new Set(barred.map((ban) => ban.subject_id));
  const placesById = Map.groupBy(places, (place) => place.voice_id);
  const bansByOwner = Map.groupBy(bans, (ban) => ban.person_id);
  return rows.map((row) =>
    profileOf(row, placesById.get(row.id) ?? [], {
      bans: bansByOwner.get(row.owner_id) ?? [],
      isBarred: barredIds.has(row.owner_id),
    }),
  );
}

export async function profileBy(database: Database, id: string): Promise<VoiceProfile | undefined> {
  const [profile] = await profilesWhere(database, (is) => is('id', '=', id));
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
  owner: {
    readonly bans: readonly Pick<Tables['voice_bans'], 'server_id'>[];
    readonly isBarred: boolean;
  },
): VoiceProfile {
  const bannedIn = new Set(owner.bans.map((ban) => ban.server_id));
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
    ...(owner.isBarred && { isBarred: true }),
    createdAtMs: row.created_at,
  };
}
