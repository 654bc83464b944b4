/** Remembers small JSON values from one run to the next. What it loses costs time, never correctness. */
export interface Memo {
  /** Undefined when it was lost, or never put. Never rejects. */
  get(name: string): Promise<unknown>;
  /** Resolves when it is written down, or could not be. Never rejects. */
  put(name: string, value: unknown): Promise<void>;
}
