import type { CommandOption } from '@crier/rehearsal/discord/command-registry.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Read } from '@crier/rehearsal/discord/reading.ts';
import { isoTimeOf } from '@crier/rehearsal/discord/snowflake.ts';

import { shownText } from '#discord/shown-text.ts';

import { givenBefore, givenTexts } from './known.ts';
import { inEnglish, pseudoLocales } from './letters.ts';
import { read, unmarked } from './unmarked.ts';
import './values.ts';

/** Faults: words in no language of their reader, with the first text in which each was, and where. */
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
  return (text, { where, locales, since }) => {
    const shown = inEnglish(text);
    // Some scenes are about other languages.
    if (locales.some((locale) => !pseudoLocales.includes(locale))) return shown;
    const started = discord();
    if (commands.size === 0 && started) commands = namesIn(started);
    // Discord doesn't tell the language of somebody who is written to of the bot's own accord.
    const readers = locales.length > 0 ? locales : pseudoLocales;
    const faultsOf = (texts: readonly string[]): readonly string[] =>
      unmarked(text, { given: asShown(texts), commands, locales: readers });
    // A test's work may go on after its end: how far something is spoken, say.
    const before = since === undefined ? [] : givenBefore(Date.parse(isoTimeOf(since)));
    const faults = before.reduce(
      (left, texts) => (left.length > 0 ? common(left, faultsOf(texts)) : left),
      faultsOf(givenTexts()),
    );
    for (const fault of faults)
      if (!notes.has(fault)) notes.set(fault, `In ${where}: ${JSON.stringify(shown)}`);
    return shown;
  };
}

function common(some: readonly string[], others: readonly string[]): readonly string[] {
  return some.filter((each) => others.includes(each));
}

const asRead = new Map<string, readonly string[]>();
const sorted = new WeakMap<readonly string[], readonly string[]>();

/** Given texts, whole and as somebody's text is shown in one line, as they are read; longest first. */
function asShown(given: readonly string[]): readonly string[] {
  const found =
    sorted.get(given) ??
    [...new Set(given.flatMap(readings))]
      .filter((text) => /\p{L}/u.test(text))
      .toSorted((one, other) => other.length - one.length);
  sorted.set(given, found);
  return found;
}

function readings(text: string): readonly string[] {
  const found = asRead.get(text) ?? [read(text).trim(), read(shownText(text)).trim()];
  asRead.set(text, found);
  return found;
}

/** All names of commands and options, alone and with those of the commands that they are of. */
function namesIn(discord: Discord): ReadonlySet<string> {
  return new Set(discord.commandsOf().flatMap(({ name, options }) => pathsOf(name, options)));
}

function pathsOf(name: string, options: readonly CommandOption[]): readonly string[] {
  const inside = options.flatMap((option) => pathsOf(option.name, option.options ?? []));
  return [name, ...inside, ...inside.map((path) => `${name} ${path}`)];
}
