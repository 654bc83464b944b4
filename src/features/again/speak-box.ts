import type { Asker } from '#discord/asker.ts';
import { DoublePresses } from '#discord/double-press.ts';
import { textFor } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { bodyOf, line as lineView } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { PhraseBoards } from '#features/phrases/boards.ts';
import type { OwnCall } from '#features/phrases/own-call.ts';
import { text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';

import type { Again } from './again.ts';
import type { Alerts } from './alerts.ts';
import type { HeldLine, HeldLines } from './held-lines.ts';
import type { OwnLines } from './own-lines.ts';
import { heldView, speakBoxView, speakForm, stoppedView, unspokenView } from './speak-box-view.ts';
import type { SpeakForm } from './speak-box-view.ts';

export interface SpeakBoxParts {
  readonly again: Again;
  readonly alerts: Alerts;
  readonly ownLines: OwnLines;
  readonly held: HeldLines;
  readonly ownCall: Pick<OwnCall, 'there' | 'speak'>;
  readonly boards: Pick<PhraseBoards, 'open'>;
  readonly log: Log;
}

/** The things that were typed into a form. */
interface Filled {
  readonly words: string;
  /** The line that was filled in, if one was. */
  readonly heldId: string;
}

/** Everything that people do with what they say, without a board: by the buttons of their box, and by commands. */
export class SpeakBox {
  readonly #parts: SpeakBoxParts;
  readonly #doublePresses = new DoublePresses();

  constructor(parts: SpeakBoxParts) {
    this.#parts = parts;
  }

  open({ t }: Asker): View {
    return speakBoxView(t);
  }

  phrases(asker: Asker): Promise<View> {
    return this.#parts.boards.open(asker, 'me');
  }

  /** Says their last line once more; tells so. */
  async again(asker: Asker, isLouder: boolean): Promise<View> {
    await this.#parts.again.say(asker, isLouder);
    const done = isLouder ? 'louder' : 'done';
    return lineView(asker.t(($) => $.speakBox.again[done]));
  }

  /** The same by a button, which shows nothing; of two presses that come together one counts. */
  async pressAgain(asker: Asker, isLouder: boolean): Promise<void> {
    if (this.#doublePresses.isSecond(asker.id, isLouder ? 'louder' : 'again')) return;
    await this.#parts.again.say(asker, isLouder);
  }

  async alert(asker: Asker, typed: string, reply: Reply): Promise<View> {
    await this.#parts.alerts.say(asker, typed, reply);
    return lineView(asker.t(($) => $.speakBox.alert.done));
  }

  stop(asker: Asker, isWaitingMeant: boolean): View {
    return stoppedView(this.#parts.ownLines.stop(asker, isWaitingMeant), asker.t);
  }

  pressStopAll(asker: Asker): View {
    const isSecond = this.#doublePresses.isSecond(asker.id, 'stop-all');
    return isSecond ? stoppedView(0, asker.t) : this.stop(asker, true);
  }

  pressStop(asker: Asker): View {
    // The first of two presses that are one has stopped it.
    const isSecond = this.#doublePresses.isSecond(asker.id, 'stop');
    return isSecond ? stoppedView(0, asker.t) : this.stop(asker, false);
  }

  /** The form of that kind, empty; of two presses that come together one opens it. */
  pressForm(asker: Asker, kind: SpeakForm): Form | void {
    if (this.#doublePresses.isSecond(asker.id, kind)) return undefined;
    return speakForm(kind, asker.t);
  }

  /** Takes back what they gave last, and opens it in a form. It is put aside meanwhile: who closes the form loses nothing. */
  correct(asker: Asker): Form {
    const { ownLines, held } = this.#parts;
    return speakForm('correct', asker.t, held.put(asker.id, ownLines.takeBack(asker)));
  }

  pressCorrect(asker: Asker): Form | void {
    return this.#doublePresses.isSecond(asker.id, 'correct') ? undefined : this.correct(asker);
  }

  /** The form again with what couldn't be spoken. `encoded`: the kind of form and the line, as the button has them. */
  retry(asker: Asker, encoded: string): Form {
    const [kind, id = ''] = encoded.split('.');
    const line = this.#parts.held.recall(asker.id, id);
    return speakForm(kind === 'alert' ? 'alert' : 'say', asker.t, line);
  }

  /** Speaks what was taken back and mended; tells that it was heard. */
  async submitMended(asker: Asker, filled: Filled, reply: Reply): Promise<View | void> {
    const isSpoken = await this.submit(asker, 'say', filled, reply);
    return isSpoken ? lineView(asker.t(($) => $.speakBox.correct.done)) : undefined;
  }

  /** Speaks what was typed into a form. False when it couldn't: then it is shown, to be tried again. */
  async submit(
    asker: Asker,
    kind: 'say' | 'alert',
    filled: Filled,
    reply: Reply,
  ): Promise<boolean> {
    this.#parts.held.drop(asker.id, filled.heldId);
    return this.#speak(asker, { kind, words: filled.words.trim() }, reply);
  }

  held({ id, t }: Asker): View {
    return heldView(this.#parts.held.of(id), t);
  }

  hold(asker: Asker, typed: string): View {
    const words = typed.trim();
    if (words === '') throw new UserError(text(($) => $.speakBox.held.noWords));
    this.#parts.held.put(asker.id, words);
    return this.held(asker);
  }

  drop(asker: Asker): View {
    this.#parts.held.forget(asker.id);
    return this.held(asker);
  }

  /** Says a line that was put aside, and takes it off the panel. */
  async sayHeld(asker: Asker, lineId: string, reply: Reply): Promise<void> {
    if (this.#doublePresses.isSecond(asker.id, lineId)) return;
    const { held } = this.#parts;
    const line = held.recall(asker.id, lineId);
    const others = held.of(asker.id).filter(({ id }) => id !== lineId);
    reply.show(heldView(others, asker.t));
    await this.#speak(asker, { kind: 'say', words: line.words, line }, reply);
  }

  async #speak(
    asker: Asker,
    given: {
      readonly kind: 'say' | 'alert';
      readonly words: string;
      /** The line that was put aside, where it is one. */
      readonly line?: HeldLine;
    },
    reply: Reply,
  ): Promise<boolean> {
    const { ownCall, alerts, held, log } = this.#parts;
    const { kind, words } = given;
    try {
      if (kind === 'alert') await alerts.say(asker, words, reply);
      else await ownCall.speak(ownCall.there(asker), { text: words, choice: {} }, reply);
      if (given.line) held.drop(asker.id, given.line.id);
      return true;
    } catch (error) {
      if (words === '') throw error;
      // Put aside only now: for a line that is heard none that somebody keeps has to make room.
      const line = given.line ?? held.put(asker.id, words);
      const why = asker.t(textFor(error, log, `speak:${kind}`));
      const view = unspokenView(why, { kind, line }, asker.t);
      const { components = [], flags } = bodyOf(view, { ephemeral: true });
      await reply.followUp({ components, flags });
      return false;
    }
  }
}
