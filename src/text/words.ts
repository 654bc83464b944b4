import { clean, isSpeakable } from './clean.ts';
import {
  freshGrowth,
  knows,
  pronounce,
  textsForPatterns,
  withReplaced,
} from './dictionary/dictionary.ts';
import type { Dictionary, Growth } from './dictionary/dictionary.ts';
import type { Replaced } from './dictionary/patterns.ts';
import type { EmojiNames } from './emoji/names.ts';
import type { Filter } from './filter.ts';
import { limited } from './limit.ts';
import { baseOf, hasNoWords, intlLocale, remembered, undetermined } from './locale.ts';
import type { Message, Names } from './message.ts';
import { merged } from './part.ts';
import type { Part } from './part.ts';
import { phrasesIn } from './phrases/phrases.ts';
import { piecesOf } from './pieces.ts';
import type { PiecesContext, WordsPiece } from './pieces.ts';
import type { Reading } from './reading.ts';
import { render } from './render.ts';
import type { LeftOut, RenderContext } from './render.ts';
import type { RuleContext } from './rules/rule.ts';
import { nameAsWords } from './rules/rules.ts';
import { sectionsOf } from './sections.ts';
import type { SectionsContext } from './sections.ts';
import type { Clock } from './timestamps.ts';

export interface WordsOptions extends Clock {
  readonly reading: Reading;
  readonly names: Names;
  /** Names in the locale's language, see `emojiNames`. */
  readonly emoji?: EmojiNames | undefined;
  /** The personal one before the server's before the operator's. */
  readonly dictionaries?: readonly Dictionary[];
  readonly filter?: Filter;
  /** The author's name, if the message begins with it, see `isIntroduced`. */
  readonly saidBy?: string;
}

export interface Words {
  /** Empty when there is nothing to say. */
  readonly pieces: readonly WordsPiece[];
  /** The words about its author that the first piece begins with ("Anna said:"), before those of the message. */
  readonly announcement?: string;
  /** The parts of the message that aren't said, and why. */
  readonly leftOut: readonly LeftOut[];
}

/**
 * Code points of all that a message holds: its content, embeds and what it forwards. That is more than anybody can write
 * in one, and than is ever said of one, so that nothing here works for long.
 */
const maxContentChars = 5_000;
/** More than one message mentions. */
const maxNames = 100;
type Context = SectionsContext & PiecesContext;

/**
 * The words that are said of a message, without replacing patterns of dictionaries. Total: any message gives words or none.
 * Linear in its length.
 */
export function words(message: Message, options: WordsOptions): Words {
  return ended(begun(message, options));
}

/**
 * Replaces a dictionary's patterns in texts, wherever that is done; undefined when that would take too long, and they stay
 * as they are.
 */
export type ReplacePatterns = (
  texts: readonly string[],
  dictionary: Dictionary,
) => Promise<readonly Replaced[] | undefined>;

/** The words of a message, as {@link words} has them, with patterns replaced. Rejects with what `replace` rejects with. */
export async function wordsReplacing(
  message: Message,
  options: WordsOptions,
  replace: ReplacePatterns,
): Promise<Words> {
  let current = begun(message, options);
  for (const dictionary of options.dictionaries ?? []) {
    if (dictionary.patterns.length > 0) current = await replaced(current, dictionary, replace);
  }
  return ended(current);
}

/** A message whose words were replaced by those of dictionaries, before rules make them what is said. */
interface Begun {
  readonly intro: readonly Part[];
  readonly body: readonly Part[];
  readonly growth: Growth;
  readonly context: Context;
  readonly leftOut: Set<LeftOut>;
}

function begun(message: Message, options: WordsOptions): Begun {
  const leftOut = new Set<LeftOut>();
  const context = contextOf(options, (what) => leftOut.add(what));
  const growth = freshGrowth();
  const { intro, body } = sectionsOf(message, context);
  const pronounced = (parts: readonly Part[]): readonly Part[] =>
    pronounce(merged(parts), options.dictionaries ?? [], growth);
  return { intro: pronounced(intro), body: pronounced(body), growth, context, leftOut };
}

