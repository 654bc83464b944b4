import { actorOf, serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { Changes } from '#features/settings/setting.ts';
import { withChanges } from '#features/settings/values.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type {
  MemberSettings,
  PersonSettings,
  ProxySettings,
  VoiceSettings,
} from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import type { Chooser } from '#voices/chooser.ts';
import { profileIdOf } from '#voices/profile-key.ts';
import { proxyNamed, withProxy } from '#voices/proxy-settings.ts';
import { speakerOf } from '#voices/speaker.ts';

import { assertShared, newSetting } from './setting.ts';
import type { WantedVoice } from './setting.ts';
import { whoSpeaks } from './who-speaks.ts';
import type { WhoSpeaksParts } from './who-speaks.ts';

export interface PreferencesParts
  extends
    Pick<Store, 'people' | 'members' | 'serverSettings' | 'voices'>,
    Pick<WhoSpeaksParts, 'languages'> {
  readonly chooser: Pick<Chooser, 'check' | 'preview'>;
}

/** Everything that `/voice show` shows. */
export type ShownPreferences = Awaited<ReturnType<Preferences['show']>>;

/** Which voice people have, by their own choice or a moderator's. Everything rejects with a `UserError` that says why not. */
export class Preferences {
  readonly #parts: PreferencesParts;

  constructor(parts: PreferencesParts) {
    this.#parts = parts;
  }

  /** Sets what is wanted for the person: everywhere, or only in this server. */
  async set(asker: Asker, wanted: WantedVoice, onlyHere: boolean): Promise<ShownPreferences> {
    const { people, members, chooser } = this.#parts;
    const scope = onlyHere && { guildId: serverOf(asker), userId: asker.id };
    const { voice: current } = await (scope ? members.get(scope) : people.get(asker.id));
    const { settings, note } = await newSetting(current, wanted, speakerOf(asker), chooser);
    if (scope)
      await members.change(scope, { actorId: asker.id }, (member) => ({
        ...unset(member),
        voice: settings,
      }));
    else await this.#change(asker, (person) => ({ ...person, voice: settings }));
    return this.show(asker, note);
  }

  /** Sets what is wanted for what a proxy posts for the person under that name, everywhere. */
  async setAs(asker: Asker, proxyName: string, wanted: WantedVoice): Promise<ShownPreferences> {
    const { people, chooser } = this.#parts;
    const { proxies } = await people.get(asker.id);
    const current = proxyNamed(proxies, proxyName)?.voice ?? {};
    const { settings, note } = await newSetting(current, wanted, speakerOf(asker), chooser);
    await this.#changeProxy(asker, proxyName, settings);
    return this.show(asker, note);
  }

  async resetAs(asker: Asker, proxyName: string): Promise<ShownPreferences> {
    await this.#changeProxy(asker, proxyName, {});
    return this.show(asker);
  }

