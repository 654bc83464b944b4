import type { Asker } from '#discord/asker.ts';
import type { Store } from '#store/store.ts';

/** The languages that the person has set, those for this server first. */
export async function languagesOf(
  { id: personId, guildId: serverId }: Asker,
  { people, members }: Pick<Store, 'people' | 'members'>,
): Promise<readonly string[]> {
  const [member, person] = await Promise.all([
    serverId === undefined ? undefined : members.get({ serverId, personId }),
    people.get(personId),
  ]);
  return [member?.voice.language, person.voice.language].filter((one) => one !== undefined);
}
