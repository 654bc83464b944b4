import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import type { Chooser } from '#voices/chooser.ts';
import { knownTag } from '#voices/language.ts';
import { isForced } from '#voices/layers.ts';
import type { AskedVoice } from '#voices/layers.ts';
import { unknownLanguage } from '#voices/resolve.ts';
import { speakerOf } from '#voices/speaker.ts';
import { tagOf } from '#voices/spoken-language.ts';
import { usableVoices } from '#voices/suggestions.ts';

import { browsePage } from './browse-page.ts';
import { filtered, keyOfReference } from './browse-state.ts';
import type { BrowseState } from './browse-state.ts';
import { browseView } from './browse-view.ts';
import type { Preferences } from './preferences.ts';
import { sampleText, spendSample } from './samples.ts';
import { whoSpeaks } from './who-speaks.ts';
import type { WhoSpeaksParts } from './who-speaks.ts';

export interface BrowsingParts
  extends
    Pick<Store, 'people' | 'members' | 'serverSettings' | 'voices' | 'quotas'>,
    Pick<WhoSpeaksParts, 'languages'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly chooser: Pick<Chooser, 'check' | 'preview'>;
  readonly speaking: Pick<Speaking, 'sample'>;
  readonly preferences: Pick<Preferences, 'set'>;
  /** Resolves when voices are known. Rejects with the `SpeechError` for which there are none. */
  readonly ready: () => Promise<void>;
}

/** Looking at voices before choosing one. What a person may not use is not there, whatever they send. */
export class Browsing {
  readonly #parts: BrowsingParts;

  constructor(parts: BrowsingParts) {
    this.#parts = parts;
  }

  /** The first page of the voices that fit. Rejects with a `UserError` for a language that no voice speaks. */
  async open(
    asker: Asker,
    { language, gender = '' }: { readonly language?: string; readonly gender?: string },
  ): Promise<View> {
    const { ready, catalogue } = this.#parts;
    await ready();
    const { book } = catalogue;
    const languages = book.offers.map((offer) => offer.language);
    const tag = language === undefined ? '' : knownTag(language, languages, asker.locale);
    if (tag === undefined) throw new UserError(unknownLanguage(language ?? '', book));
    const state = filtered({ page: 0 }, 'gender', gender);
    return this.page(asker, filtered(state, 'language', tag));
  }

  async page(asker: Asker, state: BrowseState): Promise<View> {
    const { ready, catalogue, people, serverSettings } = this.#parts;
    const speaker = speakerOf(asker);
    const { guildId } = speaker;
    await ready();
    const [kept, person, here, server] = await Promise.all([
      usableVoices(speaker, this.#parts),
      people.get(asker.id),
      voiceHere(asker, this.#parts),
      guildId === undefined ? undefined : serverSettings.get(guildId),
    ]);
    const forbidden = new Set(server?.forbiddenVoices);
    const browsable = { book: catalogue.book, kept, viewerId: asker.id, forbidden, t: asker.t };
    return browseView(browsePage(state, browsable), here ?? person.voice.voice, asker.t);
  }

  /** Lets the person hear a voice: in the call that they are in with the bot, else as a recording for them alone. */
  async hear(asker: Asker, reference: string, reply: Reply): Promise<void> {
    const voice = await this.#keyOf(reference);
    const chosen = await this.#parts.chooser.check({ voice }, speakerOf(asker));
    await assertNotForced(asker, this.#parts);
    await this.#sample(asker, chosen, { voice }, reply);
  }

  /** Lets the person hear who speaks for them. */
  async hearOwn(asker: Asker, reply: Reply): Promise<void> {
    const chosen = await whoSpeaks(speakerOf(asker), this.#parts);
    await this.#sample(asker, chosen, {}, reply);
  }

  /** Makes it the person's voice: everywhere, or in this server when they have one of their own for it. */
  async use(asker: Asker, reference: string, state: BrowseState): Promise<View> {
    const onlyHere = (await voiceHere(asker, this.#parts)) !== undefined;
    const voice = await this.#keyOf(reference);
    await this.#parts.preferences.set(asker, { voice }, onlyHere);
    return this.page(asker, state);
  }

  async #sample(asker: Asker, chosen: ChosenVoice, asked: AskedVoice, reply: Reply): Promise<void> {
    await spendSample(asker.id, this.#parts.quotas);
    const text = sampleText(tagOf(chosen, undefined, this.#parts));
    // In the language of the voice, whichever the person has set, and whatever the words show.
    const language = chosen.offer?.language.tag ?? chosen.request.language;
    await this.#parts.speaking.sample(asker, { text, choice: { ...asked, language } }, reply);
  }

  async #keyOf(reference: string): Promise<string> {
    const { ready, catalogue } = this.#parts;
    await ready();
    const key = keyOfReference(reference, catalogue.book);
    if (key !== undefined) return key;
    throw new UserError(text(($) => $.voicePanels.refused.voiceGone));
  }
}

/** The voice that speaks for the person in this server alone. */
async function voiceHere(
  { id: userId, guildId }: Asker,
  { members }: Pick<Store, 'members'>,
): Promise<string | undefined> {
  if (guildId === undefined) return undefined;
  return (await members.get({ guildId, userId })).voice.voice;
}

/** Where one voice speaks for everybody, no other is heard, not even to be chosen for elsewhere. */
async function assertNotForced(
  { guildId, channelId = '' }: Asker,
  { serverSettings }: Pick<Store, 'serverSettings'>,
): Promise<void> {
  if (guildId === undefined) return;
  const server = await serverSettings.get(guildId);
  const channel = server.channels[channelId]?.voice;
  if (isForced({ asked: {}, server, ...(channel && { channel }) }))
    throw new UserError(text(($) => $.voicePanels.refused.oneVoiceForAll));
}
