import { LRUCache } from 'lru-cache';

export interface RememberedBounds<Value> {
  readonly max: number;
  /** The size of all values together, by `sizeOf`; absent: their number alone counts. */
  readonly maxSize?: number;
  readonly sizeOf?: (value: Value) => number;
}

/**
 * Keeps what was read until it changes. Two that ask at once cause one reading; a value that changed while it was being
 * read is not remembered.
 */
export class Remembered<Value> {
  readonly #values: LRUCache<string, Promise<Value>>;
  readonly #load: (key: string) => Promise<Value>;
  readonly #sizeOf: (value: Value) => number;

  constructor(bounds: RememberedBounds<Value>, load: (key: string) => Promise<Value>) {
    const { max, maxSize = max, sizeOf = () => 1 } = bounds;
    this.#values = new LRUCache({ max, maxSize });
    this.#load = load;
    this.#sizeOf = sizeOf;
  }

  get(key: string): Promise<Value> {
    const known = this.#values.get(key);
    if (known) return known;
    const loading = this.#load(key);
    this.#values.set(key, loading, { size: 1 });
    loading.then(
      (value) => this.#settle(key, loading, Math.max(1, this.#sizeOf(value))),
      () => {
        if (this.#values.peek(key) === loading) this.#values.delete(key);
      },
    );
    return loading;
  }

  forget(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }

  /** A value's size is only known once it was read. */
  #settle(key: string, loading: Promise<Value>, size: number): void {
    if (size === 1 || this.#values.peek(key) !== loading) return;
    // A value that is set again in its own place keeps its old size.
    this.#values.delete(key);
    this.#values.set(key, loading, { size });
  }
}
