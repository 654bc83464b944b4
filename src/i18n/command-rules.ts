import { source } from './catalogue.ts';

/** Letters, digits and few signs, in lower case where the script has that. */
const chatName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const maxMenuName = 32;
/** The characters of a command with all that is in it. */
export const maxCommandChars = 8_000;

/** The words of commands, by language and path. */
export type Words = (language: string, path: string) => string | undefined;

/** Whether a text of commands is a name, and not a description or a choice. */
export function isName(path: string): boolean {
  const keys = path.split('.');
  return keys[0] === 'commands' && keys.at(-1) === 'name' && keys.at(-2) !== 'choices';
}

/** Why Discord would not take a name. `english`: all texts of commands. */
export function wrongWithName(
  path: string,
  name: string,
  english: ReadonlyMap<string, unknown>,
): string | undefined {
  // A command in a menu has nothing but a name.
  if (!english.has(path.replace(/name$/u, 'description')))
    return name.length > maxMenuName
      ? `“${name}” has more than the ${maxMenuName} characters of a name.`
      : undefined;
  if (name !== name.toLowerCase()) return `“${name}” has capitals, and Discord takes none there.`;
  return chatName.test(name)
    ? undefined
    : `“${name}” is no name that Discord takes: at most 32 letters and digits, with “-” between words.`;
}

/** Names and choices that stand beside each other, of which no two may be alike for anybody. */
export function siblings(paths: Iterable<string>): readonly (readonly string[])[] {
  const named = Array.from(paths).filter(
    (path) => isName(path) || path.split('.').at(-2) === 'choices',
  );
  return [...Map.groupBy(named, parentOf).values()];
}

/** `commands.voice.subcommands.set.options` for the name of one of those. */
function parentOf(path: string): string {
  return path
    .split('.')
    .slice(0, isName(path) ? -2 : -1)
    .join('.');
}

/** Commands that are longer than one may be, each with its characters: of every word the longest in any language counts. */
export function tooLong(
  english: ReadonlyMap<string, unknown>,
  languages: readonly string[],
  words: Words,
): readonly (readonly [command: string, characters: number])[] {
  const lengths = Map.groupBy(english.keys(), (path) => path.split('.', 2).join('.'));
  return [...lengths].flatMap(([command, paths]) => {
    const characters = paths.reduce((sum, path) => sum + charactersOf(path, languages, words), 0);
    return characters > maxCommandChars ? [[command, characters] as const] : [];
  });
}

function charactersOf(path: string, languages: readonly string[], words: Words): number {
  const keys = path.split('.');
  const value = keys.at(-2) === 'choices' ? (keys.at(-1) ?? '').length : 0;
  const lengths = [source, ...languages].map((language) => words(language, path)?.length ?? 0);
  return value + Math.max(...lengths);
}
