import { expect, test } from 'vitest';

import { handlers } from '#commands/index.ts';
import { bodyOf } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { heldView, speakBoxView, stoppedView } from '#features/again/speak-box-view.ts';
import { boardPage } from '#features/phrases/board-page.ts';
import { decodeState, openingOf } from '#features/phrases/board-state.ts';
import { boardView } from '#features/phrases/board-view.ts';
import type { Phrase, PhraseBook } from '#store/phrases.ts';

import { ann } from '../../fakes/asker.ts';

// Each press costs people who can't speak something, so they are counted: from a panel that is open to what is heard.

const idOf = (number: number): string => String(number).padStart(24, '0');
const folders = ['Food', 'Food: Drinks'].map((name, at) => ({
  id: idOf(900 + at),
  name,
  place: at,
}));
const phraseOf = (number: number, label: string, folderId?: string): Phrase => ({
  id: idOf(number),
  label,
  spoken: { as: 'words', words: label },
  place: number,
  ...(folderId !== undefined && { folderId }),
});
const book: PhraseBook = {
  phrases: [phraseOf(1, 'Yes.'), phraseOf(2, 'Soup', idOf(900)), phraseOf(3, 'Tea', idOf(901))],
  folders,
  uses: new Map(),
};

interface Button {
  readonly label: string;
  readonly id: string;
}

function buttonsOf(view: View): readonly Button[] {
  const found: Button[] = [];
  JSON.stringify(bodyOf(view).components, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'custom_id' in value && 'label' in value)
      found.push({ label: String(value.label), id: String(value.custom_id) });
    return value;
  });
  return found;
}

const board = (encoded: string): View =>
  boardView(boardPage(decodeState(encoded), book, 'own'), 'own', ann.t);

/** The panel that a press shows; undefined where it speaks, opens a form or does what its words say. */
function shownBy(id: string): View | undefined {
  const [command = '', action = '', subject = ''] = id.split(':');
  if (command === 'phrases' && action === 'show') return board(subject);
  if (id === 'speak:phrases') return homeBoard;
  if (id === 'speak:held') return heldView([{ id: 'line', words: 'Later.' }], ann.t);
  if (id === 'speak:stop') return stoppedView(1, ann.t);
  return undefined;
}

const state = openingOf('me', { id: '1' });
const homeBoard = boardView(boardPage(state, book, 'own'), 'own', ann.t);
const box = speakBoxView(ann.t);

const wanted: readonly (readonly [
  what: string,
  from: View,
  presses: readonly string[],
  does: RegExp,
])[] = [
  ['a phrase', homeBoard, ['Yes.'], /^phrases:speak:/],
  ['a phrase in a folder', homeBoard, ['Folder: Food', 'Soup'], /^phrases:speak:/],
  ['a phrase in a nested folder', homeBoard, ['Folder: Food: Drinks', 'Tea'], /^phrases:speak:/],
  ['a phrase from the box', box, ['Phrases', 'Yes.'], /^phrases:speak:/],
  ['the form to speak', box, ['Speak'], /^speak:new/],
  ['again', box, ['Again'], /^speak:again/],
  ['louder', box, ['Louder'], /^speak:louder/],
  ['an alert', box, ['Alert'], /^speak:alert/],
  ['stop', box, ['Stop'], /^speak:stop/],
  ['stop of what waits, too', box, ['Stop', 'Stop those, too'], /^speak:/],
  ['what was not meant', box, ['Not what I meant'], /^speak:correct/],
  ['a line that was put aside', box, ['Put aside', 'Later.'], /^speak:/],
  ['a new phrase', homeBoard, ['New phrase'], /^phrases:new:/],
];

test.each(wanted)('%s is two presses away at most', (_, from, presses, does) => {
  expect(presses.length).toBeLessThanOrEqual(2);
  let view: View | undefined = from;
  let pressed = '';
  for (const label of presses) {
    expect(view).toBeDefined();
    const there: readonly Button[] = view ? buttonsOf(view) : [];
    const button = there.find((each) => each.label === label);
    expect(there.map((each) => each.label)).toContain(label);
    pressed = button?.id ?? '';
    const [command = '', action = ''] = pressed.split(':');
    const row = handlers.commands.find(({ data }) => data.name === command);
    expect(Object.keys(row?.buttons ?? {})).toContain(action);
    view = shownBy(pressed);
  }
  expect(pressed).toMatch(does);
});
