import type { Clip } from '#audio/clip/clip.ts';
import type { WorkSlice } from '#audio/work-slice.ts';
import type { ClipFacts } from '#store/clips.ts';
import { maxFolders, maxPhrases, maxRecordings } from '#store/phrases.ts';
import type {
  Phrase,
  PhraseBook,
  PhraseChange,
  PhraseFolder,
  PhraseOwner,
} from '#store/phrases.ts';
import { timeOrderedId } from '#store/time-ordered-id.ts';
import { Leftovers } from '#text/boards/phrase-file.ts';
import type { LeftOut } from '#text/boards/phrase-file.ts';
import { fold } from '#voices/language.ts';

import { labelOf, maxFolderChars, nextPlace, soundOf, tidy } from './changing.ts';
import type { TakenFile, TakenPhrase } from './taken-file.ts';

/** Everything that a file would change of somebody's phrases. */
export interface Proposal extends Required<PhraseChange> {
  readonly added: number;
  readonly recordings: number;
  /** The labels of phrases that say something else then. */
  readonly changed: readonly string[];
  readonly same: number;
  readonly left: readonly LeftOut[];
}

export interface ProposalOptions {
  readonly owner: PhraseOwner;
  /** Where that goes which is in no folder of the file. */
  readonly folder: string;
  readonly nowMs: number;
  readonly slice: WorkSlice;
}

/** Compares a file with the phrases that there are: one of the same label in the same folder is the same phrase. */
export async function proposalOf(
  file: TakenFile,
  book: PhraseBook,
  options: ProposalOptions,
): Promise<Proposal> {
  const comparing = new Comparing(file, book, options);
  for (const phrase of file.phrases) {
    comparing.take(phrase);
    await options.slice.breathe();
  }
  return comparing.proposal;
}

type AnyPhrase = Phrase<Clip | ClipFacts>;

class Comparing {
  readonly #book: PhraseBook;
  readonly #nowMs: number;
  readonly #known = new Map<string, Phrase[]>();
  readonly #folders: readonly string[];
  readonly #home: string;
  readonly #byFold: Map<string, PhraseFolder>;
  readonly #newFolders = new Map<string, PhraseFolder>();
  readonly #phrases: AnyPhrase[] = [];
  readonly #changed: string[] = [];
  readonly #taken = new Set<string>();
  readonly #left: Leftovers = new Leftovers();
  readonly #before: readonly LeftOut[];
  readonly #extras: readonly (string | undefined)[];
  readonly #clips: ReadonlyMap<string, ClipFacts>;
  #room: number;
  #recordingRoom: number;
  #added = 0;
  #recordings = 0;
  #same = 0;
  #place: number;

  constructor(file: TakenFile, book: PhraseBook, { owner, folder, nowMs }: ProposalOptions) {
    const of = owner.of === 'server' ? 'server' : 'person';
    this.#book = book;
    this.#nowMs = nowMs;
    this.#before = file.left;
    this.#folders = file.folders.map(({ name }) => tidy(name, maxFolderChars));
    this.#extras = file.folders.map(({ extra }) => extra);
    this.#home = tidy(folder, maxFolderChars);
    this.#byFold = new Map(book.folders.map((each) => [fold(each.name), each]));
    this.#clips = new Map(
      book.phrases.flatMap(({ spoken }) =>
        spoken.as === 'recording' ? [[spoken.clip.hash, spoken.clip] as const] : [],
      ),
    );
    this.#room = maxPhrases[of] - book.phrases.length;
    this.#recordingRoom = maxRecordings[of] - this.#clips.size;
    this.#place = nextPlace(book.phrases);
    for (const phrase of book.phrases) {
      const key = keyOf(phrase.folderId, phrase.label);
      this.#known.set(key, [...(this.#known.get(key) ?? []), phrase]);
    }
    // Folders keep their order, those that are empty as well.
    for (const at of this.#folders.keys()) this.#folderId(at);
  }

