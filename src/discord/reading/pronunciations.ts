import { UserError } from '../../errors.ts';
import type { Clip } from '../../speech/speech.ts';
import type { ClipFacts } from '../../store/clips.ts';
import type { DictionaryEntry, DictionaryOwner } from '../../store/dictionaries.ts';
import type { Store } from '../../store/store.ts';
import { compile } from '../../text/dictionary/dictionary.ts';
import type { Entry } from '../../text/dictionary/entry.ts';
import { fromText, toCsv, toJson } from '../../text/dictionary/exchange.ts';
import type { AskWords } from '../ask-words.ts';
import { speakerOf } from '../asker.ts';
import type { Asker } from '../asker.ts';
import type { Attachments, GivenFile } from '../attachments.ts';
import type { OutgoingFile } from '../view.ts';
import { entryOf } from './dictionaries.ts';
import { managesReading } from './server-reading.ts';
import type { TakeSound } from './sound-intake.ts';

export interface PronunciationsParts extends Pick<Store, 'dictionaries'> {
  readonly attachments: Attachments;
  readonly takeSound: TakeSound;
  readonly words: AskWords;
}

/** Whose words: one's own, which go with the person, or those of the server. */
export type WordsOf = 'me' | 'server';

export interface ImportReport {
  readonly added: number;
  /** By row; 0 is the file as a whole. */
  readonly problems: readonly { readonly row: number; readonly problem: string }[];
}

/** A word that is said in other words. */
interface WordsEntry extends Entry {
  readonly to: Extract<Entry['to'], { readonly kind: 'words' }>;
}

/** How words are spoken. `of` is the server for who may decide there, else the person, unless they say. */
export interface Pronunciations {
  add(asker: Asker, entry: WordsEntry, of?: WordsOf): Promise<WordsOf>;
  /** The sound of a file is heard in the place of a word. */
  addSound(asker: Asker, word: Omit<Entry, 'to'>, file: GivenFile, of?: WordsOf): Promise<WordsOf>;
  /** How many there were. */
  remove(asker: Asker, written: string, of?: WordsOf): Promise<number>;
  list(asker: Asker, of?: WordsOf): Promise<readonly Entry[]>;
  import(asker: Asker, file: GivenFile, of?: WordsOf): Promise<ImportReport>;
  /** Sounds are not in the file: `sounds` says how many there are. */
  export(
    asker: Asker,
    format: 'csv' | 'json',
    of?: WordsOf,
  ): Promise<{ readonly file: OutgoingFile; readonly sounds: number }>;
  /** What would be said of a text that the person writes there. */
  tried(asker: Asker, text: string): Promise<string>;
}

const importMs = 20_000;

export function pronunciations(parts: PronunciationsParts): Pronunciations {
  const { dictionaries } = parts;
  const listed = async (asker: Asker, of: WordsOf | undefined): Promise<readonly Entry[]> => {
    const entries = await dictionaries.entries(ownerOf(asker, of ?? usually(asker)));
    return entries.map((entry) => entryOf(entry));
  };
  const put = async (
    asker: Asker,
    of: WordsOf,
    entry: DictionaryEntry<Clip>,
    asEntry: Entry,
  ): Promise<WordsOf> => {
    const owner = changedBy(asker, of);
    const [problem] = problemsOf([asEntry], await dictionaries.entries(owner));
    if (problem) throw new UserError(problem.problem);
    await dictionaries.put(owner, [entry], asker.id);
    return of;
  };

  return {
    add: async (asker, entry, of = usually(asker)) => put(asker, of, storedOf(entry), entry),

    async addSound(asker, word, file, of = usually(asker)) {
      // Before anything is fetched: who may not is told at once.
      changedBy(asker, of);
      const clip = await parts.takeSound(file);
      const { from: written, match, caseSensitive } = word;
      const entry = { written, match, caseSensitive, spoken: { as: 'sound', clip } } as const;
      return put(asker, of, entry, { ...word, to: { kind: 'sound', soundId: 'new' } });
    },

    remove: async (asker, written, of = usually(asker)) =>
      dictionaries.remove(changedBy(asker, of), asker.id, written),

    list: listed,

    import: async (asker, file, of = usually(asker)) =>
      imported(asker, file, changedBy(asker, of), parts),

    async export(asker, format, of) {
      const all = await listed(asker, of);
      const entries = all.filter(({ to }) => to.kind === 'words');
      const text = format === 'csv' ? toCsv(entries) : toJson(entries);
      const file = {
        name: `pronunciations.${format}`,
        data: Buffer.from(text),
        contentType: format === 'csv' ? 'text/csv' : 'application/json',
      };
      return { file, sounds: all.length - entries.length };
    },

    async tried(asker, text) {
      const { pieces } = await parts.words(text, speakerOf(asker), {});
      return pieces.map((piece) => (piece.kind === 'sound' ? '🔊' : piece.text)).join(' ');
    },
  };
}

