import type { Asker } from '#discord/asker.ts';
import type { GivenFile } from '#discord/attachments.ts';
import { sentenceFor } from '#discord/failures.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Ask, Speaking } from '#features/say/speaking.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { languagesOf } from '#features/wording/dictionaries.ts';
import { shownLanguage } from '#features/wording/words.ts';
import type { Log } from '#ops/log.ts';
import type { Consent } from '#store/consents.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { assertRecordingsMaySpeak } from '#voices/recorded.ts';
import type { RecordedVoice } from '#voices/recorded.ts';
import { speakerOf } from '#voices/speaker.ts';

import { factsOf } from './clip-facts.ts';
import { receiveClip } from './clip-intake.ts';
import type { ClipIntakeParts } from './clip-intake.ts';
import { assertNotBanned, cloneLimits } from './clone-rules.ts';
import { onceView, unsaidView } from './clone-view.ts';
import { Drafts } from './drafts.ts';
import type { Drafted } from './drafts.ts';
import type { HeardWords } from './heard-words.ts';
import { makingSignal } from './making-time.ts';
import { spendingClone } from './spending.ts';
import { recordStatement } from './statement.ts';
import { givenWords } from './transcript.ts';
import { Underway } from './underway.ts';
import type { Work } from './underway.ts';

