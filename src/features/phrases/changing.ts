import { actorOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { escaped, shorten } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { Given } from '#features/files/intake.ts';
import { text } from '#i18n/text.ts';
import { Lanes } from '#ops/lanes.ts';
import type {
  Phrase,
  PhraseBook,
  PhraseChange,
  PhraseFolder,
  PhraseOwner,
  Phrases,
} from '#store/phrases.ts';
import { timeOrderedId } from '#store/time-ordered-id.ts';
import type { Chooser } from '#voices/chooser.ts';
import { fold } from '#voices/language.ts';
import { speakerOf } from '#voices/speaker.ts';

import { ownerToChange, phraseIn } from './books.ts';
import type { Whose } from './books.ts';
import { languageOf } from './phrase-line.ts';
import type { LineParts } from './phrase-line.ts';
import { templateOf } from './template.ts';

/** A button of Discord shows no more. */
export const maxLabelChars = 80;
export const maxWordsChars = 1_000;
export const maxFolderChars = 60;
/** Somebody's own voice, for a whole sentence of theirs. */
export const recordingLimits = { minMs: 100, maxMs: 15_000 };

/** The texts that were typed into the form of a phrase; empty is what was left out. */
export interface Filled {
  readonly words: string;
  readonly label: string;
  readonly folder: string;
  readonly voice: string;
  readonly style: string;
}

export interface ChangingParts extends Pick<LineParts, 'languages' | 'now'> {
  readonly phrases: Phrases;
  readonly chooser: Pick<Chooser, 'check'>;
  readonly intake: Pick<FileIntake['intake'], 'take'>;
  readonly checker: Pick<FileIntake['checker'], 'sound'>;
  /** Told of phrases that are new, or sound otherwise than before. */
  readonly onChanged: (there: Asker, changed: readonly Phrase[]) => void;
}

/**
 * Changes saved phrases. `there`: the person as they are in their call. Everything rejects with a `UserError` for those
 * who may not, and when there would be too many.
 */
export class ChangingPhrases {
  readonly #parts: ChangingParts;
  /** The changes of one person come one after the other: each takes what the last one left. */
  readonly #lanes = new Lanes();

  constructor(parts: ChangingParts) {
    this.#parts = parts;
  }

  /** Saves a new phrase, or the one with that id in its new words. */
  async save(there: Asker, of: Whose, filled: Filled, id?: string): Promise<Phrase> {
    return this.#change(there, of, async (owner, book) => {
      const before = id === undefined ? undefined : phraseIn(book, id);
      const spoken = await this.#spokenOf(there, filled, before);
      const asked = askedIn(filled);
      if (Object.keys(asked).length > 0) await this.#parts.chooser.check(asked, speakerOf(there));
      const { folders, folderId } = this.#folderOf(filled.folder, book);
      const phrase = {
        id: before?.id ?? timeOrderedId(this.#parts.now()),
        label: labelOf(filled, before),
        ...spoken,
        place: before?.place ?? nextPlace(book.phrases),
        ...asked,
        ...(folderId !== undefined && { folderId }),
        ...(before?.extra !== undefined && { extra: before.extra }),
      };
      await this.#parts.phrases.put(owner, { phrases: [phrase], folders }, actorOf(there));
      if (!before || soundOf(before) !== soundOf(phrase)) this.#parts.onChanged(there, [phrase]);
      return phrase;
    });
  }

  /** Saves a recording as a phrase. */
  async saveRecording(
    there: Asker,
    of: Whose,
    filled: Pick<Filled, 'label' | 'folder'>,
    given: Given,
  ): Promise<Phrase> {
    // People who may not are told so before anything is fetched.
    ownerToChange(of, there);
    const { intake, checker } = this.#parts;
    const clip = await intake.take(actorOf(there), given, 'clip', (bytes, signal) =>
      checker.sound(bytes, recordingLimits, signal),
    );
    return this.#change(there, of, async (owner, book) => {
      const { folders, folderId } = this.#folderOf(filled.folder, book);
      const phrase = {
        id: timeOrderedId(this.#parts.now()),
        label: tidy(filled.label, maxLabelChars) || '🎙️',
        spoken: { as: 'recording', clip } as const,
        place: nextPlace(book.phrases),
        ...(folderId !== undefined && { folderId }),
      };
      await this.#parts.phrases.put(owner, { phrases: [phrase], folders }, actorOf(there));
      return phraseIn(await this.#parts.phrases.of(owner), phrase.id);
    });
  }

  /** Moves a phrase before the one that it comes after, among those of its folder. */
  async moveUp(there: Asker, of: Whose, id: string): Promise<void> {
    await this.#change(there, of, async (owner, book) => {
      const { folderId } = phraseIn(book, id);
      const [before, phrase] = neighbours(
        book.phrases.filter((each) => each.folderId === folderId),
        id,
      );
      if (before && phrase)
        await this.#parts.phrases.put(owner, { phrases: swapped(before, phrase) }, actorOf(there));
    });
  }

  async remove(there: Asker, of: Whose, id: string): Promise<void> {
    await this.#change(there, of, async (owner) => {
      await this.#parts.phrases.remove(owner, { phrases: [id] }, actorOf(there));
    });
  }

  async renameFolder(there: Asker, of: Whose, id: string, typed: string): Promise<void> {
    const name = tidy(typed, maxFolderChars);
    if (name === '') throw new UserError(text(($) => $.phrases.noFolderName));
    await this.#change(there, of, async (owner, book) => {
      const folder = folderIn(book, id);
      const namesake = folderCalled(book, name);
      if (namesake && namesake.id !== id)
        throw new UserError(text(($) => $.phrases.folderThere, { folder: escaped(namesake.name) }));
      await this.#parts.phrases.put(owner, { folders: [{ ...folder, name }] }, actorOf(there));
    });
  }

  async moveFolderUp(there: Asker, of: Whose, id: string): Promise<void> {
    await this.#change(there, of, async (owner, book) => {
      const [before, folder] = neighbours(book.folders, id);
      if (before && folder)
        await this.#parts.phrases.put(owner, { folders: swapped(before, folder) }, actorOf(there));
    });
  }

  /** Its phrases are in no folder then. */
  async removeFolder(there: Asker, of: Whose, id: string): Promise<void> {
    await this.#change(there, of, async (owner) => {
      await this.#parts.phrases.remove(owner, { folders: [id] }, actorOf(there));
    });
  }

  /** Puts phrases that are whole, new or in the place of those with their ids, and makes folders for them. */
  async put(
    there: Asker,
    of: Whose,
    make: (book: PhraseBook) => Promise<PhraseChange>,
  ): Promise<void> {
    await this.#change(there, of, async (owner, book) => {
      const change = await make(book);
      await this.#parts.phrases.put(owner, change, actorOf(there));
      const ofWords = change.phrases?.flatMap(({ spoken, ...phrase }): readonly Phrase[] =>
        spoken.as === 'words' ? [{ ...phrase, spoken }] : [],
      );
      this.#parts.onChanged(there, ofWords ?? []);
    });
  }

  async #change<Result>(
    there: Asker,
    of: Whose,
    change: (owner: PhraseOwner, book: PhraseBook) => Promise<Result>,
  ): Promise<Result> {
    const owner = ownerToChange(of, there);
    return this.#lanes.run(JSON.stringify(owner), async () =>
      change(owner, await this.#parts.phrases.of(owner)),
    );
  }

  /** A recording stays what it is. */
  async #spokenOf(
    there: Asker,
    filled: Filled,
    before: Phrase | undefined,
  ): Promise<Pick<Phrase, 'spoken' | 'language'>> {
    if (before?.spoken.as === 'recording') return { spoken: before.spoken };
    const words = filled.words.trim().slice(0, maxWordsChars);
    if (!seen.test(words)) throw new UserError(text(($) => $.phrases.noWords));
    const language = await languageOf(templateOf(words), there, this.#parts);
    return { spoken: { as: 'words', words }, ...(language !== undefined && { language }) };
  }

  /** The folder of that name, which is made where there is none. */
  #folderOf(
    typed: string,
    { folders }: PhraseBook,
  ): { readonly folders: readonly PhraseFolder[]; readonly folderId?: string } {
    const name = tidy(typed, maxFolderChars);
    if (name === '') return { folders: [] };
    const known = folderCalled({ folders }, name);
    if (known) return { folders: [], folderId: known.id };
    const id = timeOrderedId(this.#parts.now());
    return { folders: [{ id, name, place: nextPlace(folders) }], folderId: id };
  }
}

