/**
 * The store can't be used, and only the operator can mend it. Its message says what is wrong and what to do; it never
 * holds anything that people keep in the store.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
