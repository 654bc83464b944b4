import type { Asker } from '#discord/asker.ts';
import { serverOf } from '#discord/asker.ts';
import { fittingIn } from '#discord/fitting.ts';
import { button, panel, textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { nameOf, settingAt } from '#features/settings/told-paths.ts';
import { short, toldAnyhow } from '#features/settings/told-values.ts';
import { toldOfOld } from '#features/settings/values.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { AuditedChange, AuditEntry } from '#store/audit.ts';
import type { Store } from '#store/store.ts';

const maxEntries = 15;
/** The characters for the lines, of the 4,000 of a panel. */
const maxLength = 3_600;
const maxChanges = 3;

/** Shows who changed what in a server. */
export class ServerLog {
  readonly #audit: Store['audit'];

  constructor({ audit }: Pick<Store, 'audit'>) {
    this.#audit = audit;
  }

  /** Latest first; `before` is the id of an entry, and what was changed after it is left out. */
  async show(asker: Asker, before?: string): Promise<View> {
    const entries = await this.#audit.entries(serverOf(asker), maxEntries + 1, before);
    return logView(entries, before !== undefined, asker.t);
  }
}

function logView(entries: readonly AuditEntry[], isContinued: boolean, t: Translate): View {
  const all = entries.slice(0, maxEntries).map((entry) => lineOf(entry, t));
  const lines = all.slice(0, fittingIn(maxLength, all));
  const last = entries[lines.length - 1];
  const content = [
    t(($) => $.autoread.log.title),
    ...(lines.length === 0 ? [t(($) => $.autoread.log.nothing)] : lines),
  ].join('\n');
  const buttons = [
    ...(last && last !== entries.at(-1)
      ? [
          button(
            `autoread:log:${last.id}`,
            t(($) => $.autoread.log.earlier),
          ),
        ]
      : []),
    ...(isContinued
      ? [
          button(
            'autoread:log',
            t(($) => $.autoread.log.latest),
          ),
        ]
      : []),
  ];
  return buttons.length > 0 ? panel(content, buttons) : textPanel(content);
}

/** When what was done by whom, and what that changed. */
function lineOf(entry: AuditEntry, t: Translate): string {
  const { what, atMs, changes } = entry;
  const deed = deedOf(entry);
  const [first, ...others] = changes
    .slice(0, maxChanges)
    .map((change) => ownWords(changeOf(change, what, t)));
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
    default:
      return text(($) => $.autoread.log.deeds[what], { who, whom: personOf(subjectId) });
  }
}

/** A person who had their data deleted is nobody any more. */
function personOf(id: string | undefined): Text {
  return id === undefined ? text(($) => $.autoread.log.somebody) : ownWords(`<@${id}>`);
}

function changeOf(
  { path, before, after }: AuditedChange,
  what: AuditEntry['what'],
  t: Translate,
): string {
  // The reader may not want to read those.
  if (what === 'word-filter') {
    const word = `||${short(path)}||`;
    return after === true
      ? t(($) => $.autoread.log.added, { word })
      : t(($) => $.autoread.log.removed, { word });
  }
  const row = settingAt(path, what);
  const name = path === '' ? '' : `**${t(nameOf(path, what))}**`;
  if (what.startsWith('voice-') || (before === undefined && after === undefined)) return name;
  const tell = (value: unknown): string => {
    const said = row ? toldOfOld(row, value) : valueOf(value, path);
    return said ? t(said) : '';
  };
  if (Array.isArray(before) && Array.isArray(after))
    return `${name} ${listChange(before, after, (item) => tell([item]), t)}`;
  return [name, tell(before), '→', tell(after) || t(($) => $.autoread.log.noValue)]
    .filter((part) => part !== '')
    .join(' ');
}

function listChange(
  before: unknown[],
  after: unknown[],
  tell: (item: unknown) => string,
  t: Translate,
): string {
  const changes = [
    ...after.filter((each) => !before.includes(each)).map((each) => `+ ${tell(each)}`),
    ...before.filter((each) => !after.includes(each)).map((each) => `− ${tell(each)}`),
  ];
  const shown = text(($) => $.settings.toldValues.list, { values: changes.slice(0, maxChanges) });
  return t(sideBySide(shown, ...moreThan(maxChanges, changes.length)));
}

function valueOf(value: unknown, path: string): Text | undefined {
  return typeof value === 'number' && path.endsWith('Ms') && value > 1e12
    ? ownWords(momentOf(value))
    : toldAnyhow(value);
}
