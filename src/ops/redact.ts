const hidden = '[redacted]';

/**
 * Secrets are known by their shape, not by the field they hide in: a library's error may carry one in a URL, a header,
 * a message or a cause. Each pattern keeps what makes a log line useful (the route, the id) and drops the rest.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  // Interaction callbacks and webhooks carry their token in the path.
  [/((?:\/|%2F)(?:interactions|webhooks)(?:\/|%2F)\d{15,20}(?:\/|%2F))[\w.%-]+/gi, `$1${hidden}`],
  // Interaction tokens on their own: base64 of "interaction:…".
  [/aW50ZXJhY3Rpb24[\w-]{20,}/g, hidden],
  // Bot tokens: id in base64, time, signature.
  [/[\w-]{20,30}(?:\.|%2E)[\w-]{6,7}(?:\.|%2E)[\w-]{25,110}/gi, hidden],
  // deAPI keys (Laravel Sanctum): number | letters.
  [/\b\d{1,10}(?:\||%7C|\\u007c)[A-Za-z0-9]{20,}/gi, hidden],
  // OpenAI-style keys.
  [/\bsk-[\w-]{16,}/g, hidden],
  [/\b(Bearer|Bot)(\s|%20)+[\w.|~+/=%-]{8,}/g, `$1 ${hidden}`],
  // Pre-signed addresses are keys to what they point at.
  [/([?&](?:X-Amz-Signature|X-Amz-Credential|Signature|sig|hm|token)=)[^&\s"\\]+/gi, `$1${hidden}`],
];

/** The text without anything that has a secret's shape, and without the `known` secrets, also URL-encoded. */
export function redact(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) {
    if (secret.length < 6) continue;
    for (const written of new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]))
      clean = clean.replaceAll(written, hidden);
  }
  for (const [shape, replacement] of shapes) clean = clean.replace(shape, replacement);
  return clean;
}
