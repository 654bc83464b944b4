import { ButtonStyle } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
} from 'discord-api-types/v10';

import { button, buttonRow, form, framed, menu, panel, panelOf, textPart } from '#discord/panel.ts';
import { escaped, shorten } from '#discord/shown-text.ts';
import type { Form, View } from '#discord/view.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Phrase, PhraseFolder } from '#store/phrases.ts';

import type { BoardItem, BoardPage, PhraseOrder } from './board-page.ts';
import { encodeReference, encodeState, modes } from './board-state.ts';
import type { BoardState, Mode } from './board-state.ts';
import { maxFolderChars, maxLabelChars, maxWordsChars } from './changing.ts';
import { tapText } from './tap-view.ts';

const itemsPerRow = 5;
const maxButtonChars = 80;
const roomForTap = 25;

/** The things that the menu of a board does, by the values of its options. */
export const orders = ['own', 'use', 'alphabet'] as const satisfies readonly PhraseOrder[];

/** A board of phrases. Each button says what it is in words: who can't see the board hears it read. */
export function boardView(page: BoardPage, order: PhraseOrder, t: Translate): View {
  const { state, items, isEmpty } = page;
  const rows = Array.from({ length: Math.ceil(items.length / itemsPerRow) }, (_, index) =>
    items.slice(index * itemsPerRow, (index + 1) * itemsPerRow),
  );
  return panelOf([
    framed([
      textPart(headOf(page, t)),
      ...rows.flatMap((row) => buttonRow(row.map((item) => itemButton(item, page, t)))),
      ...buttonRow(isEmpty ? beginningButtons(state, t) : placeButtons(page, t)),
      moreMenu(state, order, t),
    ]),
  ]);
}

function headOf({ state, folder, pages, isEmpty, items }: BoardPage, t: Translate): string {
  const heading = folder
    ? t(($) => $.phrases.board.inFolder[state.of], { folder: escaped(folder.name) })
    : t(($) => $.phrases.board.title[state.of]);
  const whose =
    state.forId === undefined
      ? []
      : [t(($) => $.phrases.board.helped, { person: `<@${state.forId}>` })];
  const page = pages > 1 ? [t(($) => $.phrases.board.page, { page: state.page + 1, pages })] : [];
  const hint = isEmpty
    ? t(($) => $.phrases.board.empty[state.of])
    : items.length === 0
      ? t(($) => $.phrases.board.emptyFolder)
      : t(($) => $.phrases.board.hints[state.mode]);
  return [`## ${heading}`, ...whose, ...page, hint].join('\n');
}

function itemButton(
  item: BoardItem,
  { state, taps }: BoardPage,
  t: Translate,
): APIButtonComponentWithCustomId {
  if (item.kind === 'folder') {
    const { id, name } = item.folder;
    const there = encodeState({ ...state, folderId: id, page: 0 });
    const named = text(($) => $.phrases.board.folder, { folder: name });
    return fitted(button(`phrases:show:${there}`, named, t, ButtonStyle.Primary));
  }
  const { id, label } = item.phrase;
  const tap = taps?.get(id);
  // Words come before emoji, and a long label leaves room for what is behind it.
  const short = shorten(label, maxButtonChars - roomForTap);
  const named = tap ? sideBySide(ownWords(short), tapText(tap)) : ownWords(label);
  return fitted(button(idFor(state, id), named, t, styles[state.mode]));
}

/** Its words say what a press does, too: nothing is told by the colour alone. */
const styles = {
  speak: ButtonStyle.Secondary,
  change: ButtonStyle.Success,
  move: ButtonStyle.Success,
  remove: ButtonStyle.Danger,
  tap: ButtonStyle.Success,
} as const satisfies Record<Mode, ButtonStyle>;

function idFor(state: BoardState, id: string): string {
  if (state.mode === 'speak') return `phrases:speak:${encodeReference(state.of, id)}`;
  return `phrases:${state.mode}:${encodeState(state)}.${id}`;
}

function fitted(shown: APIButtonComponentWithCustomId): APIButtonComponentWithCustomId {
  return { ...shown, label: shorten(shown.label ?? '', maxButtonChars) };
}

/** For whoever opens a board for the first time. */
function beginningButtons(state: BoardState, t: Translate): APIButtonComponentWithCustomId[] {
  const here = encodeState(state);
  return [
    button(`phrases:start:${here}`, ($) => $.phrases.buttons.start, t, ButtonStyle.Primary),
    button(`phrases:new:${here}`, ($) => $.phrases.buttons.new, t),
  ];
}

