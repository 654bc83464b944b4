import { ButtonStyle } from 'discord-api-types/v10';

import { linesFor } from '#discord/fitting.ts';
import { button, buttonRow, filePart, framed, menu, panelOf, textPart } from '#discord/panel.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { toldChange } from '#features/autoread/log-line.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { AuditedChange } from '#store/audit.ts';
import type { VoiceBook } from '#voices/book.ts';

import { templateNames } from './templates.ts';
import type { Template } from './templates.ts';

/** The characters for the lines of changes, and for those of what is left out, of the 4,000 of a panel. */
const changesRoom = 2_200;
const leftRoom = 1_000;

/** A change of the settings of a server that isn't made yet. */
export interface Proposed {
  /** Makes it, under the id of its button. */
  readonly act: { readonly id: string; readonly is: 'undo' | 'apply' };
  readonly heading: Text;
  readonly changes: readonly AuditedChange[];
  /** Says what isn't changed with it, and why. */
  readonly left: readonly Text[];
  readonly book: VoiceBook;
}

/** Shows what a change would change, and what it wouldn't, with the button that makes it. */
export function proposedView(proposed: Proposed, t: Translate): View {
  const { act, changes } = proposed;
  const label =
    act.is === 'undo'
      ? text(($) => $.settingsPanel.whole.undo)
      : text(($) => $.settingsPanel.whole.apply);
  return panelOf([
    framed([
      textPart(linesOf(proposed, t).join('\n')),
      ...buttonRow([
        ...(changes.length > 0 ? [button(act.id, label, t, ButtonStyle.Primary)] : []),
        button('autoread:log', ($) => $.settingsPanel.whole.history, t),
      ]),
    ]),
  ]);
}

/** The same after it was made. */
export function doneView(proposed: Omit<Proposed, 'act'>, t: Translate): View {
  return panelOf([
    framed([
      textPart(linesOf(proposed, t).join('\n')),
      ...buttonRow([button('autoread:log', ($) => $.settingsPanel.whole.history, t)]),
    ]),
  ]);
}

function linesOf(
  { heading, changes, left, book }: Omit<Proposed, 'act'>,
  t: Translate,
): readonly string[] {
  const more = (count: number): string => t(($) => $.autoread.log.more, { count });
  const told = (change: AuditedChange): string => `- ${t(toldChange(change, 'settings', book))}`;
  const nothing = t(($) => $.settingsPanel.whole.nothing);
  const leftLines = left.map((each) => `- ${t(each)}`);
  return [
    t(heading),
    ...(changes.length > 0
      ? linesFor(changesRoom, changes.slice(0, maxTold).map(told), changes.length, more)
      : [nothing]),
    ...(left.length > 0
      ? [
          t(($) => $.settingsPanel.whole.left),
          ...linesFor(leftRoom, leftLines.slice(0, maxTold), left.length, more),
        ]
      : []),
  ];
}

/** More than has room is put into no words. */
const maxTold = 60;

/** The starting points, each to be looked at before it changes anything. */
export function templatesView(t: Translate): View {
  const options = templateNames.map((name) => ({
    value: name,
    label: t(($) => $.settingsPanel.templates.names[name]),
    description: t(($) => $.settingsPanel.templates.abouts[name]),
  }));
  return panelOf([
    framed([
      textPart(t(($) => $.settingsPanel.templates.heading)),
      menu(
        'settings:template:',
        t(($) => $.settingsPanel.templates.choose),
        options,
        1,
        1,
      ),
    ]),
  ]);
}

export function templateHeading(template: Template): Text {
  return text(($) => $.settingsPanel.templates.would, {
    template: text(($) => $.settingsPanel.templates.names[template]),
  });
}

export function exportedView(file: OutgoingFile, t: Translate): View {
  const about = t(($) => $.settingsPanel.whole.exported);
  return panelOf([framed([filePart(file), textPart(about)])], [file]);
}
