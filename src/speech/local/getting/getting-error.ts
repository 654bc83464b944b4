/** A model could not be fetched or unpacked, in a sentence for the operator. */
export class GettingError extends Error {
  override readonly name = 'GettingError';
}
