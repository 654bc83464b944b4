import { nameOf, rowAt } from '#features/settings/told-paths.ts';
import { quoted, short, toldAnyhow } from '#features/settings/told-values.ts';
import { toldOfOld } from '#features/settings/values.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { AuditedChange, AuditEntry } from '#store/audit.ts';
import type { VoiceBook } from '#voices/book.ts';

const maxChanges = 3;

/** When what was done by whom, and what that changed; the book has the names of voices. */
export function logLine(entry: AuditEntry, book: VoiceBook, t: Translate): string {
  const { what, atMs, changes } = entry;
  const deed = deedOf(entry);
  const [first, ...others] = changes
    .slice(0, maxChanges)
    .map((change) => toldChange(change, what, book));
  const more = moreThan(maxChanges, changes.length);
  const done = first
    ? text(($) => $.autoread.log.entry, { deed, changes: sideBySide(first, ...others, ...more) })
    : deed;
  return `${momentOf(atMs)} ${t(done)}`;
}

/** How many there are beside those that are shown, where that is any. */
function moreThan(shown: number, all: number): readonly Text[] {
  return all > shown ? [text(($) => $.autoread.log.more, { count: all - shown })] : [];
}

/** As Discord shows a time to each reader. */
function momentOf(ms: number): string {
  return `<t:${Math.floor(ms / 1_000)}:f>`;
}

function deedOf({ what, actorId, subjectId }: AuditEntry): Text {
  const who = personOf(actorId);
  switch (what) {
    case 'settings':
    case 'dictionary':
    case 'word-filter':
      return text(($) => $.autoread.log.deeds[what], { who });
    case 'phrases':
      return subjectId === undefined
        ? text(($) => $.autoread.log.deeds.phrases, { who })
        : text(($) => $.autoread.log.deeds.phrasesOf, { who, whom: personOf(subjectId) });
    case 'budget':
      return subjectId === undefined
        ? text(($) => $.autoread.log.deeds.budget, { who })
        : text(($) => $.autoread.log.deeds.budgetOf, { who, whom: personOf(subjectId) });
    default:
      return text(($) => $.autoread.log.deeds[what], { who, whom: personOf(subjectId) });
  }
}

/** A person who had their data deleted is nobody any more. */
function personOf(id: string | undefined): Text {
  return id === undefined ? text(($) => $.autoread.log.somebody) : ownWords(`<@${id}>`);
}

/** A change in words: what it is called, what it was and what it is. */
export function toldChange(
  { path, before, after }: AuditedChange,
  what: AuditEntry['what'],
  book: VoiceBook,
): Text {
  // The reader may not want to read those.
  if (what === 'word-filter') {
    const word = `||${short(path)}||`;
    return after === true
      ? text(($) => $.autoread.log.added, { word })
      : text(($) => $.autoread.log.removed, { word });
  }
  if (what === 'dictionary') return ofDictionary({ path, before, after });
  if (what === 'phrases') return ofPhrases({ path, before, after });
  const name = nameOf(path, what);
  if (what.startsWith('voice-') || (before === undefined && after === undefined))
    return text(($) => $.autoread.log.called, { name });
  const row = rowAt(path, what);
  const tell = (value: unknown): Text | undefined =>
    row ? toldOfOld(row, value, book) : valueOf(value, path, book);
  return Array.isArray(before) && Array.isArray(after)
    ? text(($) => $.autoread.log.listChanged, { name, changes: ofList(before, after, tell) })
    : ofValue(name, tell(before), tell(after));
}

function ofValue(name: Text, before: Text | undefined, said: Text | undefined): Text {
  const after = said ?? text(($) => $.autoread.log.noValue);
  return before
    ? text(($) => $.autoread.log.changed, { name, before, after })
    : text(($) => $.autoread.log.set, { name, after });
}

/** Tells how a word is said, how many words a table has, and of what was removed that it is gone. */
function ofDictionary({ path, before, after }: AuditedChange): Text {
  const name = ownWords(short(path));
  if (typeof after === 'number') return text(($) => $.autoread.log.wordsAdded, { count: after });
  if (after !== undefined) return ofValue(name, undefined, saidAs(after));
  return path === ''
    ? text(($) => $.autoread.log.wordsRemoved, { count: Number(before) })
    : text(($) => $.autoread.log.removed, {
        word: text(($) => $.autoread.log.called, { name }),
      });
}

/** Tells what a phrase says, and that something is a recording or a folder. */
function ofPhrases({ path, before, after }: AuditedChange): Text {
  const name = ownWords(short(path));
  if (typeof after === 'number') return text(($) => $.autoread.log.phrasesAdded, { count: after });
  if (after === 'a recording')
    return ofValue(
      name,
      undefined,
      text(($) => $.autoread.log.recording),
    );
  if (after === 'a folder')
    return ofValue(
      name,
      undefined,
      text(($) => $.autoread.log.folder),
    );
  if (typeof after === 'string') return ofValue(name, undefined, quoted(after));
  return path === ''
    ? text(($) => $.autoread.log.phrasesRemoved, { count: Number(before) })
    : text(($) => $.autoread.log.removed, {
        word: text(($) => $.autoread.log.called, { name }),
      });
}

/** The store writes down that it is a sound, and not which. */
function saidAs(words: unknown): Text {
  return words === 'a sound' ? text(($) => $.autoread.log.sound) : quoted(String(words));
}

/** The items that came onto a list, then those that went. */
function ofList(
  before: readonly unknown[],
  after: readonly unknown[],
  tell: (list: readonly unknown[]) => Text | undefined,
): Text {
  const told = (item: unknown): Text => tell([item]) ?? ownWords('');
  const changes = [
    ...after
      .filter((each) => !before.includes(each))
      .map((each) => text(($) => $.autoread.log.onList, { item: told(each) })),
    ...before
      .filter((each) => !after.includes(each))
      .map((each) => text(($) => $.autoread.log.offList, { item: told(each) })),
  ];
  const items = changes.slice(0, maxChanges);
  const shown =
    items.length > 0
      ? text(($) => $.autoread.log.items, { items })
      : text(($) => $.autoread.log.noValue);
  return sideBySide(shown, ...moreThan(maxChanges, changes.length));
}

function valueOf(value: unknown, path: string, book: VoiceBook): Text | undefined {
  return typeof value === 'number' && path.endsWith('Ms') && value > 1e12
    ? ownWords(momentOf(value))
    : toldAnyhow(value, book);
}
