import type { GuildView } from '#discord/guild-view.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { filtered } from '#text/filter.ts';
import { baseOf } from '#text/locale.ts';
import type { Message } from '#text/message.ts';
import { cutUp, putTogether, wordsOf } from '#text/translatable.ts';
import type { TranslationService } from '#translation/service.ts';
import { TranslationError } from '#translation/translation.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import type { Chooser, SpokenFor } from '#voices/chooser.ts';
import type { AskedVoice } from '#voices/layers.ts';

import { filterOf, languagesOf } from './dictionaries.ts';
import type { TextLanguages } from './text-languages.ts';
import { targetOf } from './translation-target.ts';
import { translatedNote, untranslated } from './untranslated.ts';
import type { Untranslated, WhyUntranslated } from './untranslated.ts';

export interface TranslatingParts extends Pick<Store, 'people' | 'serverSettings' | 'wordFilter'> {
  /** Undefined where the operator has set none. */
  readonly service: TranslationService | undefined;
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly chooser: Pick<Chooser, 'preview'>;
  readonly languages: Pick<TextLanguages, 'find'>;
  readonly view: Pick<GuildView, 'parentOf'>;
  /** Told of each text that was to be translated, and what came of it. */
  readonly onTranslation?: ((outcome: TranslationOutcome) => void) | undefined;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** The outcome of a text that was to be translated, as figures have it. */
export type TranslationOutcome = 'translated' | 'same-language' | WhyUntranslated;

/** A text as it is read. */
export type Translated =
  | {
      readonly kind: 'translated';
      readonly text: Message;
      readonly language: string;
      /** Tells by whom. */
      readonly note: Text;
    }
  /** `untranslated` says why, where somebody wanted it in another language. */
  | { readonly kind: 'as-written'; readonly untranslated?: Untranslated };

export const asWritten: Translated = { kind: 'as-written' };

/** A text, with what decides how it is read. */
export interface Translatable {
  readonly text: Message;
  /** Its author, and where they wrote it. */
  readonly speaker: SpokenFor;
  /** The thread in which they wrote it, where they did in one: the speaker is in its channel. */
  readonly threadId?: string | undefined;
  readonly asked?: AskedVoice;
  /** Somebody else asks to hear it: nothing is remembered of it. */
  readonly isAsked?: boolean;
}

/** More is not sent: nobody listens to it, and servers refuse it. */
const maxChars = 4_000;
const maxTexts = 50;
/** One server may have so many texts under way at once: others want theirs, too. */
const maxAtOnce = 4;
const anyWords = 'a';

/** Has texts translated before they are read, where somebody wants that. */
export class Translating {
  readonly #parts: TranslatingParts;
  /** How many there are of each server, and of each person outside of servers. */
  readonly #underWay = new Map<string, number>();

  constructor(parts: TranslatingParts) {
    this.#parts = parts;
  }

  /** The language, as a tag, into which what somebody writes there is to be translated; undefined where it is read as it is. */
  async target({
    speaker,
    threadId,
  }: Pick<Translatable, 'speaker' | 'threadId'>): Promise<string | undefined> {
    const { userId, guildId, channelId } = speaker;
    const { service, people, serverSettings, view } = this.#parts;
    if (!service) return undefined;
    const [person, server] = await Promise.all([
      people.get(userId),
      guildId === undefined ? undefined : serverSettings.get(guildId),
    ]);
    const channelIds = channelId === undefined ? [] : [channelId, view.parentOf(channelId)];
    return targetOf(person, server?.reading, [threadId, ...channelIds]);
  }

  /** Resolves within 1.5 seconds; rejects only when the bot stops. What is sent are words alone: no names, links or code. */
  async translated(wanted: Translatable): Promise<Translated> {
    const { service, onTranslation } = this.#parts;
    const target = await this.target(wanted);
    if (!service || target === undefined) return asWritten;
    const made = await this.#inTime(wanted, service, target);
    const outcome =
      made.kind === 'translated' ? made.kind : (made.untranslated?.why ?? 'same-language');
    onTranslation?.(outcome);
    return made;
  }

  /** Drops all translations that are kept: they hold what people wrote. */
  forget(): void {
    this.#parts.service?.forget();
  }

