import type { CommandOption } from '@crier/rehearsal/discord/command-registry.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Read } from '@crier/rehearsal/discord/reading.ts';

import { shownText } from '#discord/shown-text.ts';

import { givenTexts } from './known.ts';
import { inEnglish, pseudoLocales } from './letters.ts';
import { read, unmarked } from './unmarked.ts';
import './values.ts';

/** What people saw that wasn't in their language, with the first text in which each was, and where. */
const notes = new Map<string, string>();

/** Takes what was noted since it was asked for last. */
export function takeNotes(): readonly string[] {
  const taken = [...notes].map(([fault, where]) => `${fault} ${where}`);
  notes.clear();
  return taken;
}

/**
 * Reads what people see of a Discord, which is asked for once something is there to be seen: in English, as tests expect
 * it. What is in letters of no language of theirs is noted, unless somebody gave it.
 */
export function noting(discord: () => Discord | undefined): Read {
  let commands: ReadonlySet<string> = new Set();
  return (text, { where, locales }) => {
    const shown = inEnglish(text);
    // Some scenes are about other languages.
    if (locales.some((locale) => !pseudoLocales.includes(locale))) return shown;
    const started = discord();
    if (commands.size === 0 && started) commands = namesIn(started);
    // Of somebody who is written to of the bot's own accord Discord doesn't tell the language.
    const readers = locales.length > 0 ? locales : pseudoLocales;
    for (const fault of unmarked(text, { given: given(), commands, locales: readers }))
      if (!notes.has(fault)) notes.set(fault, `In ${where}: ${JSON.stringify(shown)}`);
    return shown;
  };
}

const asRead = new Map<string, readonly string[]>();
let known: readonly string[] = [];
let sorted: readonly string[] = [];

/** What was given, whole and as somebody's text is shown in one line, as it is read; longest first. */
function given(): readonly string[] {
  if (known === givenTexts()) return sorted;
  known = givenTexts();
  for (const text of known.filter((each) => !asRead.has(each)))
    asRead.set(text, [read(text).trim(), read(shownText(text)).trim()]);
  sorted = [...new Set([...asRead.values()].flat())]
    .filter((text) => /\p{L}/u.test(text))
    .toSorted((one, other) => other.length - one.length);
  return sorted;
}

/** All names of commands and options, alone and with those of the commands that they are of. */
function namesIn(discord: Discord): ReadonlySet<string> {
  return new Set(discord.commandsOf().flatMap(({ name, options }) => pathsOf(name, options)));
}

function pathsOf(name: string, options: readonly CommandOption[]): readonly string[] {
  const inside = options.flatMap((option) => pathsOf(option.name, option.options ?? []));
  return [name, ...inside, ...inside.map((path) => `${name} ${path}`)];
}
