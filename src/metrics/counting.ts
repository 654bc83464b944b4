import type { FirstPacket } from '#call/first-packet.ts';
import type { Change } from '#jobs/job.ts';
import type { ServedFrom } from '#speech/cached-renderer.ts';
import type { EngineName } from '#speech/engine-names.ts';

/** The kinds of refusals that there can be: each is told from the start, so that the first of them is an increase. */
export type KnownRefusals = Readonly<Record<RefusedTo, readonly string[]>>;

/** A person who wrote or used a command, or whoever wanted speech of an engine. */
type RefusedTo = 'message' | 'command' | 'speech';

/**
 * Counts what happens in the bot. A kind is a word of a closed list: none is ever given an id, a name or a text of anybody's.
 */
export interface Counting {
  /** Somebody begins to hear what they asked for. */
  firstPacket(packet: FirstPacket): void;
  /** The cache had the sound of a request, or had it made. */
  served(engine: EngineName, from: ServedFrom): void;
  refused(to: RefusedTo, kind: string): void;
  /** A message that was to be read was queued, heard or not, as its outcome says. */
  messageEnded(outcome: string): void;
  /** A text that somebody wanted in another language was translated, or not, as its outcome says. */
  translated(outcome: string): void;
  /** A job was begun, or something became of it. */
  jobChanged(to: 'begun' | Change['to']): void;
}

/** For a bot that nobody watches. */
export const nothingCounted: Counting = {
  firstPacket: () => undefined,
  served: () => undefined,
  refused: () => undefined,
  messageEnded: () => undefined,
  translated: () => undefined,
  jobChanged: () => undefined,
};
