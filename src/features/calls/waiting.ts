import type { Calls, QueuedLine } from '#call/calls.ts';
import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { View } from '#discord/view.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';

import type { ComingLines } from './coming-lines.ts';
import { LivePanels } from './live-panels.ts';
import { assertMaySkip, callOf, maySkip } from './presence.ts';
import type { SeesCalls } from './presence.ts';
import { waitingView } from './waiting-view.ts';
import type { SeenLine } from './waiting-view.ts';

export interface WaitingParts extends SeesCalls {
  readonly calls: Pick<
    Calls,
    | 'channelOf'
    | 'queue'
    | 'lines'
    | 'watch'
    | 'hindranceOf'
    | 'pauseOf'
    | 'toFront'
    | 'clear'
    | 'skip'
  >;
  readonly whereabouts: Pick<Whereabouts, 'channelOf'>;
  readonly coming: Pick<ComingLines, 'drop'>;
  readonly now: () => number;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** The lines that are taken out together. */
export type Whose = 'mine' | 'all';

/** The lines that wait in a server's call, as people look at them and decide about them. */
export class Waiting {
  readonly #parts: WaitingParts;
  readonly #panels = new LivePanels();

  constructor(parts: WaitingParts) {
    this.#parts = parts;
    parts.closing.addEventListener('abort', () => this.#panels.close(), { once: true });
  }

  /** Shows what waits, and what has become of it since, for a quarter of an hour. */
  show(asker: Asker, reply: Pick<Reply, 'show'>): void {
    const guildId = serverOf(asker);
    this.#assertMayLook(asker, guildId);
    this.#panels.leave(keyOf(asker, guildId));
    this.#showAgain(asker, reply);
  }

  /** The same in the panel that was used. */
  refresh(asker: Asker, reply: Pick<Reply, 'show'>): void {
    this.#assertMayLook(asker, serverOf(asker));
    this.#showAgain(asker, reply);
  }

  skip(asker: Asker, lineId: string | undefined, reply: Pick<Reply, 'show'>): void {
    const guildId = serverOf(asker);
    const { authorId } = this.#find(guildId, lineId).utterance;
    assertMaySkip(asker, { authorId, guildId }, this.#parts);
    this.#parts.calls.skip(guildId, lineId);
    this.#showAgain(asker, reply);
  }

  /** Moderators have any line spoken next; everybody else, their own before their others. */
  toFront(asker: Asker, lineId: string | undefined, reply: Pick<Reply, 'show'>): void {
    const guildId = serverOf(asker);
    const { id, authorId } = this.#find(guildId, lineId).utterance;
    if (!asker.moderates && authorId !== asker.id)
      throw new UserError(text(($) => $.calls.onlyModerators));
    if (!this.#parts.calls.toFront(guildId, id, asker.moderates ? 'all' : 'own'))
      throw new UserError(text(($) => $.calls.queue.waitsNoMore));
    this.#showAgain(asker, reply);
  }

  /** Takes out what waits; that they may do so with everybody's was asked before. Returns how many lines. */
  clear(asker: Asker, whose: Whose): number {
    const guildId = serverOf(asker);
    const { calls, coming } = this.#parts;
    const isMeant = ({ authorId }: { readonly authorId: string }): boolean =>
      whose === 'all' || authorId === asker.id;
    const count =
      calls.clear(guildId, isMeant) +
      coming.drop((line) => line.guildId === guildId && isMeant(line));
    if (count === 0) throw new UserError(text(($) => $.calls.nothingWaits[whose]));
    return count;
  }

  /** The same by a button of the panel, which then shows what is left. */
  clearShown(asker: Asker, whose: Whose, reply: Pick<Reply, 'show'>): void {
    this.clear(asker, whose);
    this.#showAgain(asker, reply);
  }

  #showAgain(asker: Asker, reply: Pick<Reply, 'show'>): void {
    const guildId = serverOf(asker);
    this.#panels.show(keyOf(asker, guildId), {
      reply,
      view: (isLast) => this.#view(asker, guildId, isLast),
      watch: (changed) => this.#parts.calls.watch(guildId, changed),
    });
  }

  /** People who can't be in the call, such as one whose channel they don't see, aren't told who speaks there. */
  #seesAll(asker: Asker): boolean {
    return asker.moderates || callOf(asker, this.#parts) !== undefined;
  }

  #assertMayLook(asker: Asker, guildId: string): void {
    const { calls } = this.#parts;
    const channelId = calls.channelOf(guildId);
    if (channelId === undefined) throw new UserError(text(($) => $.calls.inNoCall));
    if (this.#seesAll(asker)) return;
    if (calls.queue(guildId).some(({ authorId }) => authorId === asker.id)) return;
    throw new UserError(text(($) => $.calls.queue.joinToSee, { channel: `<#${channelId}>` }));
  }

  #find(guildId: string, lineId: string | undefined): QueuedLine {
    const found = this.#parts.calls.lines(guildId).find(({ utterance }) => utterance.id === lineId);
    if (!found) throw new UserError(text(($) => $.calls.queue.waitsNoMore));
    return found;
  }

  #view(asker: Asker, guildId: string, isLast: boolean): View {
    const { calls } = this.#parts;
    const channelId = calls.channelOf(guildId);
    const seesAll = this.#seesAll(asker);
    const lines = this.#seen(asker, guildId).filter(({ isOwn }) => isOwn || seesAll);
    const pause = calls.pauseOf(guildId);
    const hindrance = calls.hindranceOf(guildId) ?? pause;
    const isPaused = pause !== undefined;
    return waitingView({ channelId, hindrance, isPaused, lines, seesAll, isLast, asker });
  }

  #seen(asker: Asker, guildId: string): readonly SeenLine[] {
    let startsAtMs = this.#parts.now();
    // The first of somebody's lines whose turn hasn't come; a line can't be put in front of it that is it.
    let ownBefore = false;
    const seen: SeenLine[] = [];
    for (const [place, line] of this.#parts.calls.lines(guildId).entries()) {
      const { utterance } = line;
      const isOwn = utterance.authorId === asker.id;
      seen.push({
        ...line,
        place: place + 1,
        heardAtMs: place > 0 ? startsAtMs : undefined,
        isOwn,
        maySkip: maySkip(asker, { authorId: utterance.authorId, guildId }, this.#parts),
        mayBeFirst: asker.moderates ? place > 1 : isOwn && ownBefore,
      });
      startsAtMs += line.leftMs;
      ownBefore ||= isOwn && place > 0;
    }
    return seen;
  }
}

function keyOf({ id }: Pick<Asker, 'id'>, guildId: string): string {
  return `${guildId}/${id}`;
}
