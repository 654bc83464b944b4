import type { Options } from '#discord/options.ts';
import { UserError } from '#errors.ts';
import type { ReadingOptions } from '#features/autoread/server-reading.ts';
import { knownTimeZone } from '#features/wording/time-zone.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { quoted } from '#voices/resolve.ts';

type Words = ServerSettings['words'];

const maxMarks = 10;
const maxMarkChars = 10;

/** What was set by `/autoread options` and `/autoread words`; what was left out stays as it is. */
export function chosenOptions(options: Options): ReadingOptions {
  return {
    reading: readingOf(options),
    words: wordsOf(options),
    moderation: moderationOf(options),
    anyRole: options.boolean('any-role') ?? false,
    usualMarks: isUsual(options.string('skip-marks') ?? ''),
    ...timeZoneIn(options),
  };
}

function readingOf(options: Options): ReadingOptions['reading'] {
  const prefix = options.string('prefix');
  const marks = options.string('skip-marks');
  const languages = options.string('languages');
  const role = options.role('required-role');
  return {
    ...(prefix !== undefined && { prefix: isNone(prefix) ? '' : prefix.trim() }),
    ...(marks !== undefined && !isUsual(marks) && { skipMarks: marksIn(marks) }),
    ...(languages !== undefined && { languages: languagesIn(languages) }),
    ...(role && { requiredRoleId: role.id }),
  };
}

function moderationOf(options: Options): ReadingOptions['moderation'] {
  const cooldown = options.number('cooldown');
  const dropsRepeats = options.boolean('drop-repeats');
  return {
    ...(cooldown !== undefined && { cooldownMs: Math.round(cooldown * 1_000) }),
    ...(dropsRepeats !== undefined && { dropsRepeats }),
  };
}

/** Discord sends only values of the choices that were registered. */
function wordsOf(options: Options): ReadingOptions['words'] {
  const set = {
    said: options.string('said') as Words['said'] | undefined,
    names: options.string('names') as Words['names'] | undefined,
    links: options.string('links') as Words['links'] | undefined,
    emoji: options.string('emoji') as Words['emoji'] | undefined,
    customEmoji: options.string('custom-emoji') as Words['customEmoji'] | undefined,
    code: options.string('code') as Words['code'] | undefined,
    replies: options.boolean('replies'),
    attachments: options.boolean('attachments'),
    embeds: options.boolean('embeds'),
    acronyms: options.boolean('acronyms'),
    inlineMarks: options.boolean('inline-marks'),
    maxSeconds: options.integer('max-seconds'),
    filtered: options.string('filtered') as Words['filtered'] | undefined,
  };
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
}

function timeZoneIn(options: Options): Pick<ReadingOptions, 'timeZone'> {
  const typed = options.string('time-zone');
  if (typed === undefined) return {};
  if (isNone(typed)) return { timeZone: 'by-language' };
  const zone = knownTimeZone(typed);
  if (zone === undefined)
    throw new UserError(
      'There is no such time zone. Choose one from the list that appears while you type.',
    );
  return { timeZone: { zone } };
}

function marksIn(text: string): readonly string[] {
  if (isNone(text)) return [];
  const marks = [...new Set(text.trim().split(/\s+/))];
  if (marks.length > maxMarks || marks.some((mark) => mark.length > maxMarkChars))
    throw new UserError(
      `At most ${maxMarks} marks of at most ${maxMarkChars} characters each, with spaces between them.`,
    );
  return marks;
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

function languagesIn(text: string): readonly string[] {
  if (/^\s*all\s*$/i.test(text)) return [];
  const tags = text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  if (tags.length === 0)
    throw new UserError('Name at least one language, such as “en, pt-BR, ja”, or `all`.');
  return [...new Set(tags.map((tag) => languageTag(tag)))];
}

/** A tag that Unicode's CLDR has a name for; others are well-formed as well, and no language. */
function languageTag(typed: string): string {
  try {
    const [tag = typed] = Intl.getCanonicalLocales(typed);
    if (languageNames.of(tag) !== undefined) return tag;
  } catch {
    // It is no tag at all, as the sentence says.
  }
  throw new UserError(
    `“${quoted(typed)}” is no language that I know. Languages are written as tags with commas between them, such as “en, pt-BR, ja”.`,
  );
}

function isUsual(text: string): boolean {
  return /^\s*usual\s*$/i.test(text);
}

function isNone(text: string): boolean {
  return /^\s*none\s*$/i.test(text);
}
