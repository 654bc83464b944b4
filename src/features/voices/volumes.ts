import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Changes } from '#features/settings/setting.ts';
import { inDecibels } from '#features/settings/told-values.ts';
import { withChanges } from '#features/settings/values.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';

export type VolumesParts = Pick<Store, 'serverSettings' | 'people' | 'members'>;

/** How loud people, and whole servers, are heard. Tells what counts; without a change it changes nothing. */
export class Volumes {
  readonly #parts: VolumesParts;

  constructor(parts: VolumesParts) {
    this.#parts = parts;
  }

  /** Somebody's own, everywhere. */
  async mine(asker: Asker, changes: Changes): Promise<Text> {
    const { people, members } = this.#parts;
    const userId = asker.id;
    const scope = { guildId: serverOf(asker), userId };
    if (isAny(changes))
      await people.change(userId, { actorId: userId }, (person) => withChanges(person, changes));
    const [person, member] = await Promise.all([people.get(userId), members.get(scope)]);
    const mine = text(($) => $.calls.volume.mine, { volume: inDecibels(person.volumeDb) });
    if (member.volumeDb === undefined) return mine;
    const volume = inDecibels(member.volumeDb);
    return inARow(
      mine,
      text(($) => $.calls.volume.instead, { volume }),
    );
  }

  /** Somebody's in this server, set by a moderator; without a value it is the person's own again. */
  async ofPerson(asker: Asker, userId: string, changes: Changes): Promise<Text> {
    const scope = { guildId: serverOf(asker), userId };
    const wanted = { volumeDb: undefined, ...changes };
    const { volumeDb } = await this.#parts.members.change(scope, { actorId: asker.id }, (member) =>
      withChanges(member, wanted),
    );
    const person = `<@${userId}>`;
    return volumeDb === undefined
      ? text(($) => $.calls.volume.own, { person })
      : text(($) => $.calls.volume.person, { person, volume: inDecibels(volumeDb) });
  }

  /** This server's, for everything. */
  async ofServer(asker: Asker, changes: Changes): Promise<Text> {
    const { serverSettings } = this.#parts;
    const guildId = serverOf(asker);
    const by = { actorId: asker.id };
    const { volumeDb } = isAny(changes)
      ? await serverSettings.change(guildId, by, (server) => withChanges(server, changes))
      : await serverSettings.get(guildId);
    return text(($) => $.calls.volume.server, { volume: inDecibels(volumeDb) });
  }
}

function isAny(changes: Changes): boolean {
  return Object.keys(changes).length > 0;
}
