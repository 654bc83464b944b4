import { LRUCache } from 'lru-cache';

export interface RememberedBounds<Value> {
  readonly max: number;
  /** Of all values together, by `sizeOf`; absent: their number alone counts. */
  readonly maxSize?: number;
  readonly sizeOf?: (value: Value) => number;
}

/**
 * What was read, until it changes. Two that ask at once cause one reading; what was being read when it changed is not
 * remembered.
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

  /** How large it is is known when it was read. */
  #settle(key: string, loading: Promise<Value>, size: number): void {
    if (size === 1 || this.#values.peek(key) !== loading) return;
    // The same value in its own place would keep its size.
    this.#values.delete(key);
    this.#values.set(key, loading, { size });
  }
}
