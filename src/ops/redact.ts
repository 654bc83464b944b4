const hidden = '[redacted]';

/** Signs as they may be written: escaped in JSON, or encoded in an address, once or within another. */
const slash = String.raw`(?:\\{0,4}/|%(?:25){0,3}2F)`;
const pipe = String.raw`(?:\||%(?:25){0,3}7C|\\{1,4}u007c)`;
const dot = String.raw`(?:\.|%(?:25){0,3}2E)`;
/** Where a word begins, also behind an encoded sign. */
const start = String.raw`(?:\b|(?<=%[0-9A-F]{2}))`;
/** Between the name of a header or a field and its value, in any notation. */
const named = String.raw`["'\\]*\s*[:=,]["'\s\\[]*`;
const value = String.raw`[^"'\\&\s,}\]]`;

/**
 * Secrets are known by their shape, not by the field they hide in: a library's error may carry one in a URL, a header,
 * a message or a cause. Each pattern keeps what makes a log line useful (the route, the id) and drops the rest.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  // Interaction callbacks and webhooks carry their token in the path.
  [
    new RegExp(`(${slash}(?:interactions|webhooks)${slash}\\d{15,20}${slash})[\\w.%-]+`, 'gi'),
    `$1${hidden}`,
  ],
  // Interaction tokens on their own: base64 of "interaction:…".
  [/aW50ZXJhY3Rpb24[\w-]{20,}/g, hidden],
  // Bot tokens: id in base64, time, signature.
  [new RegExp(`[\\w-]{20,30}${dot}[\\w-]{6,7}${dot}[\\w-]{25,110}`, 'gi'), hidden],
  // deAPI keys (Laravel Sanctum): number | letters.
  [new RegExp(`${start}\\d{1,10}${pipe}[A-Za-z0-9]{20,}`, 'gi'), hidden],
  // OpenAI-style keys.
  [new RegExp(`${start}sk-[\\w-]{16,}`, 'g'), hidden],
  [new RegExp(`(authorization${named}(?:[a-z]+\\s+)?)${value}{8,}`, 'gi'), `$1${hidden}`],
  [/\b(Bearer)((?:\s|%20|\+)+)[\w.|~+/=%-]{12,}/gi, `$1$2${hidden}`],
  [/\b(Bot)(\s|%20)+[\w.|~+/=%-]{8,}/g, `$1 ${hidden}`],
  [
    new RegExp(
      `((?:api|access|client|webhook)[-_]?(?:key|token|secret)${named})${value}{6,}`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  // Names and passwords before a host, as proxies have them.
  [/(\/\/)[^\s/:@"\\]{0,100}:[^\s/@"\\]{1,200}@/g, `$1${hidden}@`],
  // Pre-signed addresses are keys to what they point at.
  [
    /([?&](?:X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|Signature|sig|hm|token|key|secret)=)[^&\s"\\]+/gi,
    `$1${hidden}`,
  ],
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
