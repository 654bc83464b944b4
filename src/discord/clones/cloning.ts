import { createHash } from 'node:crypto';

import type { ClipChecker } from '../../audio/clip/clip-checker.ts';
import type { VoiceMessage } from '../../audio/voice-message.ts';
import { UserError } from '../../errors.ts';
import type { Clip } from '../../speech/speech.ts';
import type { ClipFacts } from '../../store/clips.ts';
import type { Consent } from '../../store/consents.ts';
import type { Store } from '../../store/store.ts';
import type { LiveCatalogue } from '../../voices/catalogue.ts';
import type { Asker } from '../asker.ts';
import type { Attachments, GivenFile } from '../attachments.ts';
import type { Recordings } from '../posting.ts';
import type { Reply } from '../reply.ts';
import { escaped } from '../shown-text.ts';
import { line } from '../view.ts';
import { assertAllowed, assertFree, cloneModel } from './clone-rules.ts';
import { consentView, sampleView, trimView, wordsForm } from './clone-view.ts';
import { consentWordingVersion } from './consent-wording.ts';
import { Drafts } from './drafts.ts';
import type { Draft } from './drafts.ts';
import { makeSample, postSample } from './sample.ts';
import { voiceNameOf } from './voice-name.ts';

export interface CloningParts extends Pick<
  Store,
  'people' | 'serverSettings' | 'voices' | 'sharing' | 'consents' | 'quotas'
> {
  readonly attachments: Attachments;
  readonly checker: Pick<ClipChecker, 'check' | 'prepare'>;
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  /** Makes speech of which nothing is kept. */
  readonly recordings: Pick<Recordings, 'voice'>;
  /** The words of a recording, when the service can write them down; empty when it hears none. */
  readonly transcribe: ((clip: Clip, signal: AbortSignal) => Promise<string>) | undefined;
  readonly now: () => number;
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
}

interface NewClone {
  readonly file: GivenFile;
  readonly name: string;
  readonly transcript: string | undefined;
}

