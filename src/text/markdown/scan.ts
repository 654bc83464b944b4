import { mannerOf } from '../inline-mark.ts';
import { wordStart } from '../rules/borders.ts';
import type { Node, TimestampStyle } from './tree.ts';

/** A stretch of a message: a whole node, a run of marks that may open or close spans, or a part of a masked link. */
export type Token =
  | { readonly kind: 'node'; readonly node: Node }
  | {
      readonly kind: 'marks';
      readonly mark: MarkCharacter;
      readonly count: number;
      readonly opens: boolean;
      readonly closes: boolean;
    }
  | { readonly kind: 'label-start' }
  | { readonly kind: 'label-end'; readonly url: string; readonly written: string }
  | { readonly kind: 'line-break' };

/** Letters of scripts without spaces, and signs that no address has: a text goes on where they follow an address. */
const unspaced =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const noAddress =
  '\\s<>\\u3000-\\u303f\\uff00-\\uffef\\u2190-\\u21ff،؛؟।॥“”„«»‘’…\\p{Emoji_Presentation}';
/** Unless a part of the path below the first begins with such a letter: `/wiki/日本`. */
const bareLinkPattern = new RegExp(
  `https?:\\/\\/(?:(?<![\\p{L}\\p{N}%)]|:\\/\\/[^\\/\\s]{1,80}\\/)[${unspaced}][${unspaced}A-Za-z\\d_]{0,256}|[^${noAddress}${unspaced}]){1,2048}`,
  'iuy',
);

