import type { Asker } from '#discord/asker.ts';
import type { GivenFile } from '#discord/attachments.ts';
import { textFor } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Ask } from '#features/say/ask.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { languagesOf } from '#features/wording/dictionaries.ts';
import { shownLanguage } from '#features/wording/words.ts';
import { text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';
import type { Consent } from '#store/consents.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { assertRecordingsMaySpeak } from '#voices/recorded.ts';
import type { RecordedVoice } from '#voices/recorded.ts';
import { speakerOf } from '#voices/speaker.ts';

import { factsOf, receiveClip } from './clip-intake.ts';
import type { ClipIntakeParts } from './clip-intake.ts';
import { assertAllowed, cloneLimits } from './clone-rules.ts';
import { onceView, unsaidView } from './clone-view.ts';
import { recordStatement, wordingFor } from './consent-wording.ts';
import type { ConsentWording } from './consent-wording.ts';
import { Drafts, makingSignal, restartedWhileMaking, Underway } from './drafts.ts';
import { givenWords } from './heard-words.ts';
import type { HeardWords } from './heard-words.ts';
import { spendingClone } from './spending.ts';

export interface OnceParts
  extends ClipIntakeParts, Pick<Store, 'consents' | 'quotas' | 'serverSettings' | 'voiceBans'> {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  readonly askWords: AskWords;
  readonly speaking: Pick<Speaking, 'say'>;
  readonly words: HeardWords;
  readonly log: Log;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

/** A wish to have something said in the voice of a recording. */
interface AskOnce {
  readonly ask: Ask;
  readonly file: GivenFile;
  readonly transcript: string | undefined;
  /** The speech is shown to them alone, too. */
  readonly isPrivate: boolean;
}

/** Waits for the statement, or to be tried again. */
interface Unspoken {
  readonly ask: Ask;
  readonly recording: Omit<RecordedVoice, 'transcript'> & {
    /** The words as the person gave them. */
    readonly given: string | undefined;
  };
  readonly isPrivate: boolean;
  /** In which they are asked for the statement. */
  readonly wording: ConsentWording;
}

const listening = text(($) => $.ownVoices.once.listening);

/**
 * Says something in the voice of a recording that is not kept. A text that could not be spoken can be tried again without
 * sending the recording again; all methods reject with a `UserError` otherwise. The replies are private: only the speech
 * comes into a public one.
 */
export class Once {
  readonly #parts: OnceParts;
  readonly #drafts = new Drafts<Unspoken>(text(($) => $.ownVoices.gone.recordingToSay));
  readonly #underway = new Underway();

  constructor(parts: OnceParts) {
    this.#parts = parts;
  }

  /** Says it; the first time with a recording, its owner is asked for the statement that nothing is cloned without. */
  async say(
    asker: Asker,
    { ask, file, transcript, isPrivate }: AskOnce,
    reply: Reply,
  ): Promise<void> {
    const { catalogue, askWords, consents, closing } = this.#parts;
    if (ask.choice.voice !== undefined)
      throw new UserError(text(($) => $.ownVoices.once.voiceAndClip));
    reply.show(line(asker.t(listening)));
    await this.#assertAllowed(asker);
    const limits = await cloneLimits(catalogue, makingSignal(closing));
    const given = { file, tell: tellOf(asker, reply) };
    const { clip, stretch, tooLong } = await receiveClip(asker.id, given, limits, this.#parts);
    const shown = shownLanguage(ask.text, languagesOf(catalogue.book.models));
    const recording = {
      clip,
      facts: factsOf(clip),
      // The words that were given cover the whole recording: they would be wrong for a part of it.
      given: tooLong === undefined ? givenWords(transcript) : undefined,
      ...(shown !== undefined && { language: shown }),
    };
    // A text that can't be said, or not in this voice, is better refused before anything is asked.
    await askWords(ask.text, speakerOf(asker), { ...ask.choice, recording });
    const unspoken = { ask, recording, isPrivate, wording: wordingFor(asker.t) };
    if (await consents.given(asker.id, recording.facts.hash))
      return this.#orAgain(asker, unspoken, reply, () => this.#speak(asker, unspoken, reply));
    const { id } = this.#drafts.begin(asker.id, unspoken);
    const part = tooLong === undefined ? undefined : { stretch, why: tooLong };
    await reply.finish(onceView(id, part, asker.t));
  }

  /** Records the statement, and says the text that waited for it. */
  async consent(
    asker: Asker,
    draftId: string,
    basis: Consent['basis'],
    reply: Reply,
  ): Promise<void> {
    // However often the button is pressed, it is said once.
    const draft = this.#drafts.discard(draftId, asker.id);
    reply.show(line(asker.t(listening)));
    await this.#orAgain(asker, draft, reply, async (isWanted) => {
      await this.#assertAllowed(asker);
      await spendingClone(asker.id, this.#parts.quotas, async () => {
        // Somebody who has everything deleted at this moment must leave no statement behind.
        if (!isWanted()) throw stopped();
        const about = { userId: asker.id, basis, clipHash: draft.recording.facts.hash };
        await recordStatement({ ...about, ...draft.wording }, this.#parts);
        await this.#speak(asker, draft, reply);
      });
    });
  }

  /** Says a text that failed once more. */
  async again(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    const draft = this.#drafts.discard(draftId, asker.id);
    reply.show(line(asker.t(listening)));
    await this.#orAgain(asker, draft, reply, async () => {
      await this.#assertAllowed(asker);
      await this.#speak(asker, draft, reply);
    });
  }

  async cancel(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    const { recording } = this.#drafts.discard(draftId, asker.id);
    this.#parts.words.drop(asker.id, recording.facts.hash);
    await reply.finish(line(asker.t(($) => $.ownVoices.once.cancelled)));
  }

  /** Drops everything of somebody who wants nothing to be held of them. */
  forget(userId: string): void {
    this.#drafts.discardOf(userId);
    this.#underway.stopOf(userId);
  }

  async #speak(
    asker: Asker,
    { ask, recording: { given, ...recorded }, isPrivate }: Unspoken,
    reply: Reply,
  ): Promise<void> {
    const { words, consents, speaking, closing } = this.#parts;
    const making = makingSignal(closing);
    const transcript = await words.of(asker, recorded, given, making).catch((error: unknown) => {
      throw closing.aborted ? restartedWhileMaking() : error;
    });
    await this.#assertAllowed(asker);
    // A person who had everything deleted meanwhile has taken the statement back.
    if (!(await consents.given(asker.id, recorded.facts.hash))) {
      words.forget(asker.id);
      throw stopped();
    }
    const recording = { ...recorded, ...(transcript !== undefined && { transcript }) };
    const saidBelow = line(asker.t(($) => $.ownVoices.once.saidBelow));
    const shown = isPrivate ? reply : reply.inPublic(saidBelow);
    try {
      await speaking.say(asker, { ...ask, choice: { ...ask.choice, recording } }, shown);
    } catch (error) {
      // Why it failed is told in private, and nobody is left with a message that goes on being made.
      if (!isPrivate) await shown.withdraw();
      throw new Unsaid(error);
    }
  }

  /** Lets what could not be said be tried again, so that nobody has to send the recording again. */
  async #orAgain(
    asker: Asker,
    unspoken: Unspoken,
    reply: Reply,
    run: (isWanted: () => boolean) => Promise<void>,
  ): Promise<void> {
    const { log, closing } = this.#parts;
    using work = this.#underway.begin(asker.id);
    try {
      await run(() => work.isWanted);
    } catch (error) {
      if (!(error instanceof Unsaid)) throw error;
      if (closing.aborted || !work.isWanted) throw error.cause;
      const { id } = this.#drafts.begin(asker.id, unspoken);
      const why = asker.t(textFor(error.cause, log, 'say'));
      await reply.finish(unsaidView(id, why, asker.t));
    }
  }

  /** Nobody can have approved of a recording that is kept nowhere. */
  #assertAllowed(asker: Asker): Promise<void> {
    return assertAllowed(asker, this.#parts, assertRecordingsMaySpeak);
  }
}

function stopped(): UserError {
  return new UserError(text(($) => $.ownVoices.once.stopped));
}

/** It was allowed, and could not be spoken or posted: the cause tells why. */
class Unsaid extends Error {
  override readonly name = 'Unsaid';

  constructor(cause: unknown) {
    super('a text was not said in the voice of a recording', { cause });
  }
}
