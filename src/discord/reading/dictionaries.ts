import type { SpeechModel } from '../../speech/catalogue.ts';
import type { ClipFacts } from '../../store/clips.ts';
import type { DictionaryEntry } from '../../store/dictionaries.ts';
import type { Store } from '../../store/store.ts';
import { compile } from '../../text/dictionary/dictionary.ts';
import type { Dictionary } from '../../text/dictionary/dictionary.ts';
import type { Entry } from '../../text/dictionary/entry.ts';
import { compileFilter } from '../../text/filter.ts';
import type { Filter } from '../../text/filter.ts';
import { baseOf } from '../../text/locale.ts';

// The store gives the same lists until something changes: what was made of a list is kept by it.

/** A dictionary made ready for messages. */
const dictionaryOf = madeOnce(
  (entries: readonly DictionaryEntry<ClipFacts>[]): Dictionary =>
    compile(entries.flatMap((entry) => entryOf(entry) ?? [])).dictionary,
);

/** A word filter made ready for messages. */
export const filterOf = madeOnce((words: readonly string[]): Filter => compileFilter(words));

/** The base tags of all languages that a voice speaks. */
export const languagesOf = madeOnce((models: readonly SpeechModel[]): readonly string[] => {
  const tags = models.flatMap(({ languages }) => languages.map(({ tag }) => baseOf(tag)));
  return [...new Set(tags)];
});

/** Those that apply to what a person writes: their own, the server's and the operator's. */
export async function dictionariesFor(
  personId: string,
  serverId: string | undefined,
  { dictionaries }: Pick<Store, 'dictionaries'>,
): Promise<readonly Dictionary[]> {
  const lists = await Promise.all([
    dictionaries.entries({ of: 'person', personId }),
    serverId === undefined ? [] : dictionaries.entries({ of: 'server', serverId }),
    dictionaries.entries({ of: 'operator' }),
  ]);
  return lists.filter((list) => list.length > 0).map((list) => dictionaryOf(list));
}

/** As the text rules have it; undefined for a sound, whose word is spoken as it is written. */
export function entryOf({
  written,
  match,
  caseSensitive,
  spoken,
}: DictionaryEntry<unknown>): Entry | undefined {
  if (spoken.as === 'sound') return undefined;
  return { match, from: written, caseSensitive, to: { kind: 'words', words: spoken.words } };
}

function madeOnce<Source extends object, Made>(
  make: (from: Source) => Made,
): (from: Source) => Made {
  const made = new WeakMap<Source, Made>();
  return (from) => {
    let result = made.get(from);
    if (result === undefined) {
      result = make(from);
      made.set(from, result);
    }
    return result;
  };
}
