import { randomUUID } from 'node:crypto';

import { frameMs, Track } from '#audio/track.ts';
import type { Calls } from '#call/calls.ts';
import type { Asker } from '#discord/asker.ts';
import type { Whereabouts } from '#discord/whereabouts.ts';
import { UserError } from '#errors.ts';
import type { LastLines } from '#features/calls/last-lines.ts';
import type { OwnCall } from '#features/phrases/own-call.ts';
import { joinInTurn, Skipped } from '#features/say/joining.ts';
import { placeIn } from '#features/say/place.ts';
import { text } from '#i18n/text.ts';
import { Allowance } from '#ops/allowance.ts';
import type { Chooser } from '#voices/chooser.ts';
import { speakerOf } from '#voices/speaker.ts';

import { often, untilAllowed } from './often.ts';

/** As much as is heard as clearly louder, and no more: its peaks are rounded, so that it never clips. */
const louderDb = 6;

export interface AgainParts {
  readonly calls: Calls;
  readonly whereabouts: Whereabouts;
  readonly ownCall: Pick<OwnCall, 'there' | 'assertMay'>;
  readonly lastLines: Pick<LastLines, 'of' | 'has'>;
  readonly chooser: Pick<Chooser, 'maySpeak'>;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** Says somebody's last line once more, from its sound: nothing is made for it, and nothing paid. */
export class Again {
  readonly #parts: AgainParts;
  readonly #louder = new Allowance(often);

  constructor(parts: AgainParts) {
    this.#parts = parts;
  }

  /** Resolves once it has its turn in their call; rejects with a `UserError` that says why it can't be heard. */
  async say(asker: Asker, isLouder: boolean): Promise<void> {
    const { calls, ownCall, lastLines, closing } = this.#parts;
    const there = ownCall.there(asker);
    await ownCall.assertMay(there);
    const { id: authorId, guildId } = there;
    if (guildId === undefined) throw new UserError(text(($) => $.say.noChannelHere));
    const last = await lastLines.of(guildId, authorId);
    if (last === 'filtered') throw new UserError(text(($) => $.speakBox.again.filtered));
    if (!last) throw nothingToSay();
    await this.#assertMaySpeak(there, last.voiceId);
    // Its message may have been deleted meanwhile.
    if (!lastLines.has(last)) throw nothingToSay();
    const place = placeIn(guildId, authorId, this.#parts);
    if (place.kind === 'post') throw new UserError(place.because);
    if (isLouder) this.#assertAllowed(authorId);
    const utterance = {
      id: randomUUID(),
      authorId,
      repeats: last.id,
      ...(last.voiceId !== undefined && { voiceId: last.voiceId }),
      ...(isLouder && { louderDb }),
      // Only they see that they asked for it.
      about: () => ({ author: undefined, expectedMs: last.frames.length * frameMs }),
    };
    const track = Track.of(last.frames);
    try {
      if (place.kind === 'call') calls.speak(guildId, { ...utterance, render: () => track });
      else {
        const target = { guildId, channelId: place.channelId };
        const making = new AbortController();
        await joinInTurn(calls, { target, utterance, track, making }, closing);
      }
    } catch (error) {
      // A person who stops it meanwhile sees that by what they pressed.
      if (error instanceof Skipped) return;
      if (isLouder) this.#louder.giveBack(authorId);
      throw error;
    }
  }

  async #assertMaySpeak(there: Asker, voiceId: string | undefined): Promise<void> {
    if (voiceId === undefined) return;
    if (await this.#parts.chooser.maySpeak(voiceId, speakerOf(there))) return;
    throw new UserError(text(($) => $.say.voiceGone));
  }

  #assertAllowed(userId: string): void {
    const inMs = this.#louder.take(userId);
    if (inMs === undefined) return;
    throw new UserError(text(($) => $.speakBox.again.tooOften, untilAllowed(inMs)));
  }
}

function nothingToSay(): UserError {
  return new UserError(text(($) => $.speakBox.again.nothing));
}
