import { LRUCache } from 'lru-cache';

/**
 * What was read, until it changes. Two that ask at once cause one reading; what was being read when it changed is not
 * remembered.
 */
export class Remembered<Value> {
  readonly #values: LRUCache<string, Promise<Value>>;
  readonly #load: (key: string) => Promise<Value>;

  constructor(max: number, load: (key: string) => Promise<Value>) {
    this.#values = new LRUCache({ max });
    this.#load = load;
  }

  get(key: string): Promise<Value> {
    const known = this.#values.get(key);
    if (known) return known;
    const loading = this.#load(key);
    this.#values.set(key, loading);
    loading.catch(() => {
      if (this.#values.get(key) === loading) this.#values.delete(key);
    });
    return loading;
  }

  forget(key: string): void {
    this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
  }
}
