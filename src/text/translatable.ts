import { clean } from './clean.ts';
import { parse } from './markdown/parse.ts';
import type { Node } from './markdown/tree.ts';
import type { Embed, Message } from './message.ts';

/**
 * A text cut into words that can be translated and what stays as it is: names, links, code, emoji, times. What is hidden
 * stands there as a mark alone, so that nobody is given it.
 */
type Stretch =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'kept'; readonly markup: string };

const emoji = /(\p{RGI_Emoji}+)/v;
const letter = /\p{L}/u;
/** Signs that would begin markup. */
const marks = /[\\*_~`|<>[\]{}@]/g;

/** Cuts a text with Discord's markup; bold and the like, which nobody hears, is left out. Linear, and pure. */
function stretchesOf(content: string): readonly Stretch[] {
  const written = new Stretches();
  for (const node of parse(clean(content))) take(node, written);
  return written.end();
}

/** The text again, with these words in place of those that were to be translated, in their order. */
function withWords(stretches: readonly Stretch[], words: readonly string[]): string {
  let next = 0;
  return stretches
    .map((each) => {
      if (each.kind === 'kept') return each.markup;
      const word = words[next] ?? each.text;
      next += 1;
      return inPlaceOf(each.text, word);
    })
    .join('');
}

/** Services cut spaces around what they are given. */
function inPlaceOf(text: string, words: string): string {
  const [before = ''] = /^\s*/u.exec(text) ?? [];
  const [after = ''] = /\s*$/u.exec(text) ?? [];
  return `${before}${escaped(words.trim().replaceAll(/\s+/gu, ' '))}${after}`;
}

function escaped(text: string): string {
  return text.replaceAll(marks, String.raw`\$&`);
}

class Stretches {
  readonly #all: Stretch[] = [];
  #words = '';

  words(text: string): void {
    this.#words += text;
  }

  kept(markup: string): void {
    this.#flush();
    this.#all.push({ kind: 'kept', markup });
  }

  end(): readonly Stretch[] {
    this.#flush();
    return this.#all;
  }

  #flush(): void {
    for (const text of this.#words.split(/(\n)/).flatMap((line) => line.split(emoji)))
      if (letter.test(text)) this.#all.push({ kind: 'words', text });
      else if (text !== '') this.#all.push({ kind: 'kept', markup: escaped(text) });
    this.#words = '';
  }
}

const linePrefixes = { heading: '# ', subtext: '-# ', item: '- ' } as const;

/** A quote of several lines goes on to the end of its message. */
function linePrefix({ style, children }: Extract<Node, { readonly kind: 'line' }>): string {
  if (style !== 'quote') return linePrefixes[style];
  return children.some((node) => node.kind === 'text' && node.value === '\n') ? '>>> ' : '> ';
}

function take(node: Node, to: Stretches): void {
  switch (node.kind) {
    case 'text':
      return to.words(node.value);
    case 'span':
      return takeAll(node.children, to);
    case 'line':
      to.kept(linePrefix(node));
      return takeAll(node.children, to);
    case 'link':
      if (!node.label) return to.kept(`<${node.url}>`);
      to.kept('[');
      takeAll(node.label, to);
      return to.kept(`](${node.url})`);
    default:
      return to.kept(markupOf(node));
  }
}

function takeAll(nodes: readonly Node[], to: Stretches): void {
  for (const node of nodes) take(node, to);
}

type Leaf = Exclude<Node, { readonly kind: 'text' | 'span' | 'line' | 'link' }>;

/** Ids that nothing is looked up by are left out of the tree; any will do. */
const anyId = '1';

function markupOf(node: Leaf): string {
  switch (node.kind) {
    case 'user':
      return `<@${node.id}>`;
    case 'role':
      return `<@&${node.id}>`;
    case 'channel':
      return `<#${node.id}>`;
    case 'everyone':
      return `@${node.name}`;
    case 'command':
      return `</${node.name}:${anyId}>`;
    case 'guide':
      return `<id:${node.name}>`;
    case 'emoji':
      return `<:${node.name}:${anyId}>`;
    case 'timestamp':
      return `<t:${node.seconds}:${node.style}>`;
    case 'code':
      return fenced(node);
    case 'spoiler':
      return '||x||';
    case 'inline-mark':
      return node.written;
  }
}

function fenced({ value, block }: Extract<Node, { readonly kind: 'code' }>): string {
  if (block) return `\`\`\`\n${value}\n\`\`\``;
  return value.includes('`') ? `\`\` ${value} \`\`` : `\`${value}\``;
}

/** The message with each of its texts as `change` makes it: its own, of a poll, of embeds, of what it passes on. */
function withTexts<Texts extends Message>(message: Texts, change: (text: string) => string): Texts {
  const { poll, pollResult, embeds, forwarded } = message;
  const winner = pollResult?.winner;
  return {
    ...message,
    content: change(message.content),
    ...(poll && { poll: { question: change(poll.question), answers: poll.answers.map(change) } }),
    ...(pollResult && {
      pollResult: {
        ...pollResult,
        question: change(pollResult.question),
        ...(winner && { winner: { ...winner, answer: change(winner.answer) } }),
      },
    }),
    ...(embeds && {
      embeds: embeds.map((embed) => embedWith(embed, change)),
    }),
    ...(forwarded && { forwarded: withTexts(forwarded, change) }),
  };
}

function embedWith({ title, description, fields }: Embed, change: (text: string) => string): Embed {
  return {
    ...(title !== undefined && { title: change(title) }),
    ...(description !== undefined && { description: change(description) }),
    ...(fields && {
      fields: fields.map(({ name, value }) => ({ name: change(name), value: change(value) })),
    }),
  };
}

/** A message cut up: each of its texts, in the order in which {@link withTexts} gives them. */
export interface CutUp {
  readonly message: Message;
  readonly texts: readonly (readonly Stretch[])[];
}

export function cutUp(message: Message): CutUp {
  const texts: (readonly Stretch[])[] = [];
  withTexts(message, (text) => {
    texts.push(stretchesOf(text));
    return text;
  });
  return { message, texts };
}

/** The words of a message that are to be translated, in their order. */
export function wordsOf({ texts }: CutUp): readonly string[] {
  return texts.flatMap((each) =>
    each.flatMap((stretch) => (stretch.kind === 'words' ? [stretch.text.trim()] : [])),
  );
}

/** The message with these words in place of its own. */
export function putTogether({ message, texts }: CutUp, words: readonly string[]): Message {
  let [text, word] = [0, 0];
  return withTexts(message, (written) => {
    const stretches = texts[text] ?? [];
    const count = stretches.filter(({ kind }) => kind === 'words').length;
    const own = words.slice(word, word + count);
    text += 1;
    word += count;
    return count === 0 ? written : withWords(stretches, own);
  });
}
