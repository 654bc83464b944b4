import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The beginning of a comment that is half a sentence; a line under another one of `//` begins none. */
const halfSentence =
  /(?<!^ *\/\/.*\n *)(?<=^|\s)(?:\/\/|\/\*\*?(?:\n *\*)?) (?:What|Who|Whoever|Of)\b.*/gm;

function halfSentencesIn(text: string): readonly string[] {
  return [...text.matchAll(halfSentence)].map(([comment]) => comment);
}

test('a comment says its sentence from its subject or verb on', () => {
  const files = globSync(['{src,commands,bench,test,rehearsal}/**/*.ts', '*.config.ts'], {
    cwd: root,
    exclude: ['**/node_modules/**'],
  });
  expect(files.length).toBeGreaterThan(500);
  const found = files.flatMap((path) =>
    halfSentencesIn(readFileSync(join(root, path), 'utf8')).map((half) => `${path}: ${half}`),
  );
  expect(found).toEqual([]);
});

test.each(['What', 'Who', 'Whoever', 'Of'])('a comment that begins with %s is found', (word) => {
  const half = `${word} waits here.`;
  const comments = [`// ${half}`, `  const a = 1; // ${half}`, `/** ${half} */`, `/* ${half} */`];
  for (const comment of [...comments, `/**\n * ${half}\n */`, `a(); // All.\n// ${half}`])
    expect(halfSentencesIn(comment)).toHaveLength(1);
});

test('a sentence within a comment may begin as it likes', () => {
  const [what, of] = ['What', 'Of'];
  expect(halfSentencesIn(`// Nobody waits.\n  // ${what} waits is over.\n`)).toEqual([]);
  expect(halfSentencesIn(`/** All wait. ${of} them one is heard. */\n`)).toEqual([]);
  expect(halfSentencesIn(`// ${what}ever waits is over.\n// ${of}ten.\n`)).toEqual([]);
});
