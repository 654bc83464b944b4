import type { Asker } from '#discord/asker.ts';
import { boardPage } from '#features/phrases/board-page.ts';
import { modes } from '#features/phrases/board-state.ts';
import { boardView, folderForm, phraseForm, removalView } from '#features/phrases/board-view.ts';
import { sendingView, tapForm, tapView } from '#features/phrases/tap-view.ts';
import type { PhraseBook } from '#store/phrases.ts';

import { longText, times } from './reader.ts';
import type { Shown } from './reader.ts';

const idOf = (letter: string, at: number): string => letter + String(at).padStart(23, '0');
const folders = times(25, (at) => ({
  id: idOf('f', at),
  name: longText.slice(0, 60),
  place: at,
}));
const phrases = times(2_000, (at) => ({
  id: idOf('a', at),
  label: longText.slice(0, 80),
  spoken: { as: 'words' as const, words: longText },
  voice: longText.slice(0, 100),
  style: longText.slice(0, 300),
  place: at,
  ...(at < 1_000 && { folderId: folders[0]!.id }),
}));
const book: PhraseBook = { phrases, folders, uses: new Map() };
const nothing: PhraseBook = { phrases: [], folders: [], uses: new Map() };

/** Boards of somebody who has as many phrases as one may, and their forms. */
export function phraseViews({ t }: Asker): Shown {
  const [phrase, folder] = [phrases[0]!, folders[0]!];
  const state = { of: 'server', folderId: folder.id, page: 1, mode: 'speak' } as const;
  const boards = modes.flatMap((mode) =>
    [undefined, folder.id].map((folderId) => {
      const page = boardPage({ ...state, folderId, mode }, book, 'alphabet');
      return [`a board, ${mode}, ${folderId}`, boardView(page, 'alphabet', t)] as const;
    }),
  );
  const shown = { effect: `emoji ${longText.slice(0, 20)}`, shown: `:${longText.slice(0, 32)}:` };
  const taps = new Map(phrases.map(({ id: phraseId }) => [phraseId, { phraseId, ...shown }]));
  const act = `phrases:delete:s.${folder.id}.999.s.${phrase.id}`;
  const recording = { as: 'recording', clip: {} as never } as const;
  return {
    ...Object.fromEntries(boards),
    'a board without phrases': boardView(
      boardPage({ ...state, of: 'me' }, nothing, 'own'),
      'own',
      t,
    ),
    'the form of a phrase': phraseForm(state, { phrase, folder }, t),
    'the form of a new phrase': phraseForm(state, { folder }, t),
    'the form of a recording': phraseForm(state, { phrase: { ...phrase, spoken: recording } }, t),
    'a board with an emoji for each phrase': boardView(
      { ...boardPage({ ...state, mode: 'tap' }, book, 'own'), taps },
      'own',
      t,
    ),
    'the emoji of a phrase': tapView(state, phrase, taps.get(phrase.id), t),
    'no emoji for a phrase': tapView(state, phrase, undefined, t),
    'an emoji that is waited for': sendingView(phrase, t),
    'the form of an emoji': tapForm(state, phrase, t),
    'the form of a folder': folderForm(state, folder, t),
    'whether a phrase is to go': removalView(
      state,
      { act, name: phrase.label, isFolder: false },
      t,
    ),
    'whether a folder is to go': removalView(state, { act, name: folder.name, isFolder: true }, t),
  };
}
