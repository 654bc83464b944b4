import type { Clip } from '#audio/clip/clip.ts';
import { WorkSlice } from '#audio/work-slice.ts';
import type { Asker } from '#discord/asker.ts';
import { moderatesReading } from '#discord/asker.ts';
import type { OutgoingFile } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { Given } from '#features/files/intake.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { entryOf } from '#features/wording/dictionaries.ts';
import type { VetPattern } from '#features/wording/patterns.ts';
import type { ClipFacts } from '#store/clips.ts';
import { maxEntries } from '#store/dictionaries.ts';
import type { DictionaryEntry, DictionaryOwner } from '#store/dictionaries.ts';
import type { Store } from '#store/store.ts';
import { clashOf } from '#text/dictionary/dictionary.ts';
import type { WrittenEntry } from '#text/dictionary/dictionary.ts';
import { problemOf } from '#text/dictionary/entry.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { toCsv, toJson } from '#text/dictionary/exchange.ts';
import type { RowProblem } from '#text/dictionary/exchange.ts';
import type { WordsEntry } from '#text/dictionary/table.ts';
import { speakerOf } from '#voices/speaker.ts';

export interface PronunciationsParts
  extends Pick<Store, 'dictionaries'>, Pick<FileIntake, 'readTable'> {
  readonly intake: Pick<FileIntake['intake'], 'take'>;
  readonly checker: Pick<FileIntake['checker'], 'sound'>;
  readonly words: AskWords;
  readonly vetPattern: VetPattern;
}

/** The owner of the words: the person, whose words go with them, or the server. */
export type WordsOf = 'me' | 'server';

export interface ImportReport {
  readonly added: number;
  /** The first of them. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
}

/** How words are spoken. `of`, unless given, is the server for people who may decide there, else the person. */
export interface Pronunciations {
  add(asker: Asker, entry: WordsEntry, of?: WordsOf): Promise<WordsOf>;
  /** The sound of a file is heard in the place of a word. */
  addSound(asker: Asker, word: Omit<Entry, 'to'>, given: Given, of?: WordsOf): Promise<WordsOf>;
  /** How many there were. */
  remove(asker: Asker, written: string, of?: WordsOf): Promise<number>;
  list(asker: Asker, of?: WordsOf): Promise<readonly Entry[]>;
  import(asker: Asker, given: Given, of?: WordsOf): Promise<ImportReport>;
  /** Sounds are not in the file: `sounds` says how many there are. */
  export(
    asker: Asker,
    format: 'csv' | 'json',
    of?: WordsOf,
  ): Promise<{ readonly file: OutgoingFile; readonly sounds: number }>;
  /** The words that would be said for a text that the person writes there. */
  tried(asker: Asker, text: string): Promise<string>;
}

const restingPatterns = 'without patterns: they take too long for such a text';

/** A tenth of a second is a click; longer than this and it is no word any more. */
export const soundLimits = { minMs: 100, maxMs: 5_000 };

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
    const owner = ownerOf(asker, of);
    const problem =
      problemOf(asEntry) ??
      clashOf(asEntry, writtenIn(await dictionaries.entries(owner))) ??
      (asEntry.match === 'pattern' ? await parts.vetPattern(asEntry.from) : undefined);
    if (problem !== undefined) throw new UserError(problem);
    await dictionaries.put(owner, [entry], asker.id);
    return of;
  };

  return {
    add: async (asker, entry, of = usually(asker)) => put(asker, of, storedOf(entry), entry),

    async addSound(asker, word, given, of = usually(asker)) {
      // Where there is no server for it, people are told so before anything is fetched.
      ownerOf(asker, of);
      const clip = await parts.intake.take(asker.id, given, 'sound', (bytes, signal) =>
        parts.checker.sound(bytes, soundLimits, signal),
      );
      const { from: written, match, caseSensitive } = word;
      const entry = { written, match, caseSensitive, spoken: { as: 'sound', clip } } as const;
      return put(asker, of, entry, { ...word, to: { kind: 'sound', soundId: 'new' } });
    },

    remove: async (asker, written, of = usually(asker)) =>
      dictionaries.remove(ownerOf(asker, of), asker.id, written),

    list: listed,

    import: async (asker, given, of = usually(asker)) =>
      imported(asker, given, ownerOf(asker, of), parts),

    async export(asker, format, of) {
      const all = await listed(asker, of);
      const entries = all.filter(({ to }) => to.kind === 'words');
      const pieces: Buffer[] = [];
      const slice = new WorkSlice();
      for (const piece of format === 'csv' ? toCsv(entries) : toJson(entries)) {
        pieces.push(Buffer.from(piece));
        await slice.breathe();
      }
      const file = {
        name: `pronunciations.${format}`,
        data: Buffer.concat(pieces),
        contentType: format === 'csv' ? 'text/csv' : 'application/json',
      };
      return { file, sounds: all.length - entries.length };
    },

    async tried(asker, text) {
      const { pieces, withoutPatterns } = await parts.words(text, speakerOf(asker), {});
      const said = pieces.map((piece) => (piece.kind === 'sound' ? '🔊' : piece.text)).join(' ');
      return withoutPatterns ? `${said} (${restingPatterns})` : said;
    },
  };
}

async function imported(
  asker: Asker,
  given: Given,
  owner: DictionaryOwner,
  { dictionaries, intake, readTable, vetPattern }: PronunciationsParts,
): Promise<ImportReport> {
  const known = writtenIn(await dictionaries.entries(owner));
  const bounds = { maxRows: maxEntries[owner.of], known };
  return intake.take(asker.id, given, 'table', async (bytes, signal) => {
    const table = await readTable(bytes, bounds, signal);
    const { good, problems } = await withoutBadPatterns(table.entries, vetPattern);
    const stored = good.map((entry) => storedOf(entry));
    if (stored.length > 0) await dictionaries.put(owner, stored, asker.id);
    return {
      added: stored.length,
      problems: [...problems, ...table.problems],
      problemCount: problems.length + table.problemCount,
    };
  });
}

/** Compiles the few patterns among them, one after the other. */
async function withoutBadPatterns(
  entries: readonly WordsEntry[],
  vetPattern: VetPattern,
): Promise<{ readonly good: readonly WordsEntry[]; readonly problems: readonly RowProblem[] }> {
  const bad = new Map<WordsEntry, string>();
  for (const entry of entries) {
    const problem = entry.match === 'pattern' ? await vetPattern(entry.from) : undefined;
    if (problem !== undefined) bad.set(entry, problem);
  }
  const problems = Array.from(bad, ([{ from }, problem]) => ({
    row: 0,
    problem: `“${from.slice(0, 40)}”: ${problem}`,
  }));
  return { good: entries.filter((entry) => !bad.has(entry)), problems };
}

function usually(asker: Asker): WordsOf {
  return asker.guildId !== undefined && moderatesReading(asker) ? 'server' : 'me';
}

function ownerOf(asker: Asker, of: WordsOf): DictionaryOwner {
  if (of === 'me') return { of: 'person', personId: asker.id };
  if (asker.guildId === undefined)
    throw new UserError('There is no server here that I am a member of. Choose your own words.');
  return { of: 'server', guildId: asker.guildId };
}

function writtenIn(entries: readonly DictionaryEntry<ClipFacts>[]): readonly WrittenEntry[] {
  return entries.map(({ written, match, caseSensitive }) => ({
    from: written,
    match,
    caseSensitive,
  }));
}

function storedOf({ from, match, caseSensitive, to }: WordsEntry): DictionaryEntry<Clip> {
  return { written: from, match, caseSensitive, spoken: { as: 'words', words: to.words } };
}