export interface OnceParts
  extends ClipIntakeParts, Pick<Store, 'consents' | 'quotas' | 'serverSettings' | 'voiceBans'> {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'known'>;
  readonly askWords: AskWords;
  readonly speaking: Pick<Speaking, 'say'>;
  readonly words: HeardWords;
  readonly log: Log;
  readonly now: () => number;
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

/**
 * Says something in the voice of a recording that is not kept. A text that could not be spoken can be tried again without
 * sending the recording again; all methods reject with a `UserError` otherwise. The replies are private: only the speech
 * comes into a public one.
 */
export interface Once {
  /** Says it; the first time with a recording, its owner is asked for the statement that nothing is cloned without. */
  say(asker: Asker, wanted: AskOnce, reply: Reply): Promise<void>;
  /** Records the statement, and says the text that waited for it. */
  consent(asker: Asker, draftId: string, basis: Consent['basis'], reply: Reply): Promise<void>;
  /** Says a text that failed once more. */
  again(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  cancel(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Drops everything of somebody who wants nothing to be held of them. */
  forget(personId: string): void;
}

/** Waits for the statement, or to be tried again. */
interface OnceDraft extends Drafted {
  readonly ask: Ask;
  readonly recording: OwnRecording;
  readonly isPrivate: boolean;
}

type Unspoken = Omit<OnceDraft, keyof Drafted>;

type OwnRecording = Omit<RecordedVoice, 'transcript'> & {
  /** As the person gave it. */
  readonly given: string | undefined;
};

interface Making extends OnceParts {
  readonly drafts: Drafts<OnceDraft>;
  readonly underway: Underway;
}

const listening = line('Listening to the recording …');
const saidBelow = line('It is said in the message below.');

export function once(parts: OnceParts): Once {
  const drafts = new Drafts<OnceDraft>('That recording is no longer at hand. Use `/say` again.');
  const underway = new Underway();
  const making: Making = { ...parts, drafts, underway };
  return {
    say: (asker, wanted, reply) => say(asker, wanted, reply, making),
    async consent(asker, draftId, basis, reply) {
      const draft = drafts.recall(draftId, asker.id);
      // However often the button is pressed, it is said once.
      drafts.discard(draftId, asker.id);
      reply.show(listening);
      await orAgain(asker, draft, reply, making, async (work) => {
        await assertAllowed(asker, parts);
        await spendingClone(asker.id, parts.quotas, async () => {
          // Somebody who has everything deleted at this moment must leave no statement behind.
          if (!work.isWanted) throw stopped();
          const clipHash = draft.recording.facts.hash;
          await recordStatement({ personId: asker.id, basis, clipHash }, parts);
          await speak(asker, draft, reply, making);
        });
      });
    },
    async again(asker, draftId, reply) {
      const draft = drafts.recall(draftId, asker.id);
      drafts.discard(draftId, asker.id);
      reply.show(listening);
      await orAgain(asker, draft, reply, making, async () => {
        await assertAllowed(asker, parts);
        await speak(asker, draft, reply, making);
      });
    },
    async cancel(asker, draftId, reply) {
      const { recording } = drafts.recall(draftId, asker.id);
      drafts.discard(draftId, asker.id);
      parts.words.drop(asker.id, recording.facts.hash);
      await reply.finish(line('Cancelled. Nothing of the recording is kept.'));
    },
    forget(personId) {
      drafts.discardOf(personId);
      underway.stopOf(personId);
    },
  };
}

async function say(
  asker: Asker,
  { ask, file, transcript, isPrivate }: AskOnce,
  reply: Reply,
  making: Making,
): Promise<void> {
  if (ask.choice.voice !== undefined)
    throw new UserError('It is said in a voice or in that of a clip: leave one of them out.');
  reply.show(listening);
  await assertAllowed(asker, making);
  const { catalogue, askWords, consents, drafts, closing } = making;
  const limits = await cloneLimits(catalogue, makingSignal(closing));
  const given = { file, tell: (sentence: string) => reply.show(line(sentence)) };
  const { clip, stretch, tooLong } = await receiveClip(asker.id, given, limits, making);
  const shown = shownLanguage(ask.text, languagesOf(catalogue.book.models));
  const recording: OwnRecording = {
    clip,
    facts: factsOf(clip),
    // The words that were given cover the whole recording: they would be wrong for a part of it.
    given: tooLong === undefined ? givenWords(transcript) : undefined,
    ...(shown !== undefined && { language: shown }),
  };
  // A text that can't be said, or not in this voice, is better refused before anything is asked.
  await askWords(ask.text, speakerOf(asker), { ...ask.choice, recording });
  const unspoken = { ask, recording, isPrivate };
  if (await consents.given(asker.id, recording.facts.hash))
    return orAgain(asker, unspoken, reply, making, () => speak(asker, unspoken, reply, making));
  const { id } = drafts.begin((draftId) => ({ ...unspoken, id: draftId, ownerId: asker.id }));
  const part = tooLong === undefined ? undefined : { stretch, why: tooLong };
  await reply.finish(onceView(id, part));
}

async function speak(
  asker: Asker,
  { ask, recording: { given, ...recorded }, isPrivate }: Unspoken,
  reply: Reply,
  making: Making,
): Promise<void> {
  const { words, consents, speaking, closing } = making;
  const transcript = await words.of(asker.id, recorded, given, makingSignal(closing));
  await assertAllowed(asker, making);
  // A person who had everything deleted meanwhile has taken the statement back.
  if (!(await consents.given(asker.id, recorded.facts.hash))) {
    words.forget(asker.id);
    throw stopped();
  }
  const recording = { ...recorded, ...(transcript !== undefined && { transcript }) };
  const shown = isPrivate ? reply : reply.inPublic(saidBelow);
  try {
    await speaking.say(asker, { ...ask, choice: { ...ask.choice, recording } }, shown);
  } catch (error) {
    // Why it failed is told in private, and nobody is left with a message that goes on being made.
    if (!isPrivate) await shown.withdraw();
    throw new Unsaid(error);
  }
}

function stopped(): UserError {
  return new UserError('That was stopped: your statement about the recording is gone.');
}

/** It was allowed, and could not be spoken or posted: the cause tells why. */
class Unsaid extends Error {
  override readonly name = 'Unsaid';

  constructor(cause: unknown) {
    super('a text was not said in the voice of a recording', { cause });
  }
}

/** Lets what could not be said be tried again, so that nobody has to send the recording again. */
async function orAgain(
  asker: Asker,
  unspoken: Unspoken,
  reply: Reply,
  { drafts, underway, log, closing }: Making,
  run: (work: Pick<Work, 'isWanted'>) => Promise<void>,
): Promise<void> {
  using work = underway.begin(asker.id);
  try {
    await run(work);
  } catch (error) {
    if (!(error instanceof Unsaid)) throw error;
    if (closing.aborted || !work.isWanted) throw error.cause;
    const { id } = drafts.begin((draftId) => ({ ...unspoken, id: draftId, ownerId: asker.id }));
    await reply.finish(unsaidView(id, sentenceFor(error.cause, log, 'say')));
  }
}

/** Before the work and after each wait of it: a server may have decided otherwise meanwhile. */
async function assertAllowed(
  asker: Asker,
  { serverSettings, voiceBans }: Pick<OnceParts, 'serverSettings' | 'voiceBans'>,
): Promise<void> {
  if (asker.guildId === undefined) return;
  assertRecordingsMaySpeak((await serverSettings.get(asker.guildId)).clones);
  await assertNotBanned(asker, voiceBans);
}
