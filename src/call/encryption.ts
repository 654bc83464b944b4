/** The module that encrypts calls end to end is missing on this machine: Discord lets nobody into a call without it. */
export class EncryptionMissingError extends Error {
  override readonly name = 'EncryptionMissingError';
}

/** Loads the native module that the voice workers need. Rejects with an `EncryptionMissingError`. */
export async function assertEncryption(): Promise<void> {
  try {
    await import('@snazzah/davey');
  } catch (cause) {
    throw new EncryptionMissingError('@snazzah/davey can’t be loaded', { cause });
  }
}