/** Where else one can go, and what can be done with the place itself. */
function placeButtons({ state, pages }: BoardPage, t: Translate): APIButtonComponentWithCustomId[] {
  const at = (there: Partial<BoardState>): string => encodeState({ ...state, ...there });
  const { folderId, page, mode } = state;
  const shown: APIButtonComponentWithCustomId[] = [];
  if (folderId !== undefined)
    shown.push(
      button(
        `phrases:show:${at({ folderId: undefined, page: 0 })}`,
        ($) => $.phrases.buttons.all,
        t,
        ButtonStyle.Primary,
      ),
    );
  if (page > 0)
    shown.push(
      button(`phrases:show:${at({ page: page - 1 })}`, ($) => $.phrases.buttons.previous, t),
    );
  if (page + 1 < pages)
    shown.push(button(`phrases:show:${at({ page: page + 1 })}`, ($) => $.phrases.buttons.next, t));
  if (mode === 'speak' || mode === 'tap' || folderId === undefined)
    shown.push(button(`phrases:new:${at({})}`, ($) => $.phrases.buttons.new, t));
  else
    shown.push(
      button(
        `phrases:folder-${mode}:${at({})}`,
        ($) => $.phrases.buttons.folder[mode],
        t,
        styles[mode],
      ),
    );
  return shown;
}

/** Everything that is needed now and then. */
function moreMenu(state: BoardState, order: PhraseOrder, t: Translate): APIComponentInContainer {
  const isHelped = state.forId !== undefined;
  const otherModes = modes.filter((mode) => mode !== state.mode && !(isHelped && mode === 'speak'));
  const otherOrders = orders.filter((each) => each !== order);
  const other = state.of === 'me' ? 'server' : 'me';
  return menu(
    `phrases:more:${encodeState(state)}`,
    t(($) => $.phrases.more.label),
    [
      ...otherModes.map((mode) => ({ value: mode, label: t(($) => $.phrases.more[mode]) })),
      ...(isHelped ? [] : [{ value: other, label: t(($) => $.phrases.more.whose[other]) }]),
      ...otherOrders.map((each) => ({
        value: each,
        label: t(($) => $.phrases.more.orders[each]),
      })),
    ],
    1,
    1,
  );
}

/** The form of a phrase, with what is there already. `phrase`: absent for a new one. */
export function phraseForm(
  state: BoardState,
  known: { readonly phrase?: Phrase | undefined; readonly folder?: PhraseFolder | undefined },
  t: Translate,
): Form {
  const { phrase, folder } = known;
  const id = `phrases:save:${encodeState(state)}.${phrase?.id ?? ''}`;
  const title = phrase ? t(($) => $.phrases.form.changed) : t(($) => $.phrases.form.new);
  const field = (name: 'label' | 'folder' | 'voice' | 'style', max_length: number, value = '') => ({
    name,
    label: t(($) => $.phrases.form[name]),
    description: t(($) => $.phrases.form.hints[name]),
    isShort: true,
    required: false,
    max_length,
    ...(value !== '' && { value }),
  });
  const place = field('folder', maxFolderChars, folder?.name);
  const label = field('label', maxLabelChars, phrase?.label);
  if (phrase?.spoken.as === 'recording') return form(id, title, [label, place]);
  const words = {
    name: 'words',
    label: t(($) => $.phrases.form.words),
    description: t(($) => $.phrases.form.hints.words),
    required: true,
    max_length: maxWordsChars,
    ...(phrase && { value: phrase.spoken.words }),
  };
  return form(id, title, [
    words,
    label,
    place,
    field('voice', 100, phrase?.voice),
    field('style', 300, phrase?.style),
  ]);
}

export function folderForm(state: BoardState, { name }: PhraseFolder, t: Translate): Form {
  return form(
    `phrases:rename:${encodeState(state)}`,
    t(($) => $.phrases.form.folderTitle),
    [
      {
        name: 'folder',
        label: t(($) => $.phrases.form.folder),
        isShort: true,
        required: true,
        max_length: maxFolderChars,
        value: name,
      },
    ],
  );
}

/** Asks before something goes. `act`: the button that has it gone. */
export function removalView(
  state: BoardState,
  gone: { readonly act: string; readonly name: string; readonly isFolder: boolean },
  t: Translate,
): View {
  const name = escaped(gone.name);
  const question = gone.isFolder
    ? t(($) => $.phrases.removal.folder, { folder: name })
    : t(($) => $.phrases.removal.phrase, { phrase: name });
  return panel(question, [
    button(gone.act, ($) => $.phrases.buttons.delete, t, ButtonStyle.Danger),
    button(`phrases:show:${encodeState(state)}`, ($) => $.phrases.buttons.keep, t),
  ]);
}