  get proposal(): Proposal {
    return {
      folders: [...this.#newFolders.values()],
      phrases: this.#phrases,
      added: this.#added,
      recordings: this.#recordings,
      changed: this.#changed,
      same: this.#same,
      left: [...this.#before, ...this.#left.list],
    };
  }

  take(taken: TakenPhrase): void {
    const folderId = this.#folderId(taken.folder);
    const label = labelOf({ label: taken.label, words: taken.words }, undefined) || '🎙️';
    const spoken = this.#spokenOf(taken);
    const twin = JSON.stringify([folderId, fold(label), soundIn(spoken), taken.voice, taken.style]);
    if (this.#taken.has(twin)) {
      this.#left.add('twice', label);
      return;
    }
    this.#taken.add(twin);
    const { voice, style, language, extra } = taken;
    const phrase = {
      label,
      spoken,
      ...(spoken.as === 'words' && language !== undefined && { language }),
      ...(voice !== undefined && { voice }),
      ...(style !== undefined && { style }),
      ...(folderId !== undefined && { folderId }),
      ...(extra !== undefined && { extra }),
    };
    const before = this.#known.get(keyOf(folderId, label))?.shift();
    if (before) this.#change(before, phrase);
    else this.#add(phrase);
  }

  #add(phrase: Omit<AnyPhrase, 'id' | 'place'>): void {
    const isRecording = phrase.spoken.as === 'recording';
    if (this.#room <= 0) this.#left.add('many', phrase.label);
    else if (isRecording && this.#recordingRoom <= 0)
      this.#left.add('many-recordings', phrase.label);
    else {
      this.#room -= 1;
      this.#added += 1;
      if (isRecording) {
        this.#recordingRoom -= 1;
        this.#recordings += 1;
      }
      this.#phrases.push({ id: timeOrderedId(this.#nowMs), place: this.#place, ...phrase });
      this.#place += 1;
    }
  }

  #change(before: Phrase, now: Omit<AnyPhrase, 'id' | 'place'>): void {
    const { id, place } = before;
    const after = { id, place, ...now };
    const isSame =
      soundIn(before.spoken) === soundIn(now.spoken) &&
      soundOf({ ...before, spoken: { as: 'words', words: '' } }) ===
        soundOf({ ...after, spoken: { as: 'words', words: '' } });
    if (isSame) {
      this.#same += 1;
      // The file may know more of what only other programs use: to nobody here it is a change.
      if (now.extra !== undefined && now.extra !== before.extra)
        this.#phrases.push({ ...before, extra: now.extra });
    } else if (
      now.spoken.as === 'recording' &&
      before.spoken.as === 'words' &&
      this.#recordingRoom <= 0
    )
      this.#left.add('many-recordings', now.label);
    else {
      const extra = now.extra ?? before.extra;
      this.#phrases.push({ ...after, ...(extra !== undefined && { extra }) });
      this.#changed.push(now.label);
    }
  }

  #spokenOf({ words, clip }: TakenPhrase): AnyPhrase['spoken'] {
    if (!clip) return { as: 'words', words: words.trim() };
    const kept = 'known' in clip ? this.#clips.get(clip.known) : clip;
    return kept ? { as: 'recording', clip: kept } : { as: 'words', words };
  }

  /** The folder that a phrase of the file goes into, made anew where there is none of that name. */
  #folderId(at: number | undefined): string | undefined {
    const name = at === undefined ? this.#home : (this.#folders[at] ?? '');
    if (name === '') return undefined;
    const extra = at === undefined ? undefined : this.#extras[at];
    const known = this.#byFold.get(fold(name));
    if (known) {
      if (extra !== undefined && known.extra !== extra) this.#put({ ...known, extra });
      return known.id;
    }
    if (this.#byFold.size >= maxFolders) {
      if (!this.#taken.has(name)) this.#left.add('folders', name);
      this.#taken.add(name);
      return undefined;
    }
    const place = nextPlace([...this.#book.folders, ...this.#newFolders.values()]);
    const folder = {
      id: timeOrderedId(this.#nowMs),
      name,
      place,
      ...(extra !== undefined && { extra }),
    };
    this.#put(folder);
    return folder.id;
  }

  #put(folder: PhraseFolder): void {
    this.#byFold.set(fold(folder.name), folder);
    this.#newFolders.set(folder.id, folder);
  }
}

function keyOf(folderId: string | undefined, label: string): string {
  return `${folderId ?? ''} ${fold(label)}`;
}

/** Equal for words and recordings that are the same. */
function soundIn(spoken: AnyPhrase['spoken']): string {
  if (spoken.as === 'words') return JSON.stringify([spoken.as, spoken.words]);
  const { clip } = spoken;
  return JSON.stringify([spoken.as, 'hash' in clip ? clip.hash : clip.bytes.length]);
}
