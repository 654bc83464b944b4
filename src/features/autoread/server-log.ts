import type { Asker } from '#discord/asker.ts';
import { serverOf } from '#discord/asker.ts';
import { button, panel, textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { nameOf, settingAt } from '#features/settings/told-paths.ts';
import { short, toldAnyhow } from '#features/settings/told-values.ts';
import { toldOfOld } from '#features/settings/values.ts';
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
    return logView(entries, before !== undefined);
  }
}

function logView(entries: readonly AuditEntry[], isContinued: boolean): View {
  const lines: string[] = [];
  let length = 0;
  let last: AuditEntry | undefined;
  for (const entry of entries.slice(0, maxEntries)) {
    const line = lineOf(entry);
    length += line.length + 1;
    if (length > maxLength) break;
    lines.push(line);
    last = entry;
  }
  const content = [
    '## Who changed what here',
    ...(lines.length === 0 ? ['Nothing was changed.'] : lines),
  ].join('\n');
  const buttons = [
    ...(last && last !== entries.at(-1) ? [button(`autoread:log:${last.id}`, 'Earlier')] : []),
    ...(isContinued ? [button('autoread:log', 'Latest')] : []),
  ];
  return buttons.length > 0 ? panel(content, buttons) : textPanel(content);
}

/** The words for each deed; `of` says whether it was done to a person. */
const deeds: Readonly<Record<AuditEntry['what'], { readonly did: string; readonly of: boolean }>> =
  {
    settings: { did: 'changed settings', of: false },
    member: { did: 'set something for', of: true },
    dictionary: { did: 'changed the dictionary', of: false },
    'word-filter': { did: 'changed the filtered words', of: false },
    mute: { did: 'muted', of: true },
    unmute: { did: 'unmuted', of: true },
    'voice-approved': { did: 'let a voice speak of', of: true },
    'voice-refused': { did: 'refused a voice of', of: true },
    'voices-banned': { did: 'forbade all voices of', of: true },
    'voices-allowed': { did: 'allowed the voices again of', of: true },
    'report-settled': { did: 'settled the reports of a voice of', of: true },
  };

function lineOf({ what, actorId, subjectId, atMs, changes }: AuditEntry): string {
  const { did, of } = deeds[what];
  const subject = of ? ` ${personOf(subjectId)}` : '';
  const shown = changes.slice(0, maxChanges).map((change) => changeOf(change, what));
  const more = changes.length > maxChanges ? [`and ${changes.length - maxChanges} more`] : [];
  const details = shown.length === 0 ? '' : `: ${[...shown, ...more].join('; ')}`;
  return `<t:${Math.floor(atMs / 1_000)}:f> ${personOf(actorId)} ${did}${subject}${details}`;
}

/** A person who had their data deleted is nobody any more. */
function personOf(id: string | undefined): string {
  return id === undefined ? 'somebody' : `<@${id}>`;
}

function changeOf({ path, before, after }: AuditedChange, what: AuditEntry['what']): string {
  // The reader may not want to read those.
  if (what === 'word-filter') return `${after === true ? 'added' : 'removed'} ||${short(path)}||`;
  const row = settingAt(path, what);
  const name = path === '' ? '' : `**${nameOf(path, what)}**`;
  if (what.startsWith('voice-') || (before === undefined && after === undefined)) return name;
  const tell = (value: unknown): string => (row && toldOfOld(row, value)) ?? valueOf(value, path);
  if (Array.isArray(before) && Array.isArray(after))
    return `${name} ${listChange(before, after, (item) => tell([item]))}`;
  return [name, tell(before), '→', tell(after) || 'nothing']
    .filter((part) => part !== '')
    .join(' ');
}

function listChange(before: unknown[], after: unknown[], tell: (item: unknown) => string): string {
  const parts = [
    ...after.filter((each) => !before.includes(each)).map((each) => `+ ${tell(each)}`),
    ...before.filter((each) => !after.includes(each)).map((each) => `− ${tell(each)}`),
  ];
  const more = parts.length > maxChanges ? ` and ${parts.length - maxChanges} more` : '';
  return `${parts.slice(0, maxChanges).join(', ')}${more}`;
}

function valueOf(value: unknown, path: string): string {
  return typeof value === 'number' && path.endsWith('Ms') && value > 1e12
    ? `<t:${Math.floor(value / 1_000)}:f>`
    : toldAnyhow(value);
}
