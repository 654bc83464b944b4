import { languageOf, languages, translated } from './words.ts';

/** An answer of the service. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The fields that a client may send (docs.libretranslate.com, "API Usage", and the page `/docs` of a server). */
const fields = new Set(['q', 'source', 'target', 'format', 'alternatives', 'api_key', 'secret']);

/** Names what a server lets pass, and no client should send. */
export function carelessIn(sent: Readonly<Record<string, unknown>>, type: string): string[] {
  const unknown = Object.keys(sent).filter((name) => !fields.has(name));
  return [
    ...unknown.map((name) => `${name} is no field`),
    ...(type.startsWith('application/json') ? [] : [`the body is ${type}`]),
    ...(textsOf(sent['q']).some((text) => text.trim() === '') ? ['an empty text'] : []),
    ...(sent['format'] === undefined ? ['without a format'] : []),
  ];
}

export function textsOf(q: unknown): readonly string[] {
  if (typeof q === 'string') return [q];
  return Array.isArray(q) ? q.filter((each) => typeof each === 'string') : [];
}

/** Answers as the server does, in the order of its checks. */
export function translationOf(
  sent: Readonly<Record<string, unknown>>,
  charLimit: number | undefined,
): Answer {
  const { q, source, target } = sent;
  const missing = ['q', 'source', 'target'].find((name) => !sent[name]);
  if (missing !== undefined) return refused(`Invalid request: missing ${missing} parameter`);
  const texts = textsOf(q);
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  if (charLimit !== undefined && size > charLimit)
    return refused(`Invalid request: request (${size}) exceeds text limit (${charLimit})`);
  const from = source === 'auto' ? languageOf(texts.join(' ')) : String(source);
  const wrong = unsupported(from, String(target), sent['format']);
  if (wrong !== undefined) return refused(`${wrong} is not supported`);
  const made = texts.map((text) => translated(text, from, String(target)));
  const found = { confidence: 90, language: from };
  const detected = Array.isArray(q) ? texts.map(() => found) : found;
  return {
    status: 200,
    body: {
      translatedText: Array.isArray(q) ? made : made[0],
      ...(source === 'auto' && { detectedLanguage: detected }),
    },
  };
}

function unsupported(source: string, target: string, format: unknown): string | undefined {
  const language = [source, target].find((each) => !languages.some((known) => known === each));
  const isKnown = format === undefined || format === 'text' || format === 'html';
  return language ?? (isKnown ? undefined : 'that format');
}

export function refused(error: string, status = 400): Answer {
  return { status, body: { error } };
}

/** As `/languages` lists them. */
export function languagesListed(): readonly unknown[] {
  const names = { en: 'English', de: 'German', es: 'Spanish', fr: 'French' };
  return languages.map((code) => ({ code, name: names[code], targets: [...languages] }));
}
