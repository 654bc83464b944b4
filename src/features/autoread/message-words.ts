import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Calls } from '#call/calls.ts';
import type { Translated } from '#features/wording/translating.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import type { Incoming } from './incoming.ts';
import type { Outcomes } from './outcomes.ts';
import type { Phrased } from './spoken-messages.ts';
import { worded } from './wording.ts';
import type { Worded, WordingParts } from './wording.ts';

export interface MessageWordsParts extends Omit<WordingParts, 'catalogue'> {
  readonly calls: Pick<Calls, 'queue'>;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  readonly outcomes: Pick<Outcomes, 'note' | 'noteUntranslated' | 'textFor' | 'tellOnce'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** A message that is read, with what its words depend on. */
export interface ToPhrase {
  readonly incoming: Incoming;
  /** Absent where nobody wants it in another language. */
  readonly translated: Translated | undefined;
  readonly settings: ServerSettings;
  /** It begins with its author's name. */
  readonly introduced: boolean;
}

/** The words to speak for messages. */
export class MessageWords {
  readonly #parts: MessageWordsParts;

  constructor(parts: MessageWordsParts) {
    this.#parts = parts;
  }

  /** The words to speak, if any. Somebody else's line may come before one that waits, which then needs its author's name. */
  async phrased(message: ToPhrase): Promise<Phrased | undefined> {
    const { incoming, translated, settings, introduced } = message;
    const made = await this.#worded(message);
    const untranslated = translated?.kind === 'as-written' ? translated.untranslated : undefined;
    if (translated) this.#parts.outcomes.noteUntranslated(incoming, untranslated);
    if (made?.kind !== 'words') return undefined;
    const waits = this.#parts.calls.queue(incoming.guildId).length > 0;
    if (introduced || !waits || settings.words.said !== 'on-change') return made;
    // Once is as much as may be done in one turn of the event loop.
    await nextTurn();
    const named = await this.#worded({ ...message, introduced: true });
    return named?.kind === 'words' ? { ...made, named: named.request } : made;
  }

  /** The words to speak; undefined when they can't be told, which is noted as well as that there are none. */
  async #worded({
    incoming,
    translated,
    settings,
    introduced,
  }: ToPhrase): Promise<Worded | undefined> {
    const { catalogue, outcomes, closing } = this.#parts;
    try {
      if (catalogue.book.offers.length === 0) await catalogue.known(closing);
      const wordable = { ...incoming, ...(translated && { translated }) };
      const made = await worded(wordable, settings, introduced, this.#parts);
      if (made.kind === 'no-words') outcomes.note(incoming, made);
      return made;
    } catch (error) {
      const text = outcomes.textFor(error);
      outcomes.note(incoming, { kind: 'failed', text });
      outcomes.tellOnce(incoming.guildId, text);
      return undefined;
    }
  }
}
