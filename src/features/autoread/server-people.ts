import type { Asker } from '#discord/asker.ts';
import { serverOf } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { Changes } from '#features/settings/setting.ts';
import { withChanges } from '#features/settings/values.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import { withProxy } from '#voices/proxy-settings.ts';
import { quoted } from '#voices/quoted.ts';

/** UTF-16 units, as of the words of dictionaries: every message is looked through for all of them. */
const maxFilteredLength = 60;

export type ServerPeopleParts = Pick<Store, 'people' | 'members' | 'mutes' | 'wordFilter'> & {
  readonly now: () => number;
};

interface PersonToMute {
  readonly id: string;
  /** In that server; its owner is one. */
  readonly isAdministrator: boolean;
  /** The bot itself. */
  readonly isSelf: boolean;
}

/** The people and words that a server doesn't want to hear, and the names that its people are called. */
export class ServerPeople {
  readonly #parts: ServerPeopleParts;

  constructor(parts: ServerPeopleParts) {
    this.#parts = parts;
  }

  /** Stops reading the person, for a time or until taken back. Only people who manage the server silence its administrators. */
  async mute(asker: Asker, person: PersonToMute, forMs?: number): Promise<void> {
    const { id: userId, isAdministrator, isSelf } = person;
    const guildId = serverOf(asker);
    if (isSelf) throw new UserError(text(($) => $.autoread.muteBot));
    if (isAdministrator && !asker.managesServer)
      throw new UserError(text(($) => $.autoread.muteAdmin, { person: `<@${userId}>` }));
    const until = forMs === undefined ? {} : { untilMs: this.#parts.now() + forMs };
    await this.#parts.mutes.mute(guildId, { userId, ...until }, asker.id);
  }

  /** False when the person wasn't muted. */
  async unmute(asker: Asker, userId: string): Promise<boolean> {
    return this.#parts.mutes.unmute(serverOf(asker), userId, asker.id);
  }

  async muted(asker: Asker): ReturnType<Store['mutes']['list']> {
    return this.#parts.mutes.list(serverOf(asker));
  }

  async filter(
    asker: Asker,
    change: { readonly add?: readonly string[]; readonly remove?: readonly string[] },
  ): Promise<readonly string[]> {
    const { wordFilter } = this.#parts;
    const guildId = serverOf(asker);
    const long = change.add?.find((word) => word.length > maxFilteredLength);
    if (long !== undefined) {
      const values = { word: quoted(long), most: maxFilteredLength };
      throw new UserError(text(($) => $.autoread.filterTooLong, values));
    }
    if (change.add || change.remove) await wordFilter.change(guildId, asker.id, change);
    return wordFilter.words(guildId);
  }

  /**
   * Sets the name that one is called aloud here, and whether one agrees to be read. `everywhere`: the name is for all
   * servers, this one included.
   */
  async me(
    asker: Asker,
    changes: Changes,
    everywhere = false,
  ): Promise<{ readonly agrees: boolean; readonly name: string | undefined }> {
    const { people, members } = this.#parts;
    const scope = { guildId: serverOf(asker), userId: asker.id };
    const by = { actorId: asker.id };
    const { spokenName } = changes;
    const names = Object.hasOwn(changes, 'spokenName');
    if (everywhere && names)
      await people.change(asker.id, by, (person) => withChanges(person, { spokenName }));
    const here = names && { setBy: undefined, spokenName: everywhere ? undefined : spokenName };
    if (Object.keys(changes).length > 0)
      await members.change(scope, by, (member) => withChanges(member, { ...changes, ...here }));
    const [person, member] = await Promise.all([people.get(asker.id), members.get(scope)]);
    return { agrees: member.optedIn, name: member.spokenName ?? person.spokenName };
  }

  /** Sets the name that one is called aloud where a proxy posts under that name, in all servers. */
  async meAs(asker: Asker, proxyName: string, { spokenName }: Changes): Promise<void> {
    await this.#parts.people.change(asker.id, { actorId: asker.id }, (person) =>
      withProxy(person, proxyName, (proxy) => withChanges(proxy, { spokenName })),
    );
  }

  /** Sets, for a moderator, the name that somebody is called aloud here. */
  async call(asker: Asker, userId: string, { spokenName }: Changes): Promise<void> {
    const scope = { guildId: serverOf(asker), userId };
    await this.#parts.members.change(scope, { actorId: asker.id }, (member) =>
      withChanges(member, { spokenName, setBy: asker.id }),
    );
  }
}