async function replaced(
  before: Begun,
  dictionary: Dictionary,
  replace: ReplacePatterns,
): Promise<Begun> {
  const { intro, body, growth } = before;
  const introTexts = textsForPatterns(intro);
  const texts = await replace([...introTexts, ...textsForPatterns(body)], dictionary);
  if (!texts) return before;
  return {
    ...before,
    intro: withReplaced(intro, texts.slice(0, introTexts.length), growth),
    body: withReplaced(body, texts.slice(introTexts.length), growth),
  };
}

function ended({ intro, body, context, leftOut }: Begun): Words {
  const spoken = piecesOf(body, context);
  // Nobody is introduced who then says nothing.
  const introduction = spoken.length > 0 ? piecesOf(intro, context) : [];
  const pieces = joined(introduction, spoken);
  if (leftOut.has('filtered') && context.reading.filtered === 'drop')
    return { pieces: [], leftOut: [...leftOut] };
  if (pieces.length === 0 && leftOut.size === 0) leftOut.add('unspeakable');
  const said = limited(pieces, context);
  const announcement = announcementOf(introduction, said);
  return {
    pieces: said,
    ...(announcement !== undefined && { announcement }),
    leftOut: [...leftOut],
  };
}

/** The words on the author with which a piece begins, before those of the message. */
function announcementOf(
  [only, ...more]: readonly WordsPiece[],
  [first]: readonly WordsPiece[],
): string | undefined {
  if (only?.kind !== 'text' || more.length > 0 || first?.kind !== 'text') return undefined;
  const announcement = `${only.text}:`;
  return first.text.startsWith(`${announcement} `) ? announcement : undefined;
}

/** The words alone, sounds left out. */
export function textOf({ pieces }: Pick<Words, 'pieces'>): string {
  return pieces.flatMap((piece) => (piece.kind === 'text' ? [piece.text] : [])).join(' ');
}

function contextOf(options: WordsOptions, leaveOut: (what: LeftOut) => void): Context {
  const { reading, locale, saidBy, dictionaries = [] } = options;
  const language = baseOf(locale);
  const phrases = phrasesIn(language);
  const rules: RuleContext = {
    // A text in a language that Intl has no words for gets no words of another.
    language: hasNoWords(locale) ? undetermined : language,
    locale: intlLocale(locale),
    phrases,
    emoji: reading.emoji === 'name' ? options.emoji : undefined,
    leaveOut,
  };
  // A message may mention the same person many times.
  const sayName = remembered((name) => nameAsWords(name, rules), maxNames);
  const speakable = (name: string | undefined): string | undefined => {
    const cleaned = name === undefined ? '' : clean(name);
    const isKnown = dictionaries.length > 0 && knows(dictionaries, cleaned);
    return isKnown || isSpeakable(sayName(cleaned)) ? cleaned : undefined;
  };
  let left = maxContentChars;
  const beginningOf = (text: string): string => {
    const chars = text.length > left ? Array.from(text.slice(0, left * 2)).slice(0, left) : text;
    left -= chars.length;
    return typeof chars === 'string' ? chars : chars.join('');
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
    clock: options,
    knows: (emoji) => knows(dictionaries, emoji),
  };
  return {
    filter: options.filter,
    reading,
    sayName,
    author: saidBy === undefined ? undefined : { name: speakable(saidBy) },
    rules,
    phrases,
    language,
    locale: rules.locale,
    names,
    leaveOut,
    render: (text) => render(clean(beginningOf(text)), rendering),
  };
}

/** "Anna said: hello". */
function joined(intro: readonly WordsPiece[], body: readonly WordsPiece[]): readonly WordsPiece[] {
  const [last, first] = [intro.at(-1), body[0]];
  if (last?.kind !== 'text' || first?.kind !== 'text' || first.manner) return [...intro, ...body];
  const text = `${last.text}: ${first.text}`;
  return [...intro.slice(0, -1), { kind: 'text', text }, ...body.slice(1)];
}
