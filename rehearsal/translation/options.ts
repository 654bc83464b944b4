/** How the service is set up, by LibreTranslate's own options. */
export interface TranslationOptions {
  /** Asks for this key, as with `--api-keys` and `--require-api-key-origin`. */
  readonly key?: string;
  /** Characters of a request, as `--char-limit`. */
  readonly charLimit?: number;
  /** Requests a minute, as `--req-limit`. */
  readonly requestsPerMinute?: number;
  /** How long each translation takes. */
  readonly takesMs?: number;
}

/** Spoils a request for a translation. */
export interface TranslationFault {
  /** Comes after so long, or never, if the client doesn't wait for it. */
  readonly delayMs?: number;
  /** Answered in place of the translation, with this header if the service says when to ask again. */
  readonly status?: number;
  readonly retryAfter?: string;
  /** The body in place of its own, such as broken JSON. */
  readonly body?: string;
  /** Cuts the connection before an answer. */
  readonly cut?: boolean;
  readonly times?: number;
}

/** A request as it came. */
export interface TranslationRequest {
  readonly atMs: number;
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
  /** All texts of it. */
  readonly texts: readonly string[];
  readonly status: number | undefined;
}
