import type { Clip } from '#audio/clip/clip.ts';
import type { VoiceMessage } from '#audio/voice-message.ts';
import type { Asker } from '#discord/asker.ts';
import type { GivenFile } from '#discord/attachments.ts';
import { sentenceFor } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Approvals } from '#features/oversight/approvals.ts';
import type { Recordings } from '#features/say/posting.ts';
import type { Log } from '#ops/log.ts';
import type { Consent } from '#store/consents.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { factsOf } from './clip-facts.ts';
import { receiveClip } from './clip-intake.ts';
import type { ClipIntakeParts } from './clip-intake.ts';
import type { CloneDraft } from './clone-draft.ts';
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
import { Drafts } from './drafts.ts';
import { assertHearable } from './hearable.ts';
import type { HeardWords } from './heard-words.ts';
import { discarded, keepClone } from './keeping.ts';
import { makingSignal } from './making-time.ts';
import { makeSample, postSample } from './sample.ts';
import { spendingClone, spendSample } from './spending.ts';
import { recordStatement } from './statement.ts';
import { givenWords } from './transcript.ts';
import { voiceNameOf } from './voice-name.ts';

export interface CloningParts
  extends
    ClipIntakeParts,
    Pick<Store, 'people' | 'serverSettings' | 'voices' | 'voiceBans' | 'consents' | 'quotas'> {
  readonly approvals: Approvals;
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  /** Makes speech of which nothing is kept. */
  readonly recordings: Pick<Recordings, 'voice'>;
  readonly words: HeardWords;
  readonly now: () => number;
  readonly log: Log;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

interface NewClone {
  readonly file: GivenFile;
  readonly name: string;
  /** Nobody chose the name: when it is taken, another will do. */
  readonly isNameMadeUp?: boolean;
  readonly transcript: string | undefined;
}

/** Making a voice of a recording: check, trim, statement, sample, then keep or discard. All reject with `UserError`s. */
export interface Cloning {
  make(asker: Asker, clone: NewClone, reply: Reply): Promise<void>;
  trim(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Records the statement, and lets the person hear the voice; when that fails, it can be tried again with the same. */
  consent(asker: Asker, draftId: string, basis: Consent['basis'], reply: Reply): Promise<void>;
  /** Opens a form with the words of the recording, as far as they are known. */
  openWords(asker: Asker, draftId: string, reply: Reply): void;
  /** Takes over the words as somebody corrected them, and lets them hear the voice again; empty: without words. */
  correct(asker: Asker, draftId: string, words: string, reply: Reply): Promise<void>;
  keep(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  discard(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Drops everything that somebody is making, since they want nothing to be held of them. */
  forget(personId: string): void;
}

/** Everything that the steps share. */
interface Making extends CloningParts {
  readonly drafts: Drafts<CloneDraft>;
}

export function cloning(parts: CloningParts): Cloning {
  const drafts = new Drafts<CloneDraft>(
    'That recording is no longer at hand. Use `/clone make` again.',
  );
  const making: Making = { ...parts, drafts };
  return {
    make: (asker, clone, reply) => make(asker, clone, reply, making),
    async trim(asker, draftId, reply) {
      const { state, transcript: _, ...draft } = drafts.recall(draftId, asker.id);
      if (state.kind !== 'too long') throw new UserError('That is done already.');
      // The words that were given cover the whole recording: they would be wrong for a part of it.
      const trimmed: CloneDraft = { ...draft, state: { kind: 'ready', clip: state.clip } };
      drafts.change(trimmed);
      await reply.finish(consentView(trimmed));
    },
    consent: (asker, draftId, basis, reply) => consent(asker, draftId, basis, reply, making),
    openWords(asker, draftId, reply) {
      reply.open(wordsForm(drafts.recall(draftId, asker.id)));
    },
    correct: (asker, draftId, words, reply) => correct(asker, draftId, words, reply, making),
    async keep(asker, draftId, reply) {
      const draft = drafts.recall(draftId, asker.id);
      const { name, transcript, state } = draft;
      if (state.kind !== 'heard') throw new UserError('Listen to it first.');
      const { clip, model, language } = state;
      const words = transcript !== undefined && { transcript };
      const sound = { mode: 'clone' as const, clip, model, language, ...words };
      const isWanted = (): boolean => drafts.change(draft);
      const kept = await keepClone({ name, sound, isWanted }, asker, parts);
      drafts.discard(draftId, asker.id);
      // They are the voice's now, and go with it.
      parts.words.drop(asker.id, factsOf(clip).hash);
      await reply.finish(keptView(kept.id, kept.sentence));
    },
    async discard(asker, draftId, reply) {
      const { clip } = drafts.recall(draftId, asker.id).state;
      drafts.discard(draftId, asker.id);
      parts.words.drop(asker.id, factsOf(clip).hash);
      await reply.finish(line('Discarded. Nothing of the recording is kept.'));
    },
    forget: (personId) => drafts.discardOf(personId),
  };
}

async function make(
  asker: Asker,
  { file, name: wanted, isNameMadeUp = false, transcript }: NewClone,
  reply: Reply,
  making: Making,
): Promise<void> {
  const { drafts, catalogue, closing } = making;
  assertHearable(asker);
  const valid = voiceNameOf(wanted);
  const name = isNameMadeUp ? await numberedName(valid, asker, making) : valid;
  await assertAllowed(asker, making);
  await assertFree(name, asker, making);
  const limits = await cloneLimits(catalogue, makingSignal(closing));
  const given = { file, tell: (sentence: string) => reply.show(line(sentence)) };
  const { clip, stretch, tooLong } = await receiveClip(asker.id, given, limits, making);
  const words = transcript !== undefined && { transcript };
  const begin = (state: CloneDraft['state']): CloneDraft =>
    drafts.begin((id) => ({ id, ownerId: asker.id, name, ...words, state }));
  if (tooLong !== undefined)
    return reply.finish(trimView(begin({ kind: 'too long', clip }), stretch, tooLong));
  return reply.finish(consentView(begin({ kind: 'ready', clip })));
}

async function consent(
  asker: Asker,
  draftId: string,
  basis: Consent['basis'],
  reply: Reply,
  making: Making,
): Promise<void> {
  const { drafts, words } = making;
  const draft = drafts.recall(draftId, asker.id);
  if (draft.state.kind !== 'ready') throw new UserError('That is done already.');
  const { clip } = draft.state;
  const sampling: CloneDraft = { ...draft, state: { kind: 'sampling', clip } };
  drafts.change(sampling);
  reply.show(line('Making a sample …'));
  try {
    await assertAllowed(asker, making);
    const sample = await spendingClone(asker.id, making.quotas, async () => {
      const facts = factsOf(clip);
      // Somebody who has everything deleted at this moment must leave no statement behind.
      if (!drafts.change(sampling)) throw discarded();
      await recordStatement({ personId: asker.id, basis, clipHash: facts.hash }, making);
      const signal = makingSignal(making.closing);
      const given = givenWords(draft.transcript);
      const transcript = await words.of(asker.id, { clip, facts }, given, signal);
      if (drafts.change(sampling))
        return sampled(draft, { clip, transcript, signal }, asker, making);
      words.drop(asker.id, facts.hash);
      return undefined;
    });
    // A sample that was paid for counts, also when its maker does not wait for it.
    if (!sample) throw discarded();
    await letHear(sample, asker, reply, making);
  } catch (error) {
    const why = failureOf(error, draft, making);
    await reply.finish(failedView(draft, why, basis));
  }
}

async function correct(
  asker: Asker,
  draftId: string,
  words: string,
  reply: Reply,
  making: Making,
): Promise<void> {
  const draft = making.drafts.recall(draftId, asker.id);
  if (draft.state.kind !== 'heard') throw new UserError('Listen to it first.');
  reply.show(line('Making another sample …'));
  try {
    await spendSample(asker.id, making.quotas);
    const transcript = givenWords(words);
    const clip = { clip: draft.state.clip, transcript, signal: makingSignal(making.closing) };
    await letHear(await sampled(draft, clip, asker, making), asker, reply, making);
  } catch (error) {
    const uncorrected = { ...draft, unheardWords: words };
    await reply.finish(uncorrectedView(uncorrected, failureOf(error, uncorrected, making)));
  }
}

/** Why a sample did not come, with the draft as it was, so that nobody has to send the recording again. Throws what ended it. */
function failureOf(error: unknown, draft: CloneDraft, { drafts, closing, log }: Making): string {
  if (closing.aborted || !drafts.change(draft)) throw error;
  return sentenceFor(error, log, 'clone');
}

interface ClipToHear {
  readonly clip: Clip;
  readonly transcript: string | undefined;
  readonly signal: AbortSignal;
}

/** A draft that can be heard. */
interface Sample {
  readonly heard: CloneDraft;
  readonly recording: VoiceMessage;
}

async function letHear(
  { heard, recording }: Sample,
  asker: Asker,
  reply: Reply,
  { drafts }: Making,
): Promise<void> {
  if (!drafts.change(heard)) throw discarded();
  await postSample(recording, asker, reply, (file) => sampleView(heard, file));
}

async function sampled(
  draft: CloneDraft,
  { clip, transcript, signal }: ClipToHear,
  asker: Asker,
  making: Making,
): Promise<Sample> {
  const { transcript: _, unheardWords: __, ...unheard } = draft;
  const words = transcript !== undefined && { transcript };
  const { voice: preferences } = await making.people.get(asker.id);
  const sound = { clip, facts: factsOf(clip), ...words };
  const context = { ...making, signal };
  const { request, recording } = await makeSample(sound, preferences.language, context);
  const { model, language } = request;
  return {
    heard: { ...unheard, ...words, state: { kind: 'heard', clip, model, language } },
    recording,
  };
}
