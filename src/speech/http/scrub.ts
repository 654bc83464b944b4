export type Scrub = (words: string) => string;

const maxWordsChars = 200;
/** Shorter secrets would blot out ordinary words: a text "voice" must not hide which field was wrong. */
const minSecretChars = 8;
const keyShape = /\d+\|[A-Za-z0-9]{6,}/g;

/** Makes a stranger's words fit for an error: no key, none of the given secrets, no control characters, not long. */
export function scrubber(secrets: readonly string[]): Scrub {
  const hidden = secrets.flatMap((secret) =>
    secret.length < minSecretChars ? [] : [secret, encodeURIComponent(secret.toWellFormed())],
  );
  return (words) => {
    let clean = words;
    for (const secret of hidden) clean = clean.replaceAll(secret, '[hidden]');
    clean = clean
      .replaceAll(keyShape, '[hidden]')
      .replaceAll(/\p{C}+/gu, ' ')
      .trim();
    return clean.length > maxWordsChars ? `${clean.slice(0, maxWordsChars)}…` : clean;
  };
}

/** A copy of a failure that holds its name, code and words and nothing else: no request, no headers, no body. */
export function scrubbedCause(error: unknown, scrub: Scrub): Error {
  if (!(error instanceof Error)) return new Error(scrub(String(error)));
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  const copy = new Error(scrub(`${code}${error.message}`));
  copy.name = error.name;
  if (error.stack !== undefined) delete copy.stack;
  return copy;
}