  async #inTime(
    wanted: Translatable,
    service: TranslationService,
    target: string,
  ): Promise<Translated> {
    const failed = (why: WhyUntranslated): Translated => ({
      kind: 'as-written',
      untranslated: untranslated(why, service, target),
    });
    const cut = cutUp(await this.#heard(wanted));
    const texts = wordsOf(cut);
    if (texts.length === 0) return asWritten;
    const source = await this.#languageOf(texts.join('\n'), wanted, target);
    if (source !== undefined && baseOf(source) === baseOf(target)) return asWritten;
    const obstacle = await this.#obstacle(texts, wanted, service, target);
    if (obstacle) return failed(obstacle);
    try {
      const words = await this.#inTurn(wanted.speaker, () =>
        service.translate({ texts, source, target }, this.#parts.closing),
      );
      if (charsOf(words) > maxChars) return failed('refused');
      const text = putTogether(cut, words);
      return { kind: 'translated', text, language: target, note: translatedNote(service, target) };
    } catch (error) {
      if (error instanceof TranslationError) return failed(error.failure);
      throw error;
    }
  }

  /** Rejects where too many of that server are under way. */
  async #inTurn<Result>(
    { guildId, userId }: SpokenFor,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const key = guildId ?? userId;
    const before = this.#underWay.get(key) ?? 0;
    if (before >= maxAtOnce) throw new TranslationError('busy');
    this.#underWay.set(key, before + 1);
    try {
      return await work();
    } finally {
      const left = (this.#underWay.get(key) ?? 1) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    }
  }

  /** Why nothing is sent. */
  async #obstacle(
    texts: readonly string[],
    { speaker, asked }: Translatable,
    service: TranslationService,
    target: string,
  ): Promise<WhyUntranslated | undefined> {
    const { people, wordFilter, chooser } = this.#parts;
    const { userId, guildId } = speaker;
    if ((await people.get(userId)).optedOut) return 'opted-out';
    if (texts.length > maxTexts || charsOf(texts) > maxChars) return 'too-long';
    const words = guildId === undefined ? [] : await wordFilter.words(guildId);
    if (words.length > 0) {
      const filter = await filterOf(words);
      if (filtered(texts.join(' '), filter, '').found > 0) return 'filtered';
    }
    if (service.speaks(target) === false) return 'no-language';
    try {
      const written = { language: target, script: undefined };
      await chooser.preview(anyWords, speaker, { ...asked, language: target }, written);
      return undefined;
    } catch (error) {
      if (error instanceof UserError) return 'no-voice';
      throw error;
    }
  }

  /** The language of a text that shows it, or is likely in that of the translation; undefined where the service is to find it. */
  async #languageOf(
    text: string,
    { speaker, isAsked = false }: Translatable,
    target: string,
  ): Promise<string | undefined> {
    const { languages, catalogue, service, serverSettings } = this.#parts;
    const { guildId } = speaker;
    const server = guildId === undefined ? undefined : await serverSettings.get(guildId);
    const named = server?.reading.languages ?? [];
    const known = [...languagesOf(catalogue.book.models), ...(service?.targets() ?? [])];
    const allowed = [...new Set((named.length > 0 ? named : known).map((tag) => baseOf(tag)))];
    const { language, shown } = await languages.find(text, speaker, { allowed, isAsked });
    const isOfTarget = language !== undefined && baseOf(language) === baseOf(target);
    return shown || isOfTarget ? language : undefined;
  }

  /** As much of a message as is read: the rest is nobody's business. */
  async #heard({ text, speaker: { guildId } }: Translatable): Promise<Message> {
    if (guildId === undefined) return text;
    const { words } = await this.#parts.serverSettings.get(guildId);
    const { forwarded } = text;
    return { ...readOf(text, words), ...(forwarded && { forwarded: readOf(forwarded, words) }) };
  }
}

/** A message, or one that it passes on, without what its server doesn't read beside the text. */
function readOf<Body extends Omit<Message, 'forwarded'>>(
  { poll, embeds, ...rest }: Body,
  words: Pick<ServerSettings['words'], 'attachments' | 'embeds'>,
) {
  return {
    ...rest,
    ...(words.attachments && poll && { poll }),
    ...(words.embeds && embeds && { embeds }),
  };
}

function charsOf(texts: readonly string[]): number {
  return texts.reduce((sum, { length }) => sum + length, 0);
}

/** Tells people of a translation that they set; undefined where none was wanted. */
export function translationNote(translated: Translated): Text | undefined {
  if (translated.kind === 'translated') return translated.note;
  const why = translated.untranslated?.because;
  return why && text(($) => $.translation.original, { why });
}
