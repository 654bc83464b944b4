import type { Asker } from '#discord/asker.ts';
import { serverOf } from '#discord/asker.ts';
import { fittingIn } from '#discord/fitting.ts';
import { button, buttonRow, framed, menu, panelOf, textPanel, textPart } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { nameOf } from '#features/settings/told-paths.ts';
import { sideBySide } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { AuditEntry } from '#store/audit.ts';
import type { Store } from '#store/store.ts';
import type { VoiceBook } from '#voices/book.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';

import { logLine } from './log-line.ts';

const maxEntries = 15;
/** The characters for the lines, of the 4,000 of a panel. */
const maxLength = 3_600;

export interface ServerLogParts {
  readonly audit: Pick<Store['audit'], 'entries'>;
  /** Names the voices that were chosen. */
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
}

/** Shows who changed what in a server. */
export class ServerLog {
  readonly #parts: ServerLogParts;

  constructor(parts: ServerLogParts) {
    this.#parts = parts;
  }

  /** Latest first; `before` is the id of an entry, and what was changed after it is left out. */
  async show(asker: Asker, before?: string): Promise<View> {
    const { audit, catalogue } = this.#parts;
    const entries = await audit.entries(serverOf(asker), maxEntries + 1, before);
    return logView(entries, before !== undefined, catalogue.book, asker.t);
  }
}

function logView(
  entries: readonly AuditEntry[],
  isContinued: boolean,
  book: VoiceBook,
  t: Translate,
): View {
  const all = entries.slice(0, maxEntries).map((entry) => logLine(entry, book, t));
  const lines = all.slice(0, fittingIn(maxLength, all));
  const last = entries[lines.length - 1];
  const content = [
    t(($) => $.autoread.log.title),
    ...(lines.length === 0 ? [t(($) => $.autoread.log.nothing)] : lines),
  ].join('\n');
  const options = entries.slice(0, lines.length).flatMap(({ id, what, changes }, at) => {
    const [first, ...others] = changes.map(({ path }) => nameOf(path, what));
    if (what !== 'settings' || !first) return [];
    return [{ value: id, label: shorten(`${at + 1}. ${t(sideBySide(first, ...others))}`) }];
  });
  const buttons = [
    ...(last && last !== entries.at(-1)
      ? [button(`autoread:log:${last.id}`, ($) => $.autoread.log.earlier, t)]
      : []),
    ...(isContinued ? [button('autoread:log', ($) => $.autoread.log.latest, t)] : []),
  ];
  if (buttons.length === 0 && options.length === 0) return textPanel(content);
  return panelOf([
    framed([
      textPart(content),
      ...(options.length > 0
        ? [
            menu(
              'settings:look:',
              t(($) => $.settingsPanel.whole.look),
              options,
              1,
              1,
            ),
          ]
        : []),
      ...buttonRow(buttons),
    ]),
  ]);
}
