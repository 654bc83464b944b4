import { globSync, readFileSync } from 'node:fs';

import { languagesIn, layersOf, leavesOf, shippedFolder, source } from '#i18n/catalogue.ts';

const root = new URL('../../', import.meta.url).pathname;

/** All that is shipped. */
export const shipped = languagesIn(shippedFolder);

/** The languages that have a folder, English first. */
export const languages = Object.keys(shipped).sort(
  (one, other) => Number(other === source) - Number(one === source),
);

/** Every text of a language by its path, such as `calls.left`: of a region with those of the language that it is of. */
export function textsOf(language: string, catalogue = shipped): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const layer of layersOf(language, catalogue))
    for (const [path, text] of leavesOf(layer)) texts.set(path, String(text));
  return texts;
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
