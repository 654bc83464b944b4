import type { Phrase, PhraseBook, PhraseFolder } from '#store/phrases.ts';
import type { Tap } from '#store/taps.ts';

import type { BoardState } from './board-state.ts';

/** Five rows of five are as many as Discord has room for, with the row below them. */
export const itemsPerPage = 20;

export type PhraseOrder = 'own' | 'use' | 'alphabet';

export type BoardItem =
  | { readonly kind: 'folder'; readonly folder: PhraseFolder }
  | { readonly kind: 'phrase'; readonly phrase: Phrase };

export interface BoardPage {
  /** As it is shown: a folder that is gone is none, and a page that is no more the last. */
  readonly state: BoardState;
  readonly folder: PhraseFolder | undefined;
  readonly items: readonly BoardItem[];
  readonly pages: number;
  readonly isEmpty: boolean;
  /** The emoji and sounds of phrases, by their ids; where they are to be chosen. */
  readonly taps?: ReadonlyMap<string, Tap>;
}

/** The things that a board shows at a place: the folders first, which are found without knowing what lies where. */
export function boardPage(wanted: BoardState, book: PhraseBook, order: PhraseOrder): BoardPage {
  const folder = book.folders.find(({ id }) => id === wanted.folderId);
  const phrases = ordered(
    book.phrases.filter(({ folderId }) => folderId === folder?.id),
    book,
    order,
  );
  const items: readonly BoardItem[] = [
    ...(folder ? [] : book.folders.map((each) => ({ kind: 'folder', folder: each }) as const)),
    ...phrases.map((phrase) => ({ kind: 'phrase', phrase }) as const),
  ];
  const pages = Math.max(1, Math.ceil(items.length / itemsPerPage));
  const page = Math.min(wanted.page, pages - 1);
  return {
    state: { ...wanted, folderId: folder?.id, page },
    folder,
    items: items.slice(page * itemsPerPage, (page + 1) * itemsPerPage),
    pages,
    isEmpty: book.phrases.length === 0,
  };
}

function ordered(
  phrases: readonly Phrase[],
  { uses }: PhraseBook,
  order: PhraseOrder,
): readonly Phrase[] {
  switch (order) {
    case 'own':
      return phrases;
    case 'use':
      return phrases.toSorted((one, other) => (uses.get(other.id) ?? 0) - (uses.get(one.id) ?? 0));
    case 'alphabet': {
      const { compare } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
      return phrases.toSorted((one, other) => compare(one.label, other.label));
    }
  }
}
