import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { WorkSlice } from '#audio/work-slice.ts';
import { actorOf, rightForFiles } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { DoublePresses } from '#discord/double-press.ts';
import type { Tell } from '#discord/turn-taking.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { Given } from '#features/files/intake.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { maxFolders, maxPhrases } from '#store/phrases.ts';
import type { PhraseOwner, Phrases } from '#store/phrases.ts';
import type { Store } from '#store/store.ts';
import type { FileRefusal } from '#text/boards/phrase-file.ts';

import { encodeState, openingOf } from './board-state.ts';
import { bookFor, ownerToChange } from './books.ts';
import type { Whose } from './books.ts';
import { folderCalled, maxWordsChars } from './changing.ts';
import type { ChangingPhrases } from './changing.ts';
import { exportedView, proposedView, takenView } from './file-view.ts';
import type { OwnCall } from './own-call.ts';
import { proposalOf } from './proposal.ts';
import type { Proposal, ProposalOptions } from './proposal.ts';
import { takenFile } from './taken-file.ts';
import type { TakenFile, TakingParts } from './taken-file.ts';
import { writtenFile } from './written-file.ts';
import type { FileFormat } from './written-file.ts';

export interface PhraseFilesParts extends TakingParts, Pick<FileIntake, 'readPhrases'> {
  readonly phrases: Pick<Phrases, 'of'>;
  readonly clips: Pick<Store['clips'], 'read'>;
  readonly intake: Pick<FileIntake['intake'], 'take' | 'inTurn'>;
  readonly ownCall: Pick<OwnCall, 'there'>;
  readonly changing: Pick<ChangingPhrases, 'put'>;
  readonly now: () => number;
}

/** A file that was looked at and waits for the button that takes it over, in memory alone. */
interface Draft {
  readonly id: string;
  readonly of: Whose;
  readonly owner: PhraseOwner;
  readonly folder: string;
  readonly file: TakenFile;
}

/** Recordings that one file may have. */
export const maxSoundsInFile = 50;
const keptMs = 15 * 60_000;
/** The drafts of all people together: a file of fifty recordings of 15 s has 6 MB. */
const maxDraftBytes = 32 * 1024 * 1024;

/** Phrases that come as a file and leave as one. Everything rejects with a `UserError` that says why not. */
export class PhraseFiles {
  readonly #parts: PhraseFilesParts;
  /** The last file of each person. */
  readonly #drafts: LRUCache<string, Draft>;
  /** The file of each person that is being looked at, and whose phrases are in it. */
  readonly #looking = new Map<string, PhraseOwner>();
  readonly #doublePresses = new DoublePresses();