/** Making a voice of a recording: check, trim, statement, sample, then keep or discard. All reject with `UserError`s. */
export interface Cloning {
  make(asker: Asker, clone: NewClone, reply: Reply): Promise<void>;
  trim(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Records the statement, and lets the person hear the voice. */
  consent(asker: Asker, draftId: string, basis: Consent['basis'], reply: Reply): Promise<void>;
  /** Opens a form with the words of the recording, as far as they are known. */
  openWords(asker: Asker, draftId: string, reply: Reply): void;
  /** Takes over the words as somebody corrected them, and lets them hear the voice again; empty: without words. */
  correct(asker: Asker, draftId: string, words: string, reply: Reply): Promise<void>;
  keep(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  discard(asker: Asker, draftId: string, reply: Reply): Promise<void>;
  /** Everything that somebody is making, since they want nothing to be held of them. */
  forget(personId: string): void;
}

/** Each costs a sample at the speech service, and mostly a transcription. */
const cloneQuota = { what: 'clone', max: 20, perMs: 24 * 3_600_000 } as const;
/** As for samples of other voices. */
const sampleQuota = { what: 'sample', max: 60, perMs: 3_600_000 } as const;
/** A job that takes longer than this is given up. */
const madeWithinMs = 3 * 60_000;

/** Everything that the steps share. */
interface Making extends CloningParts {
  readonly drafts: Drafts;
}

export function cloning(parts: CloningParts): Cloning {
  const drafts = new Drafts();
  const making: Making = { ...parts, drafts };
  return {
    make: (asker, clone, reply) => make(asker, clone, reply, making),
    async trim(asker, draftId, reply) {
      const { state, transcript: _, ...draft } = drafts.recall(draftId, asker.id);
      if (state.kind !== 'too long') throw new UserError('That is done already.');
      const clip = await parts.checker.prepare(state.bytes, state.stretch, within(parts));
      // What was given as its words covers the whole recording: of a part it would be wrong.
      const trimmed = drafts.begin({ ...draft, state: { kind: 'ready', clip } });
      await reply.finish(consentView(trimmed));
    },
    consent: (asker, draftId, basis, reply) => consent(asker, draftId, basis, reply, making),
    openWords(asker, draftId, reply) {
      const draft = drafts.recall(draftId, asker.id);
      reply.open(wordsForm(draft));
    },
    correct: (asker, draftId, words, reply) => correct(asker, draftId, words, reply, making),
    keep: (asker, draftId, reply) => keep(asker, draftId, reply, making),
    async discard(asker, draftId, reply) {
      drafts.discard(draftId, asker.id);
      await reply.finish(line('Discarded. Nothing of the recording is kept.'));
    },
    forget: (personId) => drafts.discardOf(personId),
  };
}

async function make(
  asker: Asker,
  { file, name: wanted, transcript }: NewClone,
  reply: Reply,
  making: Making,
): Promise<void> {
  const { drafts, attachments, checker, catalogue } = making;
  const name = voiceNameOf(wanted);
  await assertAllowed(asker, making);
  await assertFree(name, asker, making);
  const { minClipMs: minMs, maxClipMs: maxMs } = cloneModel(catalogue).limits;
  const signal = within(making);
  const bytes = await attachments.fetch(file, signal);
  const { problems, stretch } = await checker.check(bytes, { minMs, maxMs }, signal);
  const why = problems.map(({ sentence }) => sentence).join(' ');
  if (!stretch) throw new UserError(why);
  const draft = { ownerId: asker.id, name, ...(transcript !== undefined && { transcript }) };
  if (problems.length > 0) {
    const long = drafts.begin({ ...draft, state: { kind: 'too long', bytes, stretch } });
    return reply.finish(trimView(long, stretch, why));
  }
  const clip = await checker.prepare(bytes, stretch, signal);
  return reply.finish(consentView(drafts.begin({ ...draft, state: { kind: 'ready', clip } })));
}

async function consent(
  asker: Asker,
  draftId: string,
  basis: Consent['basis'],
  reply: Reply,
  making: Making,
): Promise<void> {
  const { drafts, consents, quotas } = making;
  const draft = drafts.recall(draftId, asker.id);
  if (draft.state.kind !== 'ready') throw new UserError('That is done already.');
  const { clip } = draft.state;
  reply.show(line('Making a sample …'));
  await assertAllowed(asker, making);
  const { spent } = await quotas.spend(asker.id, cloneQuota);
  if (!spent)
    throw new UserError(
      `Those were ${cloneQuota.max} clones in a day, which is the most. Try again tomorrow.`,
    );
  await consents.record({
    personId: asker.id,
    basis,
    wordingVersion: consentWordingVersion,
    clipHash: factsOf(clip).hash,
    givenAtMs: making.now(),
  });
  try {
    const signal = within(making);
    const transcript = draft.transcript ?? (await wordsOf(clip, signal, making));
    const { heard, recording } = await sampled(draft, { clip, transcript, signal }, asker, making);
    if (!drafts.change(heard)) throw new UserError('That was discarded.');
    await postSample(recording, asker, reply, (file) => sampleView(heard, file));
  } catch (error) {
    await quotas.giveBack(asker.id, cloneQuota);
    throw error;
  }
}

async function correct(
  asker: Asker,
  draftId: string,
  words: string,
  reply: Reply,
  making: Making,
): Promise<void> {
  const { drafts, quotas } = making;
  const draft = drafts.recall(draftId, asker.id);
  if (draft.state.kind !== 'heard') throw new UserError('Listen to it first.');
  reply.show(line('Making another sample …'));
  const { spent } = await quotas.spend(asker.id, sampleQuota);
  if (!spent)
    throw new UserError(
      `Those were ${sampleQuota.max} samples in an hour, which is the most. Try again later.`,
    );
  const transcript = words.trim() === '' ? undefined : words.trim();
  const clip = { clip: draft.state.clip, transcript, signal: within(making) };
  const { heard, recording } = await sampled(draft, clip, asker, making);
  if (!drafts.change(heard)) throw new UserError('That was discarded.');
  await postSample(recording, asker, reply, (file) => sampleView(heard, file));
}

interface ClipToHear {
  readonly clip: Clip;
  readonly transcript: string | undefined;
  readonly signal: AbortSignal;
}

async function sampled(
  draft: Draft,
  { clip, transcript, signal }: ClipToHear,
  asker: Asker,
  making: Making,
): Promise<{ readonly heard: Draft; readonly recording: VoiceMessage }> {
  const { transcript: _, ...unheard } = draft;
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

async function keep(asker: Asker, draftId: string, reply: Reply, making: Making): Promise<void> {
  const { name, transcript, state } = making.drafts.recall(draftId, asker.id);
  if (state.kind !== 'heard') throw new UserError('Listen to it first.');
  const { clip, model, language } = state;
  const words = transcript !== undefined && { transcript };
  const sound = { mode: 'clone' as const, clip, model, language, ...words };
  const { id } = await making.voices.keep({ ownerId: asker.id, name, sound });
  making.drafts.discard(draftId, asker.id);
  const kept = `“${escaped(name)}” is kept, and only you can use it: choose it as the \`voice\` of \`/say\`, or with \`/voice set\`.`;
  await reply.finish(line(`${kept}${await askApproval(id, asker, making)}`));
}

function within({ closing }: Pick<CloningParts, 'closing'>): AbortSignal {
  return AbortSignal.any([closing, AbortSignal.timeout(madeWithinMs)]);
}

/** What the service hears in exactly this clip; nothing when it can't tell, since wrong words harm more than none. */
async function wordsOf(
  clip: Clip,
  signal: AbortSignal,
  { transcribe }: Pick<CloningParts, 'transcribe'>,
): Promise<string | undefined> {
  try {
    const words = (await transcribe?.(clip, signal)) ?? '';
    return words.trim() === '' ? undefined : words.trim();
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Where admins want to approve of each clone, they are asked at once. What is to be said of it. */
async function askApproval(
  voiceId: string,
  { id, guildId }: Asker,
  { serverSettings, sharing }: Pick<CloningParts, 'serverSettings' | 'sharing'>,
): Promise<string> {
  if (guildId === undefined) return '';
  const { clones } = await serverSettings.get(guildId);
  if (clones !== 'approval') return '';
  await sharing.ask(voiceId, id, guildId);
  return " It may speak here once this server's admins have approved of it with `/clone requests`.";
}

function factsOf({ bytes, format, durationMs }: Clip): ClipFacts {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { hash, format, durationMs, sizeBytes: bytes.byteLength };
}