/** Each pattern is sticky and bounded, so that scanning is linear in the message's length. */
const patterns: readonly (readonly [
  pattern: RegExp,
  token: (match: RegExpExecArray) => Token | undefined,
])[] = [
  [/\\([\p{P}\p{S}])/uy, ([, character = '']) => text(character)],
  [/<@!?(\d{1,20})>/y, ([, id = '']) => leaf({ kind: 'user', id })],
  [/<@&(\d{1,20})>/y, ([, id = '']) => leaf({ kind: 'role', id })],
  [/<#(\d{1,20})>/y, ([, id = '']) => leaf({ kind: 'channel', id })],
  [/<\/([^\n:<>]{1,100}):\d{1,20}>/y, ([, name = '']) => leaf({ kind: 'command', name })],
  [/<id:([a-z-]{1,40})(?::\d{1,20})?>/y, ([, name = '']) => leaf({ kind: 'guide', name })],
  [/<a?:(\w{1,64}):\d{1,20}>/y, ([, name = '']) => leaf({ kind: 'emoji', name })],
  [
    /<t:(-?\d{1,17})(?::([tTdDfFsSR]))?>/y,
    ([, seconds, style]) => timestamp(Number(seconds), style),
  ],
  [
    /<(https?:\/\/[^\s<>]{1,2048}|(?:mailto|tel|sms):[^\s<>]{1,256})>/iy,
    ([, url = '']) => leaf({ kind: 'link', url }),
  ],
  [bareLinkPattern, ([url]) => bareLink(url)],
  [
    new RegExp(`${wordStart}@(everyone|here)(?!\\w)`, 'vy'),
    ([, name]) => leaf({ kind: 'everyone', name: name === 'here' ? 'here' : 'everyone' }),
  ],
  [
    /\]\(\s{0,8}<?(https?:\/\/[^\s<>()]{1,1024}(?:\([^\s<>()]{0,256}\)[^\s<>()]{0,256})?)>?(?:\s{1,8}"[^"\n]{0,256}")?\s{0,8}\)/iy,
    ([written, url = '']) => ({ kind: 'label-end', url, written }),
  ],
  [/\{([^{}\n]{1,310})\}/y, ([written, content = '']) => inlineMark(written, content)],
  [/\[/y, () => ({ kind: 'label-start' })],
  [/\n/y, () => ({ kind: 'line-break' })],
];

export type MarkCharacter = '*' | '_' | '~';

const marksPattern = /([*_~])\1*/y;
/** Text up to what may begin something: an h ends it only where it may begin a link. */
const plainPattern = /(?:[^\\<h@[\]{\n*_~`]+|h(?![Tt]{2}[Pp]))+|[\s\S]/uy;
const wordCharacter = /[\p{L}\p{N}]/u;

/** Cuts a message (without code blocks and inline code) into tokens; everything that is no markup is text. */
export function* scan(message: string): Generator<Token, void, undefined> {
  let at = 0;
  while (at < message.length) {
    const found = marksAt(message, at) ?? patternAt(message, at) ?? plainAt(message, at);
    yield found.token;
    at += found.length;
  }
}

interface Found {
  readonly token: Token;
  readonly length: number;
}

function patternAt(message: string, at: number): Found | undefined {
  // Most characters begin nothing: they are skipped without trying every pattern.
  if (!/[\\<h@[\]{\n]/iy.test(message[at] ?? '')) return undefined;
  for (const { 0: pattern, 1: token } of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(message);
    const made = match && token(match);
    if (match && made) return { token: made, length: lengthOf(match[0], made) };
  }
  return undefined;
}

/** A bare link ends before the punctuation that ends a sentence, which stays to be read. */
function lengthOf(written: string, token: Token): number {
  if (token.kind === 'node' && token.node.kind === 'link' && !written.startsWith('<'))
    return token.node.url.length;
  return written.length;
}

function marksAt(message: string, at: number): Found | undefined {
  marksPattern.lastIndex = at;
  const [run, mark] = marksPattern.exec(message) ?? [];
  if (run === undefined || mark === undefined) return undefined;
  const before = message[at - 1] ?? ' ';
  const after = message[at + run.length] ?? ' ';
  // Inside a word an underscore is a letter (snake_case); a single star between spaces is a star.
  const inWord = mark === '_' && wordCharacter.test(before) && wordCharacter.test(after);
  const single = run.length === 1;
  return {
    token: {
      kind: 'marks',
      mark: mark as MarkCharacter,
      count: run.length,
      opens: !inWord && !(single && /\s/.test(after)),
      closes: !inWord && !(single && /\s/.test(before)),
    },
    length: run.length,
  };
}

function plainAt(message: string, at: number): Found {
  plainPattern.lastIndex = at;
  const value = plainPattern.exec(message)?.[0] ?? message.slice(at);
  return { token: text(value), length: value.length };
}

function leaf(node: Node): Token {
  return { kind: 'node', node };
}

function text(value: string): Token {
  return leaf({ kind: 'text', value });
}

/** A link without what ends a sentence, what no host goes on with, and a bracket that opens before the address. */
function bareLink(found: string): Token {
  const [host = ''] = /^https?:\/\/[^/?#]*/i.exec(found) ?? [];
  const hostEnd = host.search(noHost);
  const written = hostEnd > 0 ? found.slice(0, hostEnd) : found;
  let unopened = written.split(')').length - written.split('(').length;
  let end = written.length;
  for (; end > 0; end -= 1) {
    const last = written[end - 1] ?? '';
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (!endOfSentence.test(last)) break;
  }
  return leaf({ kind: 'link', url: written.slice(0, end) });
}

const noHost = /[,;!'"*|]/;
const endOfSentence = /[.,;:!?'"\]}*_~|]/;

function inlineMark(written: string, content: string): Token | undefined {
  const manner = mannerOf(content);
  return manner && leaf({ kind: 'inline-mark', manner, written });
}

/** Beyond what a JavaScript date can hold, a timestamp is text without meaning: it is left as it was written. */
function timestamp(seconds: number, style: string | undefined): Token | undefined {
  if (Math.abs(seconds) > 8_640_000_000_000) return undefined;
  return leaf({ kind: 'timestamp', seconds, style: (style ?? 'f') as TimestampStyle });
}
