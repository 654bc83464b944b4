const prefix = 'kept:';

/** The key of a kept voice in a choice's value and in settings, beside the keys of offers; at most 100 characters. */
export function profileKey(id: string): string {
  return `${prefix}${id}`;
}

/** The id of the kept voice that a key stands for; undefined for anything else, such as an offer's key. */
export function profileIdOf(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}
