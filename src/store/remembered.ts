import { LRUCache } from 'lru-cache';

import { atMost, atMostOf } from '#ops/at-most.ts';

export interface RememberedOptions<Scope, Value> {
  readonly load: (scope: Scope) => Promise<Value>;
  /** Two scopes of one key are the same. */
  readonly keyOf?: (scope: Scope) => string;
  /** Runs before anything remembered is used, and may clear it. */
  readonly check?: () => void;
  readonly max: number;
  /** The size of all values together, by `sizeOf`; absent: their number alone counts. */
  readonly maxSize?: number;
  readonly sizeOf?: (value: Value) => number;
}

/**
 * Keeps what was read until it changes. Two that ask at once cause one reading; a value that changed while it was being
 * read is not remembered.
 */
export class Remembered<Scope, Value extends object> {
  readonly #values: LRUCache<string, Value>;
  readonly #keyOf: (scope: Scope) => string;
  readonly #check: () => void;

  constructor(options: RememberedOptions<Scope, Value>) {
    const { load, keyOf = String, check = () => undefined } = options;
    const { max, maxSize, sizeOf = () => 0 } = options;
    this.#values = new LRUCache<string, Value>({
      ...(maxSize === undefined ? atMost(max) : atMostOf(max, maxSize, sizeOf)),
      fetchMethod: (_key, _before, { context }) => load(context as Scope),
      // One who asked before a change is given what was read all the same.
      ignoreFetchAbort: true,
    });
    this.#keyOf = keyOf;
    this.#check = check;
  }

  get(scope: Scope): Promise<Value> {
    this.#check();
    return this.#values.forceFetch(this.#keyOf(scope), { context: scope });
  }

  forget(scope: Scope): void {
    this.#values.delete(this.#keyOf(scope));
  }

  clear(): void {
    this.#values.clear();
  }
}
