/** Why a service did not translate. */
export type TranslationFailure =
  /** It took longer than anybody waits. */
  | 'late'
  | 'unreachable'
  /** It does not take the key, or asks for one, or has shut this machine out. */
  | 'forbidden'
  /** It, or this bot, has too much to do. */
  | 'busy'
  /** It failed so often that it is left alone for a while. */
  | 'paused'
  /** It does not translate this text, or not between these languages. */
  | 'refused'
  | 'fault'
  | 'bad-answer';

export interface TranslationFacts {
  readonly status?: number;
  /** How long the service wants to be left alone. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A translation that failed. It holds neither the text nor the key. */
export class TranslationError extends Error {
  override readonly name = 'TranslationError';
  readonly failure: TranslationFailure;
  readonly facts: TranslationFacts;

  constructor(failure: TranslationFailure, facts: TranslationFacts = {}) {
    super(`the translation failed: ${failure}`, { cause: facts.cause });
    this.failure = failure;
    this.facts = facts;
  }
}

export interface TranslationRequest {
  /** Plain text, none of it empty. */
  readonly texts: readonly string[];
  /** The code of the service for their language; undefined where it is to find it. */
  readonly source: string | undefined;
  readonly target: string;
}

/** A language as a service knows it. */
export interface TranslationLanguage {
  /** Its own code: mostly a BCP 47 tag. */
  readonly code: string;
  /** The codes of those that it translates this one into; undefined where it doesn't say. */
  readonly targets: readonly string[] | undefined;
}

/** A service that translates. All rejects with a {@link TranslationError} or the signal's reason. */
export interface Translation {
  /** As many texts as were given, in their order. */
  translate(request: TranslationRequest, signal: AbortSignal): Promise<readonly string[]>;
  languages(signal: AbortSignal): Promise<readonly TranslationLanguage[]>;
}
