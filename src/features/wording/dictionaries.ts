import { WorkSlice } from '#audio/work-slice.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { ClipFacts } from '#store/clips.ts';
import type { DictionaryEntry } from '#store/dictionaries.ts';
import type { Store } from '#store/store.ts';
import { Dictionary } from '#text/dictionary/dictionary.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { Filter } from '#text/filter.ts';
import { baseOf } from '#text/locale.ts';
import type { ReplacePatterns } from '#text/words.ts';

// The store gives the same lists until something changes: what was made of a list is kept by it.

/** A dictionary made ready for messages. */
const dictionaryOf = madeOnce(
  async (entries: readonly DictionaryEntry<ClipFacts>[]): Promise<Dictionary> => {
    const dictionary = new Dictionary();
    await inSlices(entries, (entry) => dictionary.add(entryOf(entry)));
    return dictionary;
  },
);

/** A word filter made ready for messages. */
export const filterOf = madeOnce(async (words: readonly string[]): Promise<Filter> => {
  const filter = new Filter();
  await inSlices(words, (word) => filter.add(word));
  return filter;
});

/** Lists of thousands are worked through in slices, between which others have their turn. */
async function inSlices<Item>(items: readonly Item[], add: (item: Item) => void): Promise<void> {
  const slice = new WorkSlice();
  for (const item of items) {
    add(item);
    await slice.breathe();
  }
}

/** The base tags of all languages that a voice speaks. */
export const languagesOf = madeOnce((models: readonly SpeechModel[]): readonly string[] => {
  const tags = models.flatMap(({ languages }) => languages.map(({ tag }) => baseOf(tag)));
  return [...new Set(tags)];
});

export interface DictionaryParts extends Pick<Store, 'dictionaries'> {
  /** For everybody whom the bot serves. */
  readonly operatorWords: Dictionary;
  readonly replacePatterns: ReplacePatterns;
}

/** The dictionaries for what a person writes: their own, the server's and the operator's. */
export async function dictionariesFor(
  userId: string,
  guildId: string | undefined,
  { dictionaries, operatorWords }: DictionaryParts,
): Promise<readonly Dictionary[]> {
  const lists = await Promise.all([
    dictionaries.entries({ of: 'person', userId }),
    guildId === undefined ? [] : dictionaries.entries({ of: 'server', guildId }),
  ]);
  const own = await Promise.all(
    lists.filter((list) => list.length > 0).map((list) => dictionaryOf(list)),
  );
  return operatorWords.size > 0 ? [...own, operatorWords] : own;
}

/** As the text rules have it; a sound is known by the hash of its clip. */
export function entryOf({
  written,
  match,
  caseSensitive,
  spoken,
}: DictionaryEntry<ClipFacts>): Entry {
  const to: Entry['to'] =
    spoken.as === 'sound'
      ? { kind: 'sound', soundId: spoken.clip.hash }
      : { kind: 'words', words: spoken.words };
  return { match, from: written, caseSensitive, to };
}

/** Makes something only once of each object, for sources that stay the same object until they change. */
export function madeOnce<Source extends object, Made>(
  make: (from: Source) => Made,
): (from: Source) => Made {
  const made = new WeakMap<Source, Made>();
  return (from) => {
    if (made.has(from)) return made.get(from) as Made;
    const result = make(from);
    made.set(from, result);
    return result;
  };
}
