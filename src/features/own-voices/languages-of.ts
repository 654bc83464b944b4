import type { Asker } from '#discord/asker.ts';
import type { Store } from '#store/store.ts';

/** The languages that the person has set, those for this server first. */
export async function languagesOf(
  { id: personId, guildId }: Asker,
  { people, members }: Pick<Store, 'people' | 'members'>,
): Promise<readonly string[]> {
  const [member, person] = await Promise.all([
    guildId === undefined ? undefined : members.get({ guildId, personId }),
    people.get(personId),
  ]);
  return [member?.voice.language, person.voice.language].filter((one) => one !== undefined);
}
