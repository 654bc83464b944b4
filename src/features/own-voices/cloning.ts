import type { VoiceMessage } from '#audio/voice-message.ts';
import type { Asker } from '#discord/asker.ts';
import type { GivenFile } from '#discord/attachments.ts';
import { textFor } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { line } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Approvals } from '#features/oversight/approvals.ts';
import type { RenderedFiles } from '#features/say/posting.ts';
import { spendSample } from '#features/voices/samples.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';
import type { Consent } from '#store/consents.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { factsOf, receiveBest } from './clip-intake.ts';
import type { ClipIntakeParts } from './clip-intake.ts';
import { assertAllowed, assertFree, cloneLimits, numberedName } from './clone-rules.ts';
import {
  consentView,
  failedView,
  sampleView,
  keptView,
  trimView,
  uncorrectedView,
  wordsForm,
} from './clone-view.ts';
import { recordStatement, wordingFor } from './consent-wording.ts';
import { Drafts, makingSignal, restartedWhileMaking } from './drafts.ts';
import type { CloneDraft, UnkeptClone } from './drafts.ts';
import { givenWords } from './heard-words.ts';
import type { HeardWords } from './heard-words.ts';
import { discarded, keepVoice } from './keeping.ts';
import { readingView } from './reading-view.ts';
import { assertHearable, makeSample, postSample } from './sample.ts';
import { spendingClone } from './spending.ts';
import { voiceNameOf } from './voice-name.ts';

