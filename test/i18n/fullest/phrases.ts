import type { Asker } from '#discord/asker.ts';
import { boardPage } from '#features/phrases/board-page.ts';
import { modes } from '#features/phrases/board-state.ts';
import { boardView, folderForm, phraseForm, removalView } from '#features/phrases/board-view.ts';
import { proposedView, takenView } from '#features/phrases/file-view.ts';
import type { Proposal } from '#features/phrases/proposal.ts';
import { sendingView, tapForm, tapView } from '#features/phrases/tap-view.ts';
import { ownWords } from '#i18n/text.ts';
import english from '#locales/en/phrases.json' with { type: 'json' };
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

const kinds = Object.keys(english.file.left) as (keyof typeof english.file.left)[];
const names = times(3, () => longText.slice(0, 40));
const proposal: Proposal = {
  phrases,
  folders,
  added: 2_000,
  recordings: 100,
  changed: times(2_000, () => longText.slice(0, 80)),
  same: 2_000,
  left: kinds.map((kind) => ({ kind, count: 2_000, names })),
};
const bad = times(50, () => ({ name: longText.slice(0, 80), why: ownWords(longText) }));
const fileAct = {
  apply: 'phrases:apply:00000000-0000-0000-0000-000000000000',
  board: 'phrases:show:m..0.s',
};

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
    'a file that was looked at': proposedView(proposal, { bad }, nothing, fileAct, t),
    'a file that was taken over': takenView(proposal, nothing, fileAct.board, t),
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
