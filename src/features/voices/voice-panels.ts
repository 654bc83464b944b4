import type { User } from 'discord.js';

import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import { UserError } from '#errors.ts';
import type { Banning } from '#features/oversight/banning.ts';
import type { OversightMail } from '#features/oversight/oversight-mail.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser } from '#voices/chooser.ts';
import { speakerOf } from '#voices/speaker.ts';
import { visibleTo } from '#voices/visible-voices.ts';

import { Browsing } from './browsing.ts';
import { othersVoiceView } from './others-voice.ts';
import { Preferences } from './preferences.ts';
import { serverVoices } from './server-voices.ts';
import { showView } from './show-view.ts';
import type { WhoSpeaksParts } from './who-speaks.ts';

export interface VoicePanelsParts
  extends
    Pick<Store, 'people' | 'members' | 'serverSettings' | 'voices' | 'voiceBans' | 'quotas'>,
    Pick<WhoSpeaksParts, 'languages'> {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  readonly chooser: Pick<Chooser, 'check' | 'preview'>;
  readonly speaking: Pick<Speaking, 'sample' | 'silence'>;
  readonly banning: Banning;
  readonly mail: Pick<OversightMail, 'obstacle'>;
  readonly view: Pick<GuildView, 'namesOf' | 'roleName' | 'channelName'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

type ShownPerson = Pick<User, 'id' | 'bot'>;

/** Everything that `/voice` does. */
export type VoicePanels = ReturnType<typeof voicePanels>;

export function voicePanels(given: VoicePanelsParts) {
  const parts = { ...given, ...awaitingVoices(given) };
  const own = new Preferences(parts);
  const known = async (asker: Asker): Promise<KnownVoices> => {
    const [{ own: mine, shared }] = await Promise.all([
      visibleTo(speakerOf(asker), parts.voices),
      // The settings are shown all the same, then without names.
      parts.ready().catch(() => undefined),
    ]);
    return { book: parts.catalogue.book, kept: [...mine, ...shared] };
  };
  return {
    preferences: own,
    server: serverVoices(parts),
    browsing: new Browsing({ ...parts, preferences: own }),
    /** Shows who speaks for the asker, or for somebody else here as far as the asker may know. Rejects with a `UserError`. */
    async shown(asker: Asker, person?: ShownPerson | null) {
      if (person) assertHasVoice(person);
      return person && person.id !== asker.id
        ? othersVoiceView(asker, person.id, await known(asker), parts)
        : showView(await own.show(asker), await known(asker), asker.t);
    },
    /** The voices that this person may know by name. */
    known,
  };
}

/** Throws a `UserError` for a bot. */
export function assertHasVoice({ bot }: Pick<User, 'bot'>): void {
  if (bot) throw new UserError(text(($) => $.voicePanels.refused.bot));
}

/** At the very first start no voice is known until the service has answered: whoever asks by then waits for that. */
function awaitingVoices({ catalogue, chooser, languages, closing }: VoicePanelsParts) {
  const ready = async (): Promise<void> => {
    if (catalogue.book.offers.length === 0) await catalogue.known(closing);
  };
  return {
    ready,
    chooser: {
      async check(...choice: Parameters<Chooser['check']>) {
        await ready();
        return chooser.check(...choice);
      },
      async preview(...choice: Parameters<Chooser['preview']>) {
        await ready();
        return chooser.preview(...choice);
      },
    },
    languages: {
      async find(...written: Parameters<(typeof languages)['find']>) {
        await ready();
        return languages.find(...written);
      },
    },
  };
}
