import type { Calls, QueuedLine } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { ComingLine, ComingLines } from '#features/calls/coming-lines.ts';
import type { OwnCall } from '#features/phrases/own-call.ts';
import { text } from '#i18n/text.ts';

export interface OwnLinesParts {
  readonly calls: Pick<Calls, 'lines' | 'skip' | 'clear'>;
  readonly ownCall: Pick<OwnCall, 'there'>;
  readonly coming: Pick<ComingLines, 'of' | 'drop'>;
}

interface OwnInCall {
  readonly guildId: string | undefined;
  readonly own: readonly QueuedLine[];
  readonly next: QueuedLine | undefined;
  /** Those that are still being translated. */
  readonly coming: readonly ComingLine[];
}

/** Somebody's own lines in the call that they are in, which they stop or take back. */
export class OwnLines {
  readonly #parts: OwnLinesParts;

  constructor(parts: OwnLinesParts) {
    this.#parts = parts;
  }

  /** Ends what is spoken for them at once, or is theirs to be spoken next, such as when the bot still joins; and what waits where that is meant as well. Returns how many of theirs still wait. */
  stop(asker: Asker, isWaitingMeant: boolean): number {
    const { calls } = this.#parts;
    const { guildId, own, next, coming } = this.#of(asker);
    if (guildId === undefined || own.length + coming.length === 0)
      throw new UserError(text(($) => $.speakBox.stop.nothing));
    // Those that wait go first: none is begun only to be ended.
    if (isWaitingMeant) calls.clear(guildId, ({ authorId }) => authorId === asker.id);
    const ended = own.filter((line) => line.isSpoken || line === next);
    for (const { utterance } of ended) calls.skip(guildId, utterance.id);
    const dropped = this.#drop(isWaitingMeant ? coming : coming.slice(0, next ? 0 : 1));
    return isWaitingMeant ? 0 : own.length - ended.length + coming.length - dropped;
  }

  /** Takes out the line that they gave last, heard or not, and returns its words. */
  takeBack(asker: Asker): string {
    const { guildId, own, coming } = this.#of(asker);
    const unheard = coming.findLast(({ typed }) => typed);
    if (unheard) {
      this.#drop([unheard]);
      return unheard.typed?.() ?? '';
    }
    // An alert stands before what was given earlier.
    const last = own
      .filter(({ utterance }) => utterance.typed)
      .toSorted((one, other) => one.cameAtMs - other.cameAtMs)
      .at(-1);
    const words = last?.utterance.typed?.() ?? '';
    if (guildId === undefined || !last || words === '')
      throw new UserError(text(($) => $.speakBox.correct.nothing));
    this.#parts.calls.skip(guildId, last.utterance.id);
    return words;
  }

  #drop(lines: readonly ComingLine[]): number {
    return this.#parts.coming.drop((line) => lines.includes(line));
  }

  /** `next`: the first of all lines, whose turn has come, even where it isn't heard yet. */
  #of(asker: Asker): OwnInCall {
    const { calls, ownCall, coming } = this.#parts;
    const { guildId } = ownCall.there(asker);
    const lines = guildId === undefined ? [] : calls.lines(guildId);
    const own = lines.filter(({ utterance }) => utterance.authorId === asker.id);
    const soon = guildId === undefined ? [] : coming.of(guildId, asker.id);
    return { guildId, own, next: lines[0], coming: soon };
  }
}
