import type { Clip } from '#audio/clip/clip.ts';
import { WorkSlice } from '#audio/work-slice.ts';
import type { Asker } from '#discord/asker.ts';
import { moderatesReading } from '#discord/asker.ts';
import { UserError } from '#errors.ts';
import type { FileIntake } from '#features/files/file-intake.ts';
import type { Given } from '#features/files/intake.ts';
import type { AskWords } from '#features/wording/ask-words.ts';
import { entryOf } from '#features/wording/dictionaries.ts';
import type { VetPattern } from '#features/wording/patterns.ts';
import { text } from '#i18n/text.ts';
import { Lanes } from '#ops/lanes.ts';
import type { ClipFacts } from '#store/clips.ts';
import { maxEntries } from '#store/dictionaries.ts';
import type { DictionaryEntry, DictionaryOwner } from '#store/dictionaries.ts';
import type { Store } from '#store/store.ts';
import { clashOf } from '#text/dictionary/dictionary.ts';
import type { WrittenEntry } from '#text/dictionary/dictionary.ts';
import { problemOf } from '#text/dictionary/entry.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { toCsv, toJson } from '#text/dictionary/exchange.ts';
import { problemText, problemWith } from '#text/dictionary/problem.ts';
import type { RowProblem, WordProblem } from '#text/dictionary/problem.ts';
import type { TableReading, WordsEntry } from '#text/dictionary/table.ts';
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

export interface ImportReport extends Omit<TableReading, 'entries'> {
  readonly added: number;
}

/** A tenth of a second is a click; longer than this and it is no word any more. */
export const soundLimits = { minMs: 100, maxMs: 5_000 };

/** How words are spoken. `of`, unless given, is the server for people who may decide there, else the person. */
export class Pronunciations {
  readonly #parts: PronunciationsParts;
  /** One person's changes of words, one after the other: each has all of a large list read and made ready anew. */
  readonly #lanes = new Lanes();

  constructor(parts: PronunciationsParts) {
    this.#parts = parts;
  }

  async add(asker: Asker, entry: WordsEntry, of = usually(asker)): Promise<WordsOf> {
    return this.#put(asker, of, entry, storedOf(entry));
  }

  /** The sound of a file is heard in the place of a word. */
  async addSound(
    asker: Asker,
    word: Omit<Entry, 'to'>,
    given: Given,
    of = usually(asker),
  ): Promise<WordsOf> {
    const { intake, checker } = this.#parts;
    // Where there is no server for it, people are told so before anything is fetched.
    ownerOf(asker, of);
    const clip = await intake.take(asker.id, given, 'sound', (bytes, signal) =>
      checker.sound(bytes, soundLimits, signal),
    );
    const { from: written, match, caseSensitive } = word;
    const stored = { written, match, caseSensitive, spoken: { as: 'sound', clip } } as const;
    return this.#put(asker, of, { ...word, to: { kind: 'sound', soundId: 'new' } }, stored);
  }

  /** How many there were. */
  async remove(asker: Asker, written: string, of = usually(asker)): Promise<number> {
    const owner = ownerOf(asker, of);
    return this.#lanes.run(asker.id, () =>
      this.#parts.dictionaries.remove(owner, asker.id, written),
    );
  }

  async list(asker: Asker, of = usually(asker)): Promise<readonly Entry[]> {
    const entries = await this.#parts.dictionaries.entries(ownerOf(asker, of));
    return entries.map((entry) => entryOf(entry));
  }

  async import(asker: Asker, given: Given, of = usually(asker)): Promise<ImportReport> {
    const { dictionaries, intake, readTable } = this.#parts;
    const owner = ownerOf(asker, of);
    const known = writtenIn(await dictionaries.entries(owner));
    const bounds = { maxRows: maxEntries[owner.of], known };
    return intake.take(asker.id, given, 'table', async (bytes, signal) => {
      const table = await readTable(bytes, bounds, signal);
      const good: WordsEntry[] = [];
      const problems: RowProblem[] = [];
      for (const entry of table.entries) {
        const problem = await this.#vetted(entry);
        if (problem === undefined) good.push(entry);
        else problems.push(problemWith(entry.from, problem));
      }
      if (good.length > 0)
        await dictionaries.put(
          owner,
          good.map((entry) => storedOf(entry)),
          asker.id,
        );
      return {
        added: good.length,
        problems: [...problems, ...table.problems],
        problemCount: problems.length + table.problemCount,
      };
    });
  }

  /** Sounds are not in the file: `sounds` says how many there are. */
  async export(asker: Asker, format: 'csv' | 'json', of = usually(asker)) {
    const all = await this.list(asker, of);
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
  }

  /** The words that would be said for a text that the person writes there. */
  async tried(asker: Asker, written: string): Promise<string> {
    const { pieces, withoutPatterns } = await this.#lanes.run(asker.id, () =>
      this.#parts.words(written, speakerOf(asker), {}),
    );
    const said = pieces.map((piece) => (piece.kind === 'sound' ? '🔊' : piece.text)).join(' ');
    return withoutPatterns ? asker.t(($) => $.pronounce.saidWithoutPatterns, { said }) : said;
  }

  async #put(
    asker: Asker,
    of: WordsOf,
    entry: Entry,
    stored: DictionaryEntry<Clip>,
  ): Promise<WordsOf> {
    const { dictionaries } = this.#parts;
    const owner = ownerOf(asker, of);
    return this.#lanes.run(asker.id, async () => {
      const problem =
        problemOf(entry) ??
        clashOf(entry, writtenIn(await dictionaries.entries(owner))) ??
        (await this.#vetted(entry));
      if (problem !== undefined) throw new UserError(problemText(problem));
      await dictionaries.put(owner, [stored], asker.id);
      return of;
    });
  }

  /** The problem of a pattern that only compiling it shows. */
  async #vetted({ match, from }: Entry): Promise<WordProblem | undefined> {
    return match === 'pattern' ? this.#parts.vetPattern(from) : undefined;
  }
}

function usually(asker: Asker): WordsOf {
  return asker.guildId !== undefined && moderatesReading(asker) ? 'server' : 'me';
}

function ownerOf(asker: Asker, of: WordsOf): DictionaryOwner {
  if (of === 'me') return { of: 'person', userId: asker.id };
  if (asker.guildId === undefined) throw new UserError(text(($) => $.pronounce.noServer));
  return { of: 'server', guildId: asker.guildId };
}

function writtenIn(entries: readonly DictionaryEntry<ClipFacts>[]): readonly WrittenEntry[] {
  return entries.map(({ written: from, match, caseSensitive }) => ({ from, match, caseSensitive }));
}

function storedOf({ from, match, caseSensitive, to }: WordsEntry): DictionaryEntry<Clip> {
  return { written: from, match, caseSensitive, spoken: { as: 'words', words: to.words } };
}
