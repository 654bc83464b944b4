import { escapeMarkdown } from 'discord.js';

const maxShownChars = 200;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Makes somebody's text fit to be shown again: one short line that looks like what they typed. Spoilers stay hidden,
 * markup is escaped, and characters that would turn or hide the text around it are gone.
 */
export function shownText(text: string): string {
  return withoutMarkup(cut(inOneLine(text.replace(/\|\|[\s\S]*?(?:\|\||$)/g, ' […] '))));
}

/** Makes what a person or a server is called fit to be shown: as {@link escaped}, in one line, with nothing that turns it. */
export function shownName(name: string): string {
  return escaped(inOneLine(name));
}

/** Characters that would turn or hide the text around them are gone; those that join others to one sign stay. */
function inOneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]+/gu, (run) =>
      /[\u200c\u200d]/.test(run) ? run.replace(/[^\u200c\u200d]/g, '') : ' ',
    )
    .replace(/\s+/gu, ' ')
    .trim();
}

/** Escapes all of Discord's markup, and what would be shown as somebody else, a channel or a time. */
export function escaped(text: string): string {
  return withoutMarkup(text).replaceAll('<', String.raw`\<`);
}

/** Masked links and list or heading marks at the start are markup as well. */
function withoutMarkup(text: string): string {
  return (
    escapeMarkdown(text, { heading: true, bulletedList: true, numberedList: true })
      // Where a line has several brackets, discord.js escapes only the first, and leaves the link after it.
      .replace(/\[(?=[\s\S]*\]\()/g, String.raw`\[`)
      .replace(/^(>|-#)/, String.raw`\$1`)
  );
}

/** Discord's limit on choices and on the options of menus. */
const maxChoiceChars = 100;

/** At most so many UTF-16 units (as Discord counts), never half a character. */
export function shorten(text: string, maxChars = maxChoiceChars): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function cut(text: string): string {
  let shown = '';
  for (const { segment } of graphemes.segment(text.slice(0, maxShownChars * 8))) {
    // A single visible character can be made of any number of code points.
    if (shown.length + segment.length > maxShownChars) return `${shown.trimEnd()}…`;
    shown += segment;
  }
  return shown;
}
