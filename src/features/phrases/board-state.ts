import type { Asker } from '#discord/asker.ts';

import type { Whose } from './books.ts';

/** The things that a press on a phrase of a board can do. */
export const modes = ['speak', 'change', 'move', 'remove', 'tap'] as const;
export type Mode = (typeof modes)[number];

/** A place on a board: all of it is in the ids of the board's buttons, so that none is too old to work. */
export interface BoardState {
  readonly of: Whose;
  /** The person whose phrases a helper changes; undefined on one's own board. */
  readonly forId?: string | undefined;
  /** Undefined for what lies in no folder, and the folders themselves. */
  readonly folderId?: string | undefined;
  /** From 0 on. */
  readonly page: number;
  readonly mode: Mode;
}

const firstPage = { page: 0, mode: 'speak' } as const;

/** Where a board is opened: that of somebody whom a helper helps, to change what is on it. */
export function openingOf(of: Whose, { id, helperId }: Pick<Asker, 'id' | 'helperId'>): BoardState {
  if (helperId === undefined) return { of, ...firstPage };
  return { of: 'me', ...firstPage, forId: id, mode: 'change' };
}

/** At most 54 characters, none of them a colon. */
export function encodeState({ of, forId = '', folderId = '', page, mode }: BoardState): string {
  return [of === 'me' ? `m${forId}` : 's', folderId, page, mode.charAt(0)].join('.');
}

/** Whatever can't be read is as at the opening: anybody can send anything. `subject`: what the id is about, if anything. */
export function decodeState(encoded: string): BoardState & { readonly subject: string } {
  const [of = '', folderId = '', page = '', letter = '', subject = ''] = encoded.split('.');
  const forId = /^m(\d{1,20})$/.exec(of)?.[1];
  return {
    of: of === 's' ? 'server' : 'me',
    ...(forId !== undefined && { forId }),
    folderId: isPhraseId(folderId) ? folderId : undefined,
    page: /^\d{1,3}$/.test(page) ? Number(page) : 0,
    mode: modeIn(letter, forId !== undefined),
    subject: isPhraseId(subject) ? subject : '',
  };
}

/** A helper speaks for nobody. */
function modeIn(letter: string, isHelped: boolean): Mode {
  const mode = modes.find((each) => each.charAt(0) === letter) ?? 'speak';
  return isHelped && mode === 'speak' ? 'change' : mode;
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