export interface CloningParts
  extends
    ClipIntakeParts,
    Pick<Store, 'people' | 'serverSettings' | 'voices' | 'voiceBans' | 'consents' | 'quotas'> {
  readonly approvals: Approvals;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  /** Makes speech of which nothing is kept. */
  readonly renderedFiles: Pick<RenderedFiles, 'voice'>;
  readonly words: HeardWords;
  readonly log: Log;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

interface NewClone {
  /** Recordings of one person, of which the best is taken. */
  readonly files: readonly GivenFile[];
  readonly name: string;
  /** Nobody chose the name: when it is taken, another will do. */
  readonly isNameMadeUp?: boolean;
  readonly transcript: string | undefined;
}

/** A draft that can be heard. */
interface Sample {
  readonly heard: CloneDraft;
  readonly rendered: VoiceMessage;
}

/** Making a voice of a recording: check, trim, statement, sample, then keep or discard. All reject with `UserError`s. */
export class Cloning {
  readonly #parts: CloningParts;
  readonly #drafts = new Drafts<UnkeptClone>(text(($) => $.ownVoices.gone.recordingToClone));

  constructor(parts: CloningParts) {
    this.#parts = parts;
  }

  /** The sentences to record, with how long a recording may be. */
  async guide(asker: Asker): Promise<View> {
    const { catalogue, closing } = this.#parts;
    return readingView(await cloneLimits(catalogue, makingSignal(closing)), asker.t);
  }

  async make(
    asker: Asker,
    { files, name: wanted, isNameMadeUp = false, transcript }: NewClone,
    reply: Reply,
  ): Promise<void> {
    const { catalogue, closing } = this.#parts;
    assertHearable(asker);
    if (files.length > 1 && transcript !== undefined)
      throw new UserError(text(($) => $.ownVoices.best.oneTranscript));
    const valid = voiceNameOf(wanted);
    const name = isNameMadeUp ? await numberedName(valid, asker, this.#parts) : valid;
    await assertAllowed(asker, this.#parts);
    await assertFree(name, asker, this.#parts);
    const limits = await cloneLimits(catalogue, makingSignal(closing));
    const tell = tellOf(asker, reply);
    const given = files.map((file) => ({ file, tell }));
    const received = await receiveBest(asker.id, given, limits, this.#parts);
    const { clip, stretch, tooLong, choice } = received;
    const words = transcript !== undefined && { transcript };
    const state = tooLong === undefined ? readyFor(asker) : ({ kind: 'too long' } as const);
    const draft = this.#drafts.begin(asker.id, { name, ...words, clip, state });
    await reply.finish(
      tooLong === undefined
        ? consentView(draft, asker.t, choice)
        : trimView(draft, stretch, choice ? inARow(choice, tooLong) : tooLong, asker.t),
    );
  }

  async trim(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    // The words that were given cover the whole recording: they would be wrong for a part of it.
    const { transcript: _, ...draft } = this.#drafts.recall(draftId, asker.id);
    if (draft.state.kind !== 'too long') throw new UserError(text(($) => $.ownVoices.doneAlready));
    const trimmed: CloneDraft = { ...draft, state: readyFor(asker) };
    this.#drafts.change(trimmed);
    await reply.finish(consentView(trimmed, asker.t));
  }

  /** Records the statement, and lets the person hear the voice; when that fails, it can be tried again with the same. */
  async consent(
    asker: Asker,
    draftId: string,
    basis: Consent['basis'],
    reply: Reply,
  ): Promise<void> {
    const { words, quotas, closing } = this.#parts;
    const draft = this.#drafts.recall(draftId, asker.id);
    const { clip, state } = draft;
    if (state.kind !== 'ready') throw new UserError(text(($) => $.ownVoices.doneAlready));
    const sampling: CloneDraft = { ...draft, state: { kind: 'sampling' } };
    this.#drafts.change(sampling);
    reply.show(line(asker.t(($) => $.ownVoices.making.sample)));
    try {
      await assertAllowed(asker, this.#parts);
      const sample = await spendingClone(asker.id, quotas, async () => {
        const facts = factsOf(clip);
        // Somebody who has everything deleted at this moment must leave no statement behind.
        if (!this.#drafts.change(sampling)) throw discarded();
        const about = { userId: asker.id, basis, clipHash: facts.hash };
        await recordStatement({ ...about, ...state.wording }, this.#parts);
        const signal = makingSignal(closing);
        const given = givenWords(draft.transcript);
        const transcript = await words.of(asker, { clip, facts }, given, signal);
        if (this.#drafts.change(sampling)) return this.#sampled(draft, transcript, signal);
        words.drop(asker.id, facts.hash);
        return undefined;
      });
      // A sample that was paid for counts, also when its maker does not wait for it.
      if (!sample) throw discarded();
      await this.#letHear(sample, asker, reply);
    } catch (error) {
      const why = this.#failureOf(error, draft, asker);
      await reply.finish(failedView(draft, why, basis, asker.t));
    }
  }

  /** A form with the words of the recording, as far as they are known. */
  wordsForm(asker: Asker, draftId: string): Form {
    return wordsForm(this.#drafts.recall(draftId, asker.id), asker.t);
  }

  /** Takes over the words as somebody corrected them, and lets them hear the voice again; empty: without words. */
  async correct(asker: Asker, draftId: string, words: string, reply: Reply): Promise<void> {
    const { quotas, closing } = this.#parts;
    const draft = this.#drafts.recall(draftId, asker.id);
    if (draft.state.kind !== 'heard') throw new UserError(text(($) => $.ownVoices.listenFirst));
    reply.show(line(asker.t(($) => $.ownVoices.making.otherSample)));
    try {
      await spendSample(asker.id, quotas);
      const sample = await this.#sampled(draft, givenWords(words), makingSignal(closing));
      await this.#letHear(sample, asker, reply);
    } catch (error) {
      const uncorrected = { ...draft, unheardWords: words };
      const why = this.#failureOf(error, uncorrected, asker);
      await reply.finish(uncorrectedView(uncorrected, why, asker.t));
    }
  }

  async keep(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    const { approvals, words } = this.#parts;
    const draft = this.#drafts.recall(draftId, asker.id);
    const { name, clip, transcript, state } = draft;
    if (state.kind !== 'heard') throw new UserError(text(($) => $.ownVoices.listenFirst));
    const { model, language } = state;
    const said = transcript !== undefined && { transcript };
    const sound = { mode: 'clone' as const, clip, model, language, ...said };
    const isWanted = (): boolean => this.#drafts.change(draft);
    const kept = await keepVoice({ name, sound, isWanted }, asker, this.#parts);
    // Where admins want to approve of each clone, they are asked at once.
    const asked = await approvals.ask(kept, asker);
    this.#drafts.discard(draftId, asker.id);
    // The words are the voice's now, and go with it.
    words.drop(asker.id, factsOf(clip).hash);
    await reply.finish(keptView(kept, asker.t, asked));
  }

  async discard(asker: Asker, draftId: string, reply: Reply): Promise<void> {
    const { clip } = this.#drafts.discard(draftId, asker.id);
    this.#parts.words.drop(asker.id, factsOf(clip).hash);
    await reply.finish(line(asker.t(($) => $.ownVoices.making.discarded)));
  }

  /** Drops everything that somebody is making, since they want nothing to be held of them. */
  forget(userId: string): void {
    this.#drafts.discardOf(userId);
  }

  /** Why a sample did not come, with the draft as it was, so that nobody has to send the recording again. Throws what ended it. */
  #failureOf(error: unknown, draft: CloneDraft, { t }: Asker): string {
    const { closing, log } = this.#parts;
    if (closing.aborted) throw restartedWhileMaking();
    if (!this.#drafts.change(draft)) throw error;
    return t(textFor(error, log, 'clone'));
  }

  async #letHear({ heard, rendered }: Sample, asker: Asker, reply: Reply): Promise<void> {
    if (!this.#drafts.change(heard)) throw discarded();
    await postSample(rendered, asker, reply, (file) => sampleView(heard, asker.t, file));
  }

  async #sampled(
    draft: CloneDraft,
    transcript: string | undefined,
    signal: AbortSignal,
  ): Promise<Sample> {
    const { people, catalogue, renderedFiles } = this.#parts;
    const { transcript: _, unheardWords: __, ...unheard } = draft;
    const { clip, ownerId } = draft;
    const words = transcript !== undefined && { transcript };
    const { voice: preferences } = await people.get(ownerId);
    const sound = { clip, facts: factsOf(clip), ...words };
    const context = { catalogue, renderedFiles, signal };
    const { request, rendered } = await makeSample(sound, preferences.language, context);
    const { model, language } = request;
    return {
      heard: { ...unheard, ...words, state: { kind: 'heard', model, language } },
      rendered,
    };
  }
}

/** The state of a draft whose maker is asked for the statement now. */
function readyFor({ t }: Asker): Extract<CloneDraft['state'], { readonly kind: 'ready' }> {
  return { kind: 'ready', wording: wordingFor(t) };
}
