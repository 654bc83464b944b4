import type { Kysely } from 'kysely';

interface Tables {
  readonly settings: { server_id: string; person_id: string; value: string };
  readonly audit: { server_id: string; what: string; changes: string };
}

/** The marks of every server that set none of its own, as they were written down with whatever else it set. */
const usualBefore = JSON.stringify([';', '-']);

/** Takes the marks out of settings where nobody chose them, so that the usual one counts there from now on. */
export async function up(database: Kysely<Tables>): Promise<void> {
  const servers = await database
    .selectFrom('settings')
    .select(['server_id', 'value'])
    .where('person_id', '=', '')
    .execute();
  for (const { server_id: guildId, value } of servers) {
    const settings = settingsOf(value);
    if (!settings || JSON.stringify(settings.reading.skipMarks) !== usualBefore) continue;
    const chosen = await database
      .selectFrom('audit')
      .select('server_id')
      .where('server_id', '=', guildId)
      .where('what', '=', 'settings')
      .where('changes', 'like', '%"reading.skipMarks"%')
      .executeTakeFirst();
    if (chosen) continue;
    const { skipMarks: _, ...reading } = settings.reading;
    await database
      .updateTable('settings')
      .set({ value: JSON.stringify({ ...settings, reading }) })
      .where('server_id', '=', guildId)
      .where('person_id', '=', '')
      .execute();
  }
}

interface Settings {
  readonly reading: { readonly skipMarks?: unknown };
}

/** Undefined for whatever can't be read, which is left as it is. */
function settingsOf(json: string): Settings | undefined {
  try {
    const value = JSON.parse(json) as Partial<Settings> | null;
    return typeof value?.reading === 'object' && value.reading !== null
      ? { ...value, reading: value.reading }
      : undefined;
  } catch {
    return undefined;
  }
}
