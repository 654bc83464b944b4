import type { LanguageWish } from './design-request.ts';
import type { Drafted } from './drafts.ts';
import type { Take } from './take.ts';

export interface NumberedTake extends Take {
  /** From 1 on, through all rounds of a draft. */
  readonly number: number;
  /** It could not be posted as a voice message: it goes on the panel as a file. */
  readonly isFile: boolean;
}

/** The takes of one try, in the order in which they came. */
export interface Round {
  readonly description: string;
  readonly takes: readonly NumberedTake[];
}

/** A voice that is being designed. */
export interface Design {
  readonly name: string;
  /** The description for the next round; earlier rounds have their own. */
  readonly description: string;
  readonly wish: LanguageWish;
  /** Takes that were paid for stay to be chosen from. */
  readonly rounds: readonly Round[];
  readonly nextNumber: number;
}

export type DesignDraft = Design & Drafted;

/** Earlier ones go: a panel has no room for more. */
const maxRounds = 3;

/** The draft with a take of its newest round. */
export function withTake(draft: DesignDraft, take: Take, isFile: boolean): DesignDraft {
  const numbered = { ...take, number: draft.nextNumber, isFile };
  const newest = draft.rounds.at(-1);
  if (!newest) throw new Error('a take belongs to a round');
  const round = { ...newest, takes: [...newest.takes, numbered] };
  const rounds = [...draft.rounds.slice(0, -1), round];
  return { ...draft, rounds, nextNumber: draft.nextNumber + 1 };
}

/** The draft with a round that has no take yet; rounds in which none came are dropped. */
export function withRound(draft: DesignDraft): DesignDraft {
  const heard = draft.rounds.filter(({ takes }) => takes.length > 0);
  const round = { description: draft.description, takes: [] };
  return { ...draft, rounds: [...heard, round].slice(-maxRounds) };
}

/** The latest round of which anything can be heard. */
export function newestRound({ rounds }: Pick<Design, 'rounds'>): Round | undefined {
  return rounds.findLast(({ takes }) => takes.length > 0);
}
