import { clean, isSpeakable } from './clean.ts';
import { knows, pronounce } from './dictionary/dictionary.ts';
import type { Dictionary } from './dictionary/dictionary.ts';
import type { EmojiNames } from './emoji/names.ts';
import { filtered } from './filter.ts';
import type { Filter } from './filter.ts';
import { cut } from './limit.ts';
import { baseOf, intlLocale } from './locale.ts';
import type { Message, Names } from './message.ts';
import { fill, given, merged, named, places, strongBreak } from './part.ts';
import type { Part } from './part.ts';
import { phrasesIn } from './phrases/phrases.ts';
import type { Reading } from './reading.ts';
import { render } from './render.ts';
import type { LeftOut, RenderContext } from './render.ts';
import type { RuleContext } from './rules/rule.ts';
import { applied, nameAsWords, textRules } from './rules/rules.ts';
import { attachedParts, embedParts, pollParts, pollResultParts } from './things.ts';
import type { ThingsContext } from './things.ts';
import { tidy } from './tidy.ts';

export interface WordsOptions {
  readonly reading: Reading;
  /** BCP 47: of the voice that reads; `und` when the voice decides by the text. */
  readonly locale: string;
  /** IANA, of who listens. */
  readonly timeZone: string;
  readonly nowMs: number;
  readonly names: Names;
  /** Of the locale's language, see `emojiNames`. */
  readonly emoji?: EmojiNames;
  /** The personal one before the server's before the operator's. */
  readonly dictionaries?: readonly Dictionary[];
  readonly filter?: Filter;
  /** The author's name, if the message begins with it, see `isIntroduced`. */
  readonly saidBy?: string;
}

/** In the order in which they are heard. */
export type WordsPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'sound'; readonly id: string };

export interface Words {
  /** Empty when there is nothing to say. */
  readonly pieces: readonly WordsPiece[];
  /** What of the message isn't said, and why. */
  readonly leftOut: readonly LeftOut[];
}

/** UTF-16 units; more than Discord sends in any message, so that nothing here ever works for long. */
const maxContentLength = 8_000;

interface Context extends ThingsContext {
  readonly options: WordsOptions;
  readonly rules: RuleContext;
  readonly leaveOut: (what: LeftOut) => void;
  readonly names: Names;
}

/** What is said of a message. Total: any message gives words or none. Linear in its length. */
export function words(message: Message, options: WordsOptions): Words {
  const leftOut = new Set<LeftOut>();
  const context = contextOf(options, (what) => leftOut.add(what));
  const parts = pronounce(merged(introduced(message, context)), options.dictionaries ?? []);
  const masked = parts.map((part) => withoutFiltered(part, context));
  if (leftOut.has('filtered') && options.reading.filtered === 'drop')
    return { pieces: [], leftOut: [...leftOut] };
  const pieces = limited(piecesOf(masked, context), context);
  if (pieces.length === 0 && leftOut.size === 0) leftOut.add('unspeakable');
  return { pieces, leftOut: [...leftOut] };
}

/** The words alone, sounds left out. */
export function textOf({ pieces }: Words): string {
  return pieces
    .map((piece) => (piece.kind === 'text' ? piece.text : ''))
    .filter((text) => text !== '')
    .join(' ');
}

function contextOf(options: WordsOptions, leaveOut: (what: LeftOut) => void): Context {
  const { reading, locale, timeZone, nowMs } = options;
  const language = baseOf(locale);
  const phrases = phrasesIn(language);
  const rules: RuleContext = {
    language,
    locale: intlLocale(locale),
    phrases,
    emoji: reading.emoji === 'name' ? options.emoji : undefined,
    leaveOut,
  };
  const dictionaries = options.dictionaries ?? [];
  const speakable = (name: string | undefined): string | undefined => {
    const cleaned = name === undefined ? '' : clean(name);
    const isKnown = dictionaries.length > 0 && knows(dictionaries, cleaned);
    return isKnown || isSpeakable(nameAsWords(cleaned, rules)) ? cleaned : undefined;
  };
  const names: Names = {
    user: (id) => speakable(options.names.user(id)),
    role: (id) => speakable(options.names.role(id)),
    channel: (id) => speakable(options.names.channel(id)),
  };
  const rendering: RenderContext = {
    ...reading,
    phrases,
    names,
    leaveOut,
    clock: { locale, timeZone, nowMs },
    knows: (emoji) => knows(dictionaries, emoji),
  };
  return {
    options,
    rules,
    phrases,
    language,
    locale: rules.locale,
    names,
    leaveOut,
    render: (text) => render(clean(text.slice(0, maxContentLength)), rendering),
  };
}

