import type { Whose } from './books.ts';

/** The things that a press on a phrase of a board can do. */
export const modes = ['speak', 'change', 'move', 'remove', 'tap'] as const;
export type Mode = (typeof modes)[number];

/** A place on a board: all of it is in the ids of the board's buttons, so that none is too old to work. */
export interface BoardState {
  readonly of: Whose;
  /** Undefined for what lies in no folder, and the folders themselves. */
  readonly folderId?: string | undefined;
  /** From 0 on. */
  readonly page: number;
  readonly mode: Mode;
}

const firstPage = { page: 0, mode: 'speak' } as const;

/** Where a board is opened. */
export function openingOf(of: Whose): BoardState {
  return { of, ...firstPage };
}

/** At most 34 characters, none of them a colon. */
export function encodeState({ of, folderId = '', page, mode }: BoardState): string {
  return [of === 'me' ? 'm' : 's', folderId, page, mode.charAt(0)].join('.');
}

/** Whatever can't be read is as at the opening: anybody can send anything. `subject`: what the id is about, if anything. */
export function decodeState(encoded: string): BoardState & { readonly subject: string } {
  const [of = '', folderId = '', page = '', letter = '', subject = ''] = encoded.split('.');
  return {
    of: of === 's' ? 'server' : 'me',
    folderId: isPhraseId(folderId) ? folderId : undefined,
    page: /^\d{1,3}$/.test(page) ? Number(page) : 0,
    mode: modes.find((mode) => mode.startsWith(letter) && letter !== '') ?? 'speak',
    subject: isPhraseId(subject) ? subject : '',
  };
}

/** A phrase and whose it is, as the value of a suggestion and in the id of the button that speaks it. */
export function encodeReference(of: Whose, id: string): string {
  return `${of === 'me' ? 'm' : 's'}.${id}`;
}

/** Undefined for what is none, such as something that was typed. */
export function decodeReference(
  encoded: string,
): { readonly of: Whose; readonly id: string } | undefined {
  const [of, id = '', ...more] = encoded.split('.');
  if ((of !== 'm' && of !== 's') || !isPhraseId(id) || more.length > 0) return undefined;
  return { of: of === 'm' ? 'me' : 'server', id };
}

function isPhraseId(text: string): boolean {
  return /^[0-9a-f]{24}$/.test(text);
}
