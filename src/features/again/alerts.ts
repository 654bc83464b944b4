import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import { UserError } from '#errors.ts';
import type { OwnCall, OwnLine } from '#features/phrases/own-call.ts';
import type { SavedPhrases } from '#features/phrases/saved-phrases.ts';
import { text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';

import { Allowance, untilAllowed } from './allowance.ts';

export interface AlertsParts extends Pick<Store, 'serverSettings'> {
  readonly ownCall: Pick<OwnCall, 'there' | 'speak'>;
  readonly phrases: Pick<SavedPhrases, 'lineFor'>;
}

/** Lines that break into what is being spoken, after a short sound; what was cut goes on after them. */
export class Alerts {
  readonly #parts: AlertsParts;
  readonly #allowance = new Allowance();

  constructor(parts: AlertsParts) {
    this.#parts = parts;
  }

  /** `typed`: a text, or a phrase of theirs. Resolves once it was heard, and rejects with why it can't be. */
  async say(asker: Asker, typed: string, reply: Reply): Promise<void> {
    const { ownCall, phrases, serverSettings } = this.#parts;
    const there = ownCall.there(asker);
    const { guildId } = there;
    if (guildId !== undefined && !(await serverSettings.get(guildId)).calls.alerts)
      throw new UserError(text(($) => $.speakBox.alert.off));
    const words = typed.trim() || asker.t(($) => $.speakBox.alert.words);
    const line: OwnLine = (await phrases.lineFor(there, words)) ?? { text: words, choice: {} };
    const inMs = this.#allowance.take(asker.id);
    if (inMs !== undefined)
      throw new UserError(text(($) => $.speakBox.alert.tooOften, untilAllowed(inMs)));
    await ownCall.speak(there, { ...line, isAlert: true }, reply);
  }
}