/** All that decides how a phrase sounds. */
export function soundOf({ spoken, voice, style }: Phrase): string {
  return JSON.stringify([spoken, voice, style]);
}

export function folderCalled(
  { folders }: Pick<PhraseBook, 'folders'>,
  name: string,
): PhraseFolder | undefined {
  return folders.find((folder) => fold(folder.name) === fold(name.trim()));
}

/** Throws a `UserError` for one that isn't there. */
export function folderIn({ folders }: PhraseBook, id: string): PhraseFolder {
  const folder = folders.find((each) => each.id === id);
  if (!folder) throw new UserError(text(($) => $.phrases.notThere));
  return folder;
}

/** The place behind all others. */
export function nextPlace(placed: readonly { readonly place: number }[]): number {
  return placed.reduce((most, { place }) => Math.max(most, place + 1), 0);
}

/** Something that isn’t empty to the eye, as blanks, marks of direction and the fillers of Hangul are. */
const seen = /[^\s\p{Cc}\p{Cf}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** In one line of so many characters, as it fits on a button; empty where nothing would be seen of it. */
export function tidy(typed: string, maxChars: number): string {
  if (!seen.test(typed)) return '';
  return shorten(typed.replace(/[\s\p{Cc}]+/gu, ' ').trim(), maxChars);
}

function askedIn({ voice, style }: Filled): Pick<Phrase, 'voice' | 'style'> {
  return { ...(voice !== '' && { voice }), ...(style !== '' && { style }) };
}

/** The words themselves, where it isn't called anything. */
export function labelOf(
  { label, words }: Pick<Filled, 'label' | 'words'>,
  before: Phrase | undefined,
): string {
  return tidy(label, maxLabelChars) || tidy(words, maxLabelChars) || (before?.label ?? '');
}

/** The one before it, and itself; without the first where it is the first itself. */
function neighbours<Placed extends { readonly id: string; readonly place: number }>(
  placed: readonly Placed[],
  id: string,
): readonly [Placed | undefined, Placed | undefined] {
  const sorted = placed.toSorted((one, other) => one.place - other.place);
  const at = sorted.findIndex((each) => each.id === id);
  return [at > 0 ? sorted[at - 1] : undefined, sorted[at]];
}

/** Both in the place of the other. Those that share a place are told apart by it. */
function swapped<Placed extends { readonly place: number }>(
  before: Placed,
  after: Placed,
): readonly Placed[] {
  return [
    { ...before, place: Math.max(after.place, before.place + 1) },
    { ...after, place: before.place },
  ];
}
