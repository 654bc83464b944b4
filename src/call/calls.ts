import type { Track } from '#audio/track.ts';
import type { UserError } from '#errors.ts';
import type { Text } from '#i18n/text.ts';

/** A voice channel, with what the call must know before it knocks. */
export interface VoiceTarget {
  readonly guildId: string;
  readonly channelId: string;
}

/** Tells people who look at the queue of an utterance. */
export interface About {
  /** Whose it is, as they are called; undefined where they asked without others being told. */
  readonly author: string | undefined;
  /** The channel in which it was written; undefined where a command asked for it. */
  readonly channelId?: string | undefined;
  /** How long it will take, by its text: counts until its sound is whole. */
  readonly expectedMs: number;
}

/** One thing to be heard in a call. */
export interface Utterance {
  readonly id: string;
  /** The person it is spoken for: it is their line. */
  readonly authorId: string;
  /** The person whose words it says, where they are somebody else's: whoever hears it takes it for theirs. */
  readonly wordsOf?: string | undefined;
  /** People write one thing in several messages: those that come right after each other are spoken so. */
  readonly mayBePiece?: boolean;
  /** When its person asked for it, by this process's `performance.now()`; absent where nobody in particular waits. */
  readonly askedAtMs?: number;
  /** The kept voice that speaks it, when one does: so that it can be silenced when its owner takes it back. */
  readonly voiceId?: string;
  /** The line that it says once more, from its sound. */
  readonly repeats?: string;
  /** It breaks into what is being spoken, which goes on behind it. */
  readonly isAlert?: boolean;
  /** So many decibels louder than the guild hears its person as a rule. */
  readonly louderDb?: number;
  /** The words as its author typed them, where they are their own: so that they can be mended, or heard once more. */
  readonly typed?: () => string;
  /** Told that it was heard to its end, and its sound. */
  readonly onHeard?: (track: Track) => void;
  /** Told why nobody hears it for now; without a text, that they do again. */
  readonly onHindered?: (why?: Text) => void;
  /** The answer shows the person who asked for it how it ended: the end of the call needn't be told beside it. */
  readonly endIsShown?: boolean;
  /** Asked whenever somebody looks: what waits can become another text, and another's. */
  readonly about?: () => About;
  /** Begins the speech. Called once, early enough that the next is ready when this one ends; aborted by skip and leave. */
  readonly render: (signal: AbortSignal) => Track;
  /** The same, and it says first whose it is: spoken instead where the line before it is another person's. */
  readonly renderNamed?: (signal: AbortSignal) => Track;
}

/** The parts of an utterance that change when something else is spoken in its place. */
export type Replacement = Pick<Utterance, 'voiceId' | 'render' | 'renderNamed'>;

/** An utterance in a call's queue, and how long it takes. */
export interface QueuedLine {
  readonly utterance: Utterance;
  /** It is heard now; all others wait. */
  readonly isSpoken: boolean;
  /** When it came into the queue, in which others may have been given a place before it since; by `performance.now()`. */
  readonly cameAtMs: number;
  readonly lengthMs: number;
  /** The part of that for which it is still to be heard. */
  readonly leftMs: number;
}

/** How an utterance ended. `failed` carries what its track failed with, or why the call could not play it. */
export type UtteranceEnd =
  | { readonly outcome: 'heard' | 'skipped' | 'left' }
  | { readonly outcome: 'failed'; readonly error: unknown };

/** Follows one utterance; the promises never reject. */
export interface Ticket {
  /** How many were before it when it was given, 0 when it was the one spoken next. */
  readonly position: number;
  /** Tells how many are before it whenever that has changed, until it is spoken. One listener; the last one counts. */
  onMoved(tell: (before: number) => void): void;
  /** Resolves true at its first frame, false when it ended without one. */
  readonly started: Promise<boolean>;
  readonly ended: Promise<UtteranceEnd>;
}

/** The bot's presence in voice channels, one call a guild. */
export interface Calls {
  /** Joins, or moves there. Resolves when the call can speak; rejects with a `UserError` that says why not. */
  join(target: VoiceTarget, signal: AbortSignal): Promise<void>;
  /** The channel of the guild's call, from the moment of joining until it is gone. */
  channelOf(guildId: string): string | undefined;
  /** Whether the last process left a call there that goes on, so that nobody has to join it. */
  goesOn?(target: VoiceTarget): boolean;
  /**
   * Speaks in the guild's call, when it is its author's turn. Throws a `UserError` when there is no call, and a
   * `QueueFullError` when there is no room. One that waits can fail with a `QueueFullError`, too: it gave way.
   */
  speak(guildId: string, utterance: Utterance): Ticket;
  /** The utterance that is spoken now and those that wait, in order. */
  queue(guildId: string): readonly Utterance[];
  /** The same with the time that each takes, as far as it is known. */
  lines(guildId: string): readonly QueuedLine[];
  /**
   * Calls `listener` when what the guild's call speaks, or what waits there, is another, or takes another time than was
   * thought; also for calls that come later. Returns what takes it off again.
   */
  watch(guildId: string, listener: () => void): () => void;
  /**
   * Has an utterance that waits spoken next, or before all others of its author. False when its turn has come, or it is gone.
   */
  toFront(guildId: string, utteranceId: string, of: 'all' | 'own'): boolean;
  /** Ends the utterances that wait in the guild's call and are meant; what is heard goes on. Returns how many. */
  clear(guildId: string, isMeant: (utterance: Utterance) => boolean): number;
  /** The person whose words the guild's call speaks just before what this one gives next; undefined when nobody is known. */
  before(guildId: string, authorId: string): string | undefined;
  /** Why the guild's call has no room now for anything more of this person; undefined when it has. */
  refusal(guildId: string, authorId: string): UserError | undefined;
  /** Why nobody hears what is said in the guild's call for now, once that is told; undefined when they do. */
  hindranceOf(guildId: string): Text | undefined;
  /** Why the guild's call can't know that others speak, though it is to be softer then; undefined where it can, or needn't. */
  deafnessOf(guildId: string): Text | undefined;
  /** Speaks something else in the place of an utterance that waits. False when it has begun, or is gone. */
  replace(guildId: string, utteranceId: string, by: Replacement): boolean;
  /** Ends one utterance, by default the one being spoken. Returns whether there was one. */
  skip(guildId: string, utteranceId?: string): boolean;
  /** Ends all utterances that are meant, in every call, those being spoken and those that wait. Returns how many. */
  skipAll(isMeant: (utterance: Utterance, guildId: string) => boolean): number;
  /** Holds back what is spoken and what waits; `why` is told to those who wait. False without a call, or when that is so already. */
  pause(guildId: string, why: Text): boolean;
  /** Goes on where it was paused, in the middle of a word. False when it wasn't. */
  resume(guildId: string): boolean;
  /** Why the guild's call is paused; undefined when it isn't. */
  pauseOf(guildId: string): Text | undefined;
  /** Leaves the call. Returns whether there was one. */
  leave(guildId: string): boolean;
  /** Leaves every call; lets what is being spoken finish for at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}
