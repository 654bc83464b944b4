import { ButtonStyle } from 'discord-api-types/v10';

import { linesFor } from '#discord/fitting.ts';
import { button, buttonRow, filePart, framed, panelOf, textPart } from '#discord/panel.ts';
import { shorten, shownText } from '#discord/shown-text.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { PhraseBook } from '#store/phrases.ts';
import type { LeftOut } from '#text/boards/phrase-file.ts';

import type { Proposal } from './proposal.ts';
import type { TakenFile } from './taken-file.ts';

/** The characters for what is left out, of the 4,000 of a panel. */
const leftRoom = 2_000;
const maxNamed = 5;
const maxNamedChars = 30;

/** The file as it was looked at: what it would change, what it would not, and why. `apply`: the id of the button that changes it. */
export function proposedView(
  proposal: Proposal,
  file: Pick<TakenFile, 'bad'>,
  book: PhraseBook,
  act: { readonly apply: string; readonly board: string },
  t: Translate,
): View {
  const { added, changed } = proposal;
  const isAny = added > 0 || changed.length > 0 || newFolders(proposal, book).length > 0;
  const lines = [
    t(isAny ? text(($) => $.phrases.file.would) : text(($) => $.phrases.file.nothing)),
    ...changesOf(proposal, book, t),
    ...leftLines(proposal, file, t),
  ];
  return panelOf([
    framed([
      textPart(lines.join('\n')),
      ...buttonRow([
        ...(isAny
          ? [button(act.apply, ($) => $.phrases.buttons.apply, t, ButtonStyle.Primary)]
          : []),
        isAny
          ? button(act.board, ($) => $.phrases.buttons.cancel, t)
          : button(act.board, ($) => $.phrases.buttons.board, t),
      ]),
    ]),
  ]);
}

/** The same once it was done. */
export function takenView(proposal: Proposal, book: PhraseBook, board: string, t: Translate): View {
  const lines = [t(($) => $.phrases.file.done), ...changesOf(proposal, book, t)];
  return panelOf([
    framed([
      textPart(lines.join('\n')),
      ...buttonRow([button(board, ($) => $.phrases.buttons.board, t, ButtonStyle.Primary)]),
    ]),
  ]);
}

export function exportedView(
  file: OutgoingFile,
  {
    phrases,
    missing,
    isTable,
  }: { readonly phrases: number; readonly missing: number; readonly isTable: boolean },
  t: Translate,
): View {
  const lines = [t(($) => $.phrases.file.exported, { phrases })];
  if (missing > 0)
    lines.push(
      isTable
        ? t(($) => $.phrases.file.notInTables, { recordings: missing })
        : t(($) => $.phrases.file.tooLarge, { recordings: missing }),
    );
  return panelOf([framed([filePart(file), textPart(lines.join('\n'))])], [file]);
}

function changesOf(proposal: Proposal, book: PhraseBook, t: Translate): readonly string[] {
  const { added, recordings, changed, same } = proposal;
  const names = changed.slice(0, maxNamed).map((label) => named(label));
  const folders = newFolders(proposal, book);
  const shownFolders = [...folders.slice(0, maxNamed), ...(folders.length > maxNamed ? ['…'] : [])];
  return [
    ...(added > 0 ? [t(($) => $.phrases.file.added, { phrases: added, recordings })] : []),
    ...(folders.length > 0 ? [t(($) => $.phrases.file.folders, { names: shownFolders })] : []),
    ...(changed.length > maxNamed
      ? [t(($) => $.phrases.file.changedMore, { phrases: changed.length, names })]
      : changed.length > 0
        ? [t(($) => $.phrases.file.changed, { names })]
        : []),
    ...(same > 0 ? [t(($) => $.phrases.file.same, { phrases: same })] : []),
  ].map((each) => `- ${each}`);
}

function newFolders({ folders }: Proposal, book: PhraseBook): readonly string[] {
  const known = new Set(book.folders.map(({ id }) => id));
  return folders.filter(({ id }) => !known.has(id)).map(({ name }) => named(name));
}

function leftLines(
  { left }: Proposal,
  { bad }: Pick<TakenFile, 'bad'>,
  t: Translate,
): readonly string[] {
  const lines = [
    ...left.map((each) => t(leftText(each))),
    ...bad.map(({ name, why }) =>
      t(($) => $.phrases.file.soundLine, { name: ownWords(named(name)), why }),
    ),
  ].map((each) => `- ${each}`);
  if (lines.length === 0) return [];
  const more = (count: number): string => t(($) => $.autoread.log.more, { count });
  return [
    t(($) => $.phrases.file.leftHeading),
    ...linesFor(leftRoom, lines.slice(0, 30), lines.length, more),
  ];
}

/** The beginning of a name, as fits among others. */
function named(name: string): string {
  return shownText(shorten(name, maxNamedChars));
}

function leftText({ kind, count, names }: LeftOut): Text {
  const why: Text = { select: ($) => $.phrases.file.left[kind], values: {} };
  const shown = names.map((name) => named(name)).filter((name) => name !== '');
  return shown.length === 0
    ? text(($) => $.phrases.file.leftBare, { why, count })
    : text(($) => $.phrases.file.leftLine, { why, count, names: shown });
}
