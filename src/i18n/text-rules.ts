import {
  formOf,
  formsIn,
  keyOf,
  leavesOf,
  placeholder,
  placeholdersIn,
  pluralForms,
  source,
} from './catalogue.ts';
import type { Tree } from './catalogue.ts';
import { commandNames } from './command-names.ts';
import type { CommandTexts } from './command-names.ts';
import { isName, wrongWithName } from './command-rules.ts';
import { longestOf, placeOf, room } from './room.ts';

/** A mistake, as a sentence, and its place: a text, or the file or group that there is not. */
export interface Wrong {
  readonly at: string;
  readonly what: string;
}

/** The texts that a language can have. */
export interface Known {
  /** All in English, by path. */
  readonly english: ReadonlyMap<string, unknown>;
  /** The paths of all that texts stand in: files, and the groups in them. */
  readonly groups: ReadonlySet<string>;
  /** The placeholders that are filled in by themselves, such as `commands.say` and `permissions.Speak`. */
  readonly ofReader: ReadonlySet<string>;
}

type Commands = Readonly<Record<string, CommandTexts>>;

export function knownFrom(english: Tree): Known {
  const { commands = {}, permissions = {} } = english;
  const names = commandNames(commands as unknown as Commands, {}, new Map());
  const texts = leavesOf(english);
  return {
    english: texts,
    groups: new Set([...texts.keys()].flatMap((path) => startsOf(path).slice(0, -1))),
    ofReader: new Set(leavesOf({ ...names, permissions }).keys()),
  };
}

/** Why a text of a language can't be used. */
export function wrongWith(
  path: string,
  value: unknown,
  language: string,
  known: Known,
): Wrong | undefined {
  const { english } = known;
  const originals = originalsOf(path, english);
  if (originals.length === 0) return unknown(path, known);
  const what =
    wrongWithForm(path, language) ??
    wrongWithText(path, value, originals, known) ??
    wrongInEnglish(path, value, language, english);
  return what === undefined ? undefined : { at: path, what };
}

/** The English text of a path, or every form of it. */
function originalsOf(path: string, english: Known['english']): readonly string[] {
  const paths =
    formOf(path) === undefined ? [path] : pluralForms.map((form) => `${keyOf(path)}_${form}`);
  return paths.map((each) => english.get(each)).filter((text) => typeof text === 'string');
}

/** As much of a path as it takes to see that it leads nowhere; one that leads to a group holds no text. */
function unknown(path: string, { english, groups }: Known): Wrong {
  if (groups.has(path))
    return { at: path, what: 'these are several texts, each by a key of its own.' };
  const at = startsOf(path).find((part) => !english.has(part) && !groups.has(part)) ?? path;
  return { at, what: 'there is no such text.' };
}

/** `calls`, `calls.queue` and `calls.queue.skip` for the last of them. */
function startsOf(path: string): readonly string[] {
  const keys = path.split('.');
  return keys.map((_, at) => keys.slice(0, at + 1).join('.'));
}

function wrongWithForm(path: string, language: string): string | undefined {
  const form = formOf(path);
  if (form === undefined) return undefined;
  const forms = formsIn(language);
  return forms.includes(form)
    ? undefined
    : `plurals have no form “${form}” in this language, only ${forms.join(', ')}.`;
}

function wrongWithText(
  path: string,
  text: unknown,
  originals: readonly string[],
  known: Known,
): string | undefined {
  if (typeof text !== 'string') return 'this is no text.';
  if (text.trim() === '') return 'this is empty.';
  if (text.includes('$t(')) return '“$t(” would be taken for a text within the text.';
  return wrongWithValues(path, text, originals, known) ?? wrongWithRoom(path, text, known);
}

const noNames: ReadonlySet<string> = new Set();

function wrongWithValues(
  path: string,
  text: string,
  originals: readonly string[],
  { ofReader }: Known,
): string | undefined {
  // Discord shows texts of commands as they are, and what is put into other texts is not filled in again.
  const filledIn = /^(?:commands|permissions)\./u.test(path) ? noNames : ofReader;
  const counted = formOf(path) === undefined ? [] : ['count, number'];
  const values = [...new Set([...originals.flatMap(placeholdersIn), ...counted])];
  const other = placeholdersIn(text).find((each) => !values.includes(each) && !filledIn.has(each));
  if (other !== undefined)
    return values.length === 0
      ? `{{${other}}} is no value of this text, which has none.`
      : `{{${other}}} is no value of this text, which has ${values.map((each) => `{{${each}}}`).join(', ')}.`;
  return /\{\{|\}\}/u.test(text.replace(placeholder, ''))
    ? 'braces are opened and not closed, or closed and not opened.'
    : undefined;
}

function wrongWithRoom(path: string, text: string, { english }: Known): string | undefined {
  if (isName(path)) return wrongWithName(path, text, english);
  const place = placeOf(path);
  const characters = place === 'message' ? text.length : longestOf(text);
  if (characters <= room[place]) return undefined;
  return `it has up to ${characters} characters, and Discord takes ${room[place]} there.`;
}

function wrongInEnglish(
  path: string,
  text: unknown,
  language: string,
  english: Known['english'],
): string | undefined {
  return language === source && isName(path) && text !== english.get(path)
    ? 'Discord knows it by its English name. A folder “en-US” or “en-GB” can have another one.'
    : undefined;
}