  constructor(parts: PhraseFilesParts) {
    this.#parts = parts;
    this.#drafts = new LRUCache({
      maxSize: maxDraftBytes,
      sizeCalculation: ({ file }) => sizeOf(file),
      ttl: keptMs,
      ttlAutopurge: true,
      ttlResolution: 0,
      perf: { now: parts.now },
    });
  }

  /** Takes a file, and shows what it would change. */
  async import(asker: Asker, of: Whose, folder: string, given: Given): Promise<View> {
    const { intake, readPhrases, phrases, ownCall } = this.#parts;
    const there = ownCall.there(asker);
    // People who may not are told so before anything is fetched.
    const owner = ownerToChange(of, there);
    this.#looking.set(actorOf(asker), owner);
    const file = await intake.take(actorOf(asker), given, 'phrases', async (bytes, signal) => {
      const bounds = {
        maxPhrases: maxPhrases[owner.of === 'server' ? 'server' : 'person'],
        maxFolders,
        maxSounds: maxSoundsInFile,
        maxWordsChars,
        locale: asker.locale,
      };
      const read = await readPhrases(bytes, bounds, signal);
      if ('kind' in read) throw new UserError(refusalText(read));
      const context = { there, book: await phrases.of(owner), signal, slice: new WorkSlice() };
      return takenFile(read, bytes, context, this.#parts);
    });
    // Their data was deleted meanwhile, or they gave another file.
    if (this.#looking.get(actorOf(asker)) !== owner)
      throw new UserError(text(($) => $.phrases.file.gone));
    this.#looking.delete(actorOf(asker));
    const draft: Draft = { id: randomUUID(), of, owner, folder, file };
    this.#drafts.set(actorOf(asker), draft);
    const book = await phrases.of(owner);
    const proposal = await proposalOf(file, book, this.#optionsOf(draft));
    const act = {
      apply: `phrases:apply:${stateOf(of, asker)}.${draft.id}`,
      board: `phrases:show:${stateOf(of, asker)}`,
    };
    return proposedView(proposal, file, book, act, asker.t);
  }

  /** Takes over a file that was looked at, by whoever gave it, themselves or for whom they help; it is compared once more with what there is now. */
  async apply(asker: Asker, subject: string): Promise<View | void> {
    const draftId = subject.split('.').at(-1) ?? '';
    if (this.#doublePresses.isSecond(actorOf(asker), draftId)) return undefined;
    const { ownCall, changing, phrases } = this.#parts;
    const draft = this.#drafts.get(actorOf(asker));
    const there = ownCall.there(asker);
    if (draft?.id !== draftId || !isSame(ownerToChange(draft.of, there), draft.owner))
      throw new UserError(text(($) => $.phrases.file.gone));
    let proposal: Proposal | undefined;
    const before = await phrases.of(draft.owner);
    await changing.put(there, draft.of, async (book) => {
      proposal = await proposalOf(draft.file, book, this.#optionsOf(draft));
      return proposal;
    });
    this.#drafts.delete(actorOf(asker));
    if (!proposal) throw new UserError(text(($) => $.phrases.file.gone));
    return takenView(proposal, before, `phrases:show:${stateOf(draft.of, asker)}`, asker.t);
  }

  /** Drops the files that somebody gave, and those that others gave for them. */
  forget(userId: string): void {
    const isMeant = (giverId: string, owner: PhraseOwner): boolean =>
      giverId === userId || (owner.of === 'person' && owner.userId === userId);
    for (const [giverId, { owner }] of this.#drafts.entries())
      if (isMeant(giverId, owner)) this.#drafts.delete(giverId);
    for (const [giverId, owner] of this.#looking)
      if (isMeant(giverId, owner)) this.#looking.delete(giverId);
  }

  /** Makes a file of phrases, or of those of a folder. */
  async export(
    asker: Asker,
    of: Whose,
    { format, folder }: { readonly format: FileFormat; readonly folder: string },
    tell: Tell,
  ): Promise<View> {
    const { intake, clips, ownCall } = this.#parts;
    const right = rightForFiles(asker);
    if (right !== undefined) throw new UserError(text(($) => $.privacy.noFilesHere, { right }));
    const there = ownCall.there(asker);
    return intake.inTurn(actorOf(asker), tell, async () => {
      const book = await bookFor(of, there, this.#parts);
      const only = folder === '' ? undefined : folderCalled(book, folder);
      if (folder !== '' && !only) throw new UserError(text(($) => $.phrases.notThere));
      const { file, missing } = await writtenFile(format, book, only, {
        read: (hash) => clips.read(hash),
        maxBytes: asker.uploadLimitBytes,
        slice: new WorkSlice(),
        title: asker.t(($) => $.phrases.board.title[of]),
      });
      const inIt = only
        ? book.phrases.filter(({ folderId }) => folderId === only.id)
        : book.phrases;
      const isTable = format === 'csv' || format === 'json';
      return exportedView(file, { phrases: inIt.length - missing, missing, isTable }, asker.t);
    });
  }

  #optionsOf({ owner, folder }: Draft): ProposalOptions {
    return { owner, folder, nowMs: this.#parts.now(), slice: new WorkSlice() };
  }
}

function refusalText({ kind, ...values }: FileRefusal): Text {
  return { select: ($) => $.phrases.file.refused[kind], values };
}

function stateOf(of: Whose, asker: Asker): string {
  return encodeState(openingOf(of, asker));
}

function isSame(one: PhraseOwner, other: PhraseOwner): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sizeOf({ phrases }: TakenFile): number {
  return phrases.reduce((sum, { words, extra = '', clip }) => {
    const sound = clip && 'bytes' in clip ? clip.bytes.length : 0;
    return sum + 200 + 2 * (words.length + extra.length) + sound;
  }, 1);
}
