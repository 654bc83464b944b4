/**
 * Everything that goes to and fro, told to whoever listens on Node's diagnostics channels: a judge that knows Discord's
 * own description, say. Nothing here knows of one; whatever it finds lands among the violations, so that the scene that
 * brought it about fails.
 */
import { channel } from 'node:diagnostics_channel';

interface Told {
  /** Counts a rule that was broken against the Discord that saw it. */
  readonly violate: (sentence: string) => void;
}

/** A request of the bot, whatever it is answered. */
export interface Asked extends Told {
  readonly method: string;
  /** Decoded, after `/api/v10/`; it may hold an interaction's token. */
  readonly path: string;
  /** As it may be told: without the token. */
  readonly shownPath: string;
  readonly query: URLSearchParams;
  /** The JSON of the body, also of one with files; undefined for none. */
  readonly body: unknown;
}

/** A request, with its answer by the stand-in's own rules. */
export interface Answered extends Asked {
  readonly status: number;
  /** The JSON of the answer; undefined for none. */
  readonly answer: unknown;
}

/** An event of the gateway, as a session gets it. */
export interface Dispatch extends Told {
  readonly event: string;
  readonly data: unknown;
}

export const REQUESTS = 'rehearsal.discord.requests';
export const ANSWERS = 'rehearsal.discord.answers';
export const DISPATCHES = 'rehearsal.discord.dispatches';

const requests = channel(REQUESTS);
const answers = channel(ANSWERS);
const dispatches = channel(DISPATCHES);

export function tellRequest(asked: Asked): void {
  if (requests.hasSubscribers) requests.publish(asked);
}

export function tellAnswer(answered: Answered): void {
  if (answers.hasSubscribers) answers.publish(answered);
}

export function tellDispatch(dispatch: Dispatch): void {
  if (dispatches.hasSubscribers) dispatches.publish(dispatch);
}
