import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import { UserError } from '#errors.ts';
import type { OwnCall, OwnLine } from '#features/phrases/own-call.ts';
import type { SavedPhrases } from '#features/phrases/saved-phrases.ts';
import { text } from '#i18n/text.ts';
import { Allowance } from '#ops/allowance.ts';
import type { Store } from '#store/store.ts';

import { often, untilAllowed } from './often.ts';

export interface AlertsParts extends Pick<Store, 'serverSettings'> {
  readonly ownCall: Pick<OwnCall, 'there' | 'speak'>;
  readonly phrases: Pick<SavedPhrases, 'lineFor'>;
}

/** Lines that break into what is being spoken, after a short sound; what was cut goes on after them. */
export class Alerts {
  readonly #parts: AlertsParts;
  readonly #allowance = new Allowance(often);

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
    try {
      await ownCall.speak(there, { ...line, isAlert: true }, reply);
    } catch (error) {
      // Nobody heard one that was refused.
      if (error instanceof UserError) this.#allowance.giveBack(asker.id);
      throw error;
    }
  }
}