/** The message with who wrote it, and to whom, before it. */
function introduced(message: Message, context: Context): readonly Part[] {
  const { phrases, names, options } = context;
  const body = bodyOf(message, context);
  const things = options.reading.attachments ? attachedParts(message, context) : [];
  const author =
    options.saidBy === undefined ? undefined : speakableAuthor(options.saidBy, context);
  const replied =
    message.repliesTo === undefined || !options.reading.replies
      ? undefined
      : nameOf(names.user(message.repliesTo.userId), phrases.someone);
  if (body.length === 0 && things.length === 0) return [];
  const intro = introOf(author, replied, context);
  if (body.length > 0) {
    const rest = things.length > 0 ? [given(strongBreak), ...things] : [];
    return [...intro, ...body, ...rest];
  }
  if (!author || replied) return [...intro, ...things];
  return fill(phrases.sent(places[0], places[1]), [author], things);
}

function introOf(
  author: Part | undefined,
  replied: Part | undefined,
  { phrases }: Context,
): readonly Part[] {
  const colon = given(': ');
  if (author && replied)
    return [...fill(phrases.saidReplying(places[0], places[1]), [author], [replied]), colon];
  if (author) return [...fill(phrases.said(places[0]), [author]), colon];
  return replied ? [...fill(phrases.replying(places[0]), [replied]), colon] : [];
}

function speakableAuthor(name: string, { phrases, rules, options }: Context): Part {
  const cleaned = clean(name);
  const isKnown = knows(options.dictionaries ?? [], cleaned);
  return isKnown || isSpeakable(nameAsWords(cleaned, rules))
    ? named(cleaned)
    : given(phrases.someone);
}

function nameOf(name: string | undefined, otherwise: string): Part {
  return name === undefined ? given(otherwise) : named(name);
}

/** Everything that is text: the command that was used, the content, polls, embeds, and what was forwarded. */
function bodyOf(message: Message, context: Context): readonly Part[] {
  const { phrases, render, names, options } = context;
  const { usedCommand, poll, pollResult, forwarded } = message;
  const sections: (readonly Part[])[] = [];
  if (usedCommand) {
    const user = nameOf(names.user(usedCommand.userId), phrases.someone);
    const command = given(phrases.command(clean(usedCommand.name)));
    sections.push(fill(phrases.used(places[0], places[1]), [user], [command]));
  }
  if (message.content !== '') sections.push(render(message.content));
  if (poll && options.reading.attachments) sections.push(pollParts(poll, context));
  if (pollResult) sections.push(pollResultParts(pollResult, context));
  if (options.reading.embeds) sections.push(embedParts(message, context));
  if (forwarded) {
    const things = attachedParts(forwarded, context);
    const original = [...bodyOf(forwarded, context), given(strongBreak), ...things];
    sections.push([given(`${phrases.forwarded}: `), ...original]);
  }
  return sections
    .filter((section) => section.length > 0)
    .flatMap((section) => section.concat(given(strongBreak)));
}

function withoutFiltered(part: Part, { options, phrases, leaveOut }: Context): Part {
  if (!options.filter || part.kind === 'sound') return part;
  const { text, found } = filtered(part.text, options.filter, phrases.censored);
  if (found === 0) return part;
  leaveOut('filtered');
  return { kind: part.kind, text };
}

/** Parts in words, joined between sounds. */
function piecesOf(parts: readonly Part[], { rules }: Context): readonly WordsPiece[] {
  const pieces: WordsPiece[] = [];
  let text = '';
  const flush = (): void => {
    const tidied = tidy(text);
    if (isSpeakable(tidied)) pieces.push({ kind: 'text', text: tidied });
    text = '';
  };
  for (const [at, part] of parts.entries()) {
    if (part.kind === 'sound') {
      flush();
      pieces.push(part);
    } else if (part.kind === 'name') {
      if (parts[at - 1]?.kind === 'name') text += ' ';
      text += nameWithEdges(part.text, rules);
    } else text += part.kind === 'written' ? applied(part.text, textRules, rules) : part.text;
  }
  flush();
  return pieces;
}

/** A dictionary may have cut a name into pieces: the spaces between them stay. */
function nameWithEdges(name: string, rules: RuleContext): string {
  const [before] = /^\s*/.exec(name) ?? [''];
  const [after] = /\s*$/.exec(name) ?? [''];
  return before + nameAsWords(name, rules) + after;
}

/** The first pieces that fit, and that there was more. Words that a filter knows may only now have come about. */
function limited(pieces: readonly WordsPiece[], context: Context): readonly WordsPiece[] {
  const { options, language, phrases, leaveOut } = context;
  const { maxChars, maxSeconds } = options.reading;
  const result: WordsPiece[] = [];
  let share = 1;
  for (const piece of pieces) {
    if (piece.kind === 'sound') {
      result.push(piece);
      continue;
    }
    const { text } = options.filter
      ? filtered(piece.text, options.filter, phrases.censored)
      : piece;
    const limits = { maxChars: maxChars * share, maxSeconds: maxSeconds * share, language };
    const beginning = cut(text, limits);
    if (beginning !== undefined) {
      leaveOut('too-long');
      const end = beginning.replace(/[\s.,;:…、。，]+$/u, '');
      result.push({ kind: 'text', text: `${end}, ${phrases.andSoOn}` });
      return result;
    }
    result.push({ kind: 'text', text });
    share = Math.max(0, share - [...text].length / maxChars);
  }
  return result;
}
