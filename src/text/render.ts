import { usualManner } from './inline-mark.ts';
import { linkParts } from './links.ts';
import { baseOf } from './locale.ts';
import { parse } from './markdown/parse.ts';
import type { Node } from './markdown/tree.ts';
import type { Names } from './message.ts';
import { given, givenWhole, named, strongBreak, written } from './part.ts';
import type { Part } from './part.ts';
import type { Guide, Phrases } from './phrases/phrase.ts';
import type { Reading } from './reading.ts';
import { maxEmojiNames } from './rules/emoji.ts';
import { timesAsWords } from './rules/times.ts';
import { timestampWords } from './timestamps.ts';
import type { Clock } from './timestamps.ts';

/** Why something that a message holds isn't spoken. */
export type LeftOut =
  | 'code'
  | 'custom-emoji'
  | 'emoji'
  | 'filtered'
  | 'link'
  | 'marks'
  | 'quote'
  | 'spoiler'
  | 'too-long'
  | 'unspeakable';

export interface RenderContext extends Reading {
  readonly phrases: Phrases;
  readonly names: Names;
  readonly clock: Clock;
  /** Whether a dictionary knows this custom emoji, as `:name:`, which then is read though others are skipped. */
  readonly knows: (emoji: string) => boolean;
  readonly leaveOut: (what: LeftOut) => void;
}

/** The outcome of a node: parts, and nodes within it that the rules are yet to be applied to. */
type Rendered = readonly (Part | Node)[];

type Rules = {
  readonly [Kind in Node['kind']]: (
    node: Extract<Node, { kind: Kind }>,
    context: RenderContext,
  ) => Rendered;
};

const rules: Rules = {
  text: ({ value }) => [written(value)],
  user: ({ id }, { names, phrases }) => [nameOr(names.user(id), phrases.someone)],
  role: ({ id }, { names, phrases }) => [nameOr(names.role(id), phrases.role)],
  channel: ({ id }, { names, phrases }) => [nameOr(names.channel(id), phrases.channel)],
  everyone: ({ name }, { phrases }) => [
    givenWhole(name === 'here' ? phrases.here : phrases.everyone),
  ],
  command: ({ name }, { phrases }) => [givenWhole(phrases.command(name))],
  guide: ({ name }, { phrases }) => [givenWhole(phrases.guides[name as Guide] ?? phrases.channel)],
  emoji: customEmoji,
  timestamp: ({ seconds, style }, { clock, phrases }) => {
    const text = timestampWords(seconds, style, clock);
    return [givenWhole(timesAsWords(text, { language: baseOf(clock.locale), phrases }))];
  },
  code: codeParts,
  spoiler: (_node, { phrases, leaveOut }) => {
    leaveOut('spoiler');
    return apart([given(phrases.spoiler)]);
  },
  'inline-mark': ({ manner, written: mark }, { inlineMarks }) => [
    inlineMarks ? { kind: 'manner', manner } : written(mark),
  ],
  link: ({ url, label }, context) => {
    if (label && label.length > 0) return label;
    const parts = linkParts(url, context);
    if (parts.length === 0) context.leaveOut('link');
    return apart(parts);
  },
  span: ({ children }) => children,
  line: ({ style, children }, { phrases, quotes, leaveOut }) => {
    if (style !== 'quote')
      return style === 'subtext' ? children : [...children, written(strongBreak)];
    if (quotes === 'read') return [given(`${phrases.quote}: `), ...children, written(strongBreak)];
    leaveOut('quote');
    return [];
  },
};

/** Discord markup as parts, in time linear in its length; spans may be nested however deep. */
export function render(content: string, context: RenderContext): readonly Part[] {
  const parts: Part[] = [];
  const emoji = new EmojiRun();
  const waiting: (Part | Node)[] = oneQuote(parse(content)).toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (isNode(next)) {
      if (!emoji.says(next)) continue;
      // A lookup by its kind gives the rule for its kind, which TypeScript can't follow.
      const rule = rules[next.kind] as (node: Node, context: RenderContext) => Rendered;
      const rendered = rule(next, context);
      for (let at = rendered.length - 1; at >= 0; at -= 1) {
        const item = rendered[at];
        if (item) waiting.push(item);
      }
    } else parts.push(next);
  }
  // A manner that was set in one text isn't for the next.
  return parts.some(({ kind }) => kind === 'manner')
    ? [...parts, { kind: 'manner', manner: usualManner }]
    : parts;
}

/** Custom emoji after each other: the same one is said once, and of a wall of them the beginning. */
class EmojiRun {
  #last: string | undefined;
  #count = 0;

  /** Whether the node is said. */
  says(node: Node): boolean {
    if (node.kind !== 'emoji') {
      const isBetween = node.kind === 'span' || (node.kind === 'text' && node.value.trim() === '');
      if (!isBetween) {
        this.#last = undefined;
        this.#count = 0;
      }
      return true;
    }
    const isNew = node.name !== this.#last;
    this.#last = node.name;
    if (isNew) this.#count += 1;
    return isNew && this.#count <= maxEmojiNames;
  }
}

function isNode(item: Part | Node): item is Node {
  return Object.hasOwn(rules, item.kind);
}

/** Quoted lines one after the other are one quote, announced once. */
function oneQuote(nodes: readonly Node[]): readonly Node[] {
  const result: Node[] = [];
  let quoted: Node[] | undefined;
  for (const [at, node] of nodes.entries()) {
    const isBetween = node.kind === 'text' && node.value === '\n' && isQuote(nodes[at + 1]);
    if (quoted && (isBetween || isQuote(node)))
      quoted.push(...(isQuote(node) ? node.children : [node]));
    else {
      quoted = isQuote(node) ? [...node.children] : undefined;
      result.push(quoted ? { kind: 'line', style: 'quote', children: quoted } : node);
    }
  }
  return result;
}

function isQuote(node: Node | undefined): node is Extract<Node, { readonly kind: 'line' }> {
  return node?.kind === 'line' && node.style === 'quote';
}

function nameOr(name: string | undefined, otherwise: string): Part {
  return name === undefined ? givenWhole(otherwise) : named(name);
}

function apart(parts: readonly Part[]): readonly Part[] {
  return parts.length === 0 ? [] : [written(' '), ...parts, written(' ')];
}

function customEmoji({ name }: { readonly name: string }, context: RenderContext): Rendered {
  const key = `:${name}:`;
  if (context.knows(key)) return apart([named(key)]);
  if (context.customEmoji === 'name') return apart([named(name)]);
  context.leaveOut('custom-emoji');
  return [written(' ')];
}

/** Inline code is a word of the sentence that it stands in; a block is not. */
function codeParts(
  { value, block }: { readonly value: string; readonly block: boolean },
  { code, phrases, leaveOut }: RenderContext,
): Rendered {
  if (code === 'read' || (!block && code === 'phrase')) return apart([written(value)]);
  leaveOut('code');
  return code === 'phrase' ? apart([given(phrases.code)]) : [written(' ')];
}