  async show(asker: Asker, note?: Text) {
    const { people, members } = this.#parts;
    const { id: userId, guildId } = asker;
    const [person, member, speaks] = await Promise.all([
      people.get(userId),
      guildId === undefined ? undefined : members.get({ guildId, userId }),
      orRefusal(whoSpeaks(speakerOf(asker), this.#parts)),
    ]);
    const notes: readonly Text[] = note === undefined ? [] : [note];
    const proxies: readonly ProxySettings[] = person.proxies.filter(
      ({ voice }) => Object.keys(voice).length > 0,
    );
    return {
      userId,
      everywhere: person.voice,
      /** In this server; undefined in direct messages. */
      here: member?.voice,
      /** The moderator who set what holds here. */
      setBy: member?.setBy,
      lends: person.lendsSettings,
      /** How loud the person is heard: everywhere, and here where a moderator has said so. */
      volumeDb: { everywhere: person.volumeDb, here: member?.volumeDb },
      /** Names of proxies that have a voice of their own. */
      proxies,
      /** The voice that speaks for the person here, now; the refusal when none can. */
      speaks,
      notes,
    };
  }

  async reset(asker: Asker, onlyHere: boolean): Promise<ShownPreferences> {
    const { id: userId, guildId } = asker;
    if (onlyHere) serverOf(asker);
    else await this.#change(asker, (person) => ({ ...person, voice: {} }));
    if (guildId !== undefined)
      await this.#parts.members.change({ guildId, userId }, { actorId: actorOf(asker) }, unset);
    return this.show(asker);
  }

  /** Takes over what somebody else has set, if they let others do so. */
  async copy(asker: Asker, userId: string): Promise<ShownPreferences> {
    const { settings, note } = await lentBy(userId, asker, this.#parts);
    await this.#change(asker, (person) => ({ ...person, voice: settings }));
    return this.show(asker, note);
  }

  /** Changes what the person set for themselves, other than the voice. */
  change(asker: Asker, changes: Changes): Promise<PersonSettings> {
    return this.#change(asker, (person) => withChanges(person, changes));
  }

  /**
   * By a moderator, in this server: resolves with the settings after it, as far as the moderator may see them, and with
   * what had to go for it. Nothing wanted: takes back what was set there, and resolves with undefined.
   */
  async setFor(asker: Asker, userId: string, wanted: WantedVoice) {
    const { members, chooser } = this.#parts;
    const scope = { guildId: serverOf(asker), userId };
    if (Object.keys(wanted).length === 0) {
      await members.change(scope, { actorId: asker.id }, unset);
      return undefined;
    }
    const { voice: current } = await members.get(scope);
    const { settings, chosen, note } = await newSetting(
      withoutPrivate(current),
      wanted,
      speakerOf(asker),
      chooser,
    );
    if (chosen.profile?.ownerId !== userId) assertShared(chosen, scope.guildId);
    // A moderator who only changes a speed takes no voice away, seen or not.
    const unseen = wanted.voice === undefined && isKept(current) && { voice: current.voice };
    await members.change(scope, { actorId: asker.id }, (member) => ({
      ...member,
      voice: { ...settings, ...unseen },
      setBy: asker.id,
    }));
    return { visible: settings, ...(note !== undefined && { note }) };
  }

  #change(
    asker: Asker,
    change: (person: PersonSettings) => PersonSettings,
  ): Promise<PersonSettings> {
    return this.#parts.people.change(asker.id, { actorId: actorOf(asker) }, change);
  }

  async #changeProxy(asker: Asker, proxyName: string, voice: VoiceSettings): Promise<void> {
    await this.#change(asker, (person) =>
      withProxy(person, proxyName, (proxy) => ({ ...proxy, voice })),
    );
  }
}

function isKept<Settings extends VoiceSettings>(
  settings: Settings,
): settings is Settings & { readonly voice: string } {
  return settings.voice !== undefined && profileIdOf(settings.voice) !== undefined;
}

function unset(member: MemberSettings): MemberSettings {
  const { setBy: _, ...others } = member;
  return { ...others, voice: {} };
}

/** The settings of somebody, as far as they lend them and the asker may use them. */
async function lentBy(
  userId: string,
  asker: Asker,
  { people, members, voices }: PreferencesParts,
): Promise<{ readonly settings: VoiceSettings; readonly note?: Text }> {
  const { guildId } = asker;
  const person = `<@${userId}>`;
  const settings = await people.get(userId);
  if (!settings.lendsSettings && userId !== asker.id)
    throw new UserError(text(($) => $.voicePanels.refused.lendsNothing, { person }));
  const member = guildId === undefined ? undefined : await members.get({ guildId, userId });
  const { voice, ...manner } = { ...settings.voice, ...member?.voice };
  if (voice === undefined) {
    if (Object.keys(manner).length === 0)
      throw new UserError(text(($) => $.voicePanels.refused.nothingToCopy, { person }));
    return { settings: manner };
  }
  const id = profileIdOf(voice);
  if (id === undefined || (await voices.find(id, speakerOf(asker))))
    return { settings: { voice, ...manner } };
  return {
    settings: manner,
    note: text(($) => $.voicePanels.privateNotCopied),
  };
}

/** A kept voice that a person set for themselves tells nobody else of itself, nor of its name. */
function withoutPrivate(settings: VoiceSettings): VoiceSettings {
  const { voice: _, ...manner } = settings;
  return isKept(settings) ? manner : settings;
}

/** Resolves with the voice, or with the refusal that tells people why none can speak. */
export async function orRefusal(choosing: Promise<ChosenVoice>): Promise<ChosenVoice | UserError> {
  try {
    return await choosing;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
