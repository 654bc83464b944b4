/** Remembers small JSON values from one run to the next. What it loses costs time, never correctness. */
export interface Memo {
  get(name: string): Promise<unknown>;
  put(name: string, value: unknown): Promise<void>;
}
