import { globSync, readdirSync, readFileSync } from 'node:fs';

const locales = new URL('../../locales/', import.meta.url);
const root = new URL('../../', import.meta.url).pathname;

/** The languages that have a folder, English first. */
export const languages = readdirSync(locales, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort((one, other) => Number(other === 'en') - Number(one === 'en'));

type Node = string | { readonly [key: string]: Node };

/** Every text of a language by its path, such as `calls.left`. */
export function textsOf(language: string, folder = locales): ReadonlyMap<string, string> {
  const files = readdirSync(new URL(`${language}/`, folder));
  return new Map(
    files.flatMap((name) => {
      const node = JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), 'utf8')) as Node;
      return leaves(node, name.replace(/\.json$/u, ''));
    }),
  );
}

function leaves(node: Node, path: string): readonly [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, `${path}.${key}`));
}

const pluralForm = /_(?<form>zero|one|two|few|many|other)$/u;

/** The key that the code uses, of one form of a plural that of them all. */
export function keyOf(path: string): string {
  return path.replace(pluralForm, '');
}

export function formOf(path: string): string | undefined {
  return pluralForm.exec(path)?.groups?.['form'];
}

/** The names of the placeholders of a text, sorted, each once. */
export function placeholdersIn(text: string): readonly string[] {
  const names = Array.from(text.matchAll(/\{\{(?<inside>[^}]*)\}\}/gu), ({ groups }) =>
    (groups?.['inside'] ?? '').trim(),
  );
  return [...new Set(names)].sort();
}

/**
 * The paths that the code chooses texts by, as `calls.left`; one that ends in a point stands for all below it, since what
 * follows is computed.
 */
export function pathsInCode(): readonly string[] {
  const files = globSync(['src/**/*.ts', 'commands/**/*.ts'], { cwd: root });
  return files.flatMap((file) =>
    Array.from(
      readFileSync(`${root}/${file}`, 'utf8').matchAll(
        /\$(?<path>(?:\.[A-Za-z]\w*)+)(?<more>\[)?/gu,
      ),
      ({ groups }) => `${(groups?.['path'] ?? '').slice(1)}${groups?.['more'] ? '.' : ''}`,
    ),
  );
}
