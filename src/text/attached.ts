import { hasNoWords, remembered } from './locale.ts';
import type { Message, Poll, PollResult } from './message.ts';
import { fill, given, named, strongBreak } from './part.ts';
import type { Part } from './part.ts';
import type { Phrases } from './phrases/phrase.ts';
import { counted } from './phrases/phrases.ts';

export interface AttachedContext {
  readonly phrases: Phrases;
  readonly language: string;
  readonly locale: string;
  /** A text with markup as parts. */
  readonly render: (text: string) => readonly Part[];
}

const lists = remembered((key) => {
  const [locale = '', type] = key.split(' ');
  return new Intl.ListFormat(locale, { type: type as Intl.ListFormatType });
});

/** With "and" or "or" before the last, where Intl knows the language's word for it. */
function listOf(
  type: 'conjunction' | 'disjunction',
  { language, locale }: Pick<AttachedContext, 'language' | 'locale'>,
): Intl.ListFormat {
  return lists(hasNoWords(language) ? 'en unit' : `${locale} ${type}`);
}

/** Lists are spoken only so far. */
const maxListed = 10;

/** The things that hang on a message besides its text: attachments by kind and count, stickers. Empty when there is nothing. */
export function attachedParts(
  { attachments = [], stickers = [] }: Message,
  context: AttachedContext,
): readonly Part[] {
  const { phrases, language } = context;
  const things = [
    ...Array.from(
      Map.groupBy(attachments, (kind) => kind),
      ([kind, { length }]) => [given(counted(phrases.attachments[kind], length, language))],
    ),
    ...stickers.slice(0, maxListed).map((name) => fill(phrases.sticker, [named(name)])),
  ];
  // Not every language has a word for everything.
  const said = things.filter((parts) =>
    parts.some((part) => !('text' in part) || part.text !== ''),
  );
  return listed(said, listOf('conjunction', context));
}

/** A list whose items are parts: Intl only joins strings, so it is given their places in the list. */
function listed(items: readonly (readonly Part[])[], format: Intl.ListFormat): readonly Part[] {
  return format
    .formatToParts(items.map((_, at) => String(at)))
    .flatMap(({ type, value }) =>
      type === 'element' ? (items[Number(value)] ?? []) : [given(value)],
    );
}

function ended(parts: readonly Part[]): readonly Part[] {
  return parts.concat(given(strongBreak));
}

/** A question ends with a mark, so that the answers don't run into it. */
function question(text: string, { render }: AttachedContext): readonly Part[] {
  const asks = /[?!.:？！。]\s*$/.test(text);
  return asks ? render(text) : ended(render(text));
}

export function pollParts(
  { question: asked, answers }: Poll,
  context: AttachedContext,
): readonly Part[] {
  const { phrases, render } = context;
  return fill(
    phrases.poll,
    question(asked, context),
    listed(answers.slice(0, maxListed).map(render), listOf('disjunction', context)),
  );
}

export function pollResultParts(
  { question: asked, winner }: PollResult,
  context: AttachedContext,
): readonly Part[] {
  const { phrases, language, render } = context;
  const over = fill(phrases.pollOver, question(asked, context));
  if (!winner) return [...over, given(` ${phrases.pollUndecided}`)];
  const votes = given(counted(phrases.votes, winner.votes, language));
  return [...over, given(' '), ...fill(phrases.pollWon, render(winner.answer), [votes])];
}

/** The text of a bot's embeds: titles and descriptions, then fields. */
export function embedParts({ embeds = [] }: Message, { render }: AttachedContext): readonly Part[] {
  return embeds
    .slice(0, maxListed)
    .flatMap(({ title = '', description = '', fields = [] }) =>
      [title, description].concat(fields.flatMap(({ name, value }) => [name, value])),
    )
    .filter((text) => text !== '')
    .flatMap((text) => ended(render(text)));
}
