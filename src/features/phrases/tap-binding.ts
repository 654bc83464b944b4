import type { Asker } from '#discord/asker.ts';
import type { Choice } from '#discord/command.ts';
import type { Reply } from '#discord/reply.ts';
import type { Form, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Phrase, Phrases } from '#store/phrases.ts';
import type { Taps } from '#store/taps.ts';

import { decodeState, openingOf } from './board-state.ts';
import type { BoardState } from './board-state.ts';
import { bookFor, ownerFor, phraseIn } from './books.ts';
import { effectTyped } from './effects.ts';
import type { Effect } from './effects.ts';
import { phraseMeant } from './meant.ts';
import type { NextEffects } from './next-effect.ts';
import type { OwnCall } from './own-call.ts';
import { sendingView, tapForm, tapView } from './tap-view.ts';

export interface TapBindingParts {
  readonly phrases: Pick<Phrases, 'of'>;
  readonly taps: Taps;
  readonly ownCall: Pick<OwnCall, 'there'>;
  readonly nextEffects: Pick<NextEffects, 'of'>;
}

/** The values of the option that stand for no emoji: the one that is sent next, and none at all. */
const sent = 'send';
const none = 'none';

/**
 * Says which emoji or sound speaks which phrase for somebody. `encoded`: the state of the board, and the phrase that is
 * meant, as the ids of its buttons have them.
 */
export class TapBinding {
  readonly #parts: TapBindingParts;

  constructor(parts: TapBindingParts) {
    this.#parts = parts;
  }

  /** The things that can be chosen while somebody types an emoji. */
  suggestions(typed: string): readonly Choice[] {
    const typedIn = effectTyped(typed) ? [{ name: ownWords(typed), value: typed }] : [];
    return [
      ...typedIn,
      { name: text(($) => $.phrases.taps.choices.send), value: sent },
      { name: text(($) => $.phrases.taps.choices.none), value: none },
    ];
  }

  /** Does what was typed or chosen for the phrase that was. */
  async bind(asker: Asker, typedPhrase: string, typed: string, reply: Reply): Promise<View> {
    const there = this.#parts.ownCall.there(asker);
    const { of, phrase } = await phraseMeant(typedPhrase, there, this.#parts);
    const meant = { state: openingOf(of, asker), phrase, there };
    if (typed === sent) return this.#sent(meant, asker, reply);
    if (typed === none) return this.#removed(meant, asker);
    return this.#bound(meant, effectIn(typed), asker);
  }

  async show(asker: Asker, encoded: string): Promise<View> {
    const { state, phrase } = await this.#meant(asker, encoded);
    const taps = await this.#parts.taps.of(asker.id);
    const tap = taps.find(({ phraseId }) => phraseId === phrase.id);
    return tapView(state, phrase, tap, asker.t);
  }

  /** Waits for the emoji or the sound. */
  async send(asker: Asker, encoded: string, reply: Reply): Promise<View> {
    return this.#sent(await this.#meant(asker, encoded), asker, reply);
  }

  async form(asker: Asker, encoded: string): Promise<Form> {
    const { state, phrase } = await this.#meant(asker, encoded);
    return tapForm(state, phrase, asker.t);
  }

  async type(asker: Asker, encoded: string, typed: string): Promise<View> {
    return this.#bound(await this.#meant(asker, encoded), effectIn(typed), asker);
  }

  async remove(asker: Asker, encoded: string): Promise<View> {
    return this.#removed(await this.#meant(asker, encoded), asker);
  }

  async #sent(meant: Meant, asker: Asker, reply: Reply): Promise<View> {
    reply.show(sendingView(meant.phrase, asker.t));
    return this.#bound(meant, await this.#parts.nextEffects.of(asker.id), asker);
  }

  async #bound({ state, phrase, there }: Meant, effect: Effect, asker: Asker): Promise<View> {
    const { key, ...shown } = effect;
    const owner = ownerFor(state.of, there);
    const guildId = owner?.of === 'server' ? { guildId: owner.guildId } : {};
    const tap = { phraseId: phrase.id, effect: key, ...shown, ...guildId };
    await this.#parts.taps.set(asker.id, tap);
    return tapView(state, phrase, tap, asker.t);
  }

  async #removed({ state, phrase }: Meant, asker: Asker): Promise<View> {
    await this.#parts.taps.remove(asker.id, phrase.id);
    return tapView(state, phrase, undefined, asker.t);
  }

  async #meant(asker: Asker, encoded: string): Promise<Meant> {
    const { subject, ...state } = decodeState(encoded);
    const there = this.#parts.ownCall.there(asker);
    const book = await bookFor(state.of, there, this.#parts);
    return { state, phrase: phraseIn(book, subject), there };
  }
}

interface Meant {
  readonly state: BoardState;
  readonly phrase: Phrase;
  /** The person as they are in their call. */
  readonly there: Asker;
}

function effectIn(typed: string): Effect {
  const effect = effectTyped(typed);
  if (!effect) throw new UserError(text(($) => $.phrases.taps.noEmoji));
  return effect;
}