async function imported(
  asker: Asker,
  file: GivenFile,
  owner: DictionaryOwner,
  { dictionaries, attachments }: PronunciationsParts,
): Promise<ImportReport> {
  const text = textIn(await attachments.fetch(file, AbortSignal.timeout(importMs)));
  const { entries, problems } = fromText(text);
  const spoken = entries.filter((entry): entry is WordsEntry => entry.to.kind === 'words');
  const refused = problemsOf(spoken, await dictionaries.entries(owner));
  const bad = new Set(refused.map(({ index }) => index));
  const good = spoken.filter((_, index) => !bad.has(index)).map((entry) => storedOf(entry));
  if (good.length > 0) await dictionaries.put(owner, good, asker.id);
  const sounds = entries.length - spoken.length;
  const notes = [
    ...refused.map(({ index, problem }) => `“${spoken[index]?.from.slice(0, 40)}”: ${problem}`),
    ...(sounds > 0 ? [`${sounds} sounds can't be imported: add each with its file.`] : []),
  ];
  return {
    added: good.length,
    problems: [...problems, ...notes.map((problem) => ({ row: 0, problem }))],
  };
}

function mayChangeServer(asker: Asker): boolean {
  return asker.moderates || managesReading(asker);
}

function usually(asker: Asker): WordsOf {
  return asker.guildId !== undefined && mayChangeServer(asker) ? 'server' : 'me';
}

function ownerOf(asker: Asker, of: WordsOf): DictionaryOwner {
  if (of === 'me') return { of: 'person', personId: asker.id };
  if (asker.guildId === undefined)
    throw new UserError('There is no server here that I am a member of. Choose your own words.');
  return { of: 'server', serverId: asker.guildId };
}

function changedBy(asker: Asker, of: WordsOf): DictionaryOwner {
  if (of === 'server' && asker.guildId !== undefined && !mayChangeServer(asker))
    throw new UserError(
      'Only moderators change how this server’s words are spoken. You can do it for your own messages: choose `me`.',
    );
  return ownerOf(asker, of);
}

/** What is wrong with new entries among those that are there, by their place among the new. */
function problemsOf(
  entries: readonly Entry[],
  known: readonly DictionaryEntry<ClipFacts>[],
): readonly { readonly index: number; readonly problem: string }[] {
  const isReplaced = (entry: Entry): boolean =>
    entries.some(({ from, match }) => from === entry.from && match === entry.match);
  const kept = known.map((entry) => entryOf(entry)).filter((entry) => !isReplaced(entry));
  return compile([...kept, ...entries])
    .problems.map(({ index, problem }) => ({ index: index - kept.length, problem }))
    .filter(({ index }) => index >= 0);
}

function storedOf({ from, match, caseSensitive, to }: WordsEntry): DictionaryEntry<Clip> {
  return { written: from, match, caseSensitive, spoken: { as: 'words', words: to.words } };
}

function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError('The file is no text in UTF-8. Save it as CSV (UTF-8) or JSON.');
  }
}
