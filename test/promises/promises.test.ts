import { existsSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Promises } from './claim.ts';
import { privacy } from './privacy.ts';
import { readme } from './readme.ts';

// Every figure that a page gives, and all of PRIVACY.md, is held by tests: without them it would only be written there.

const number = String.raw`\d+(?:[.,]\d+)*`;
const inWords =
  'two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|half|quarter|an? (?:second|minute|hour|day|week|month|year)';
const figures = new RegExp(String.raw`(?<![\w/-])(?:${number}|(?:${inWords})\b)`, 'g');

for (const { page, claims, exempt } of [privacy, readme] satisfies readonly Promises[]) {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');

  test(`${page} says what is claimed for it`, () => {
    const unsaid = claims.filter(([says]) => placesOf(says, text).length === 0);
    expect(unsaid.map(([says]) => says)).toEqual([]);
    const idle = exempt.filter(([what]) => placesOf(what, text).length === 0);
    expect(idle.map(([what]) => what)).toEqual([]);
  });

  test(`every claim of ${page} is shown by tests that are there`, () => {
    const missing = claims.flatMap(([says, ...shownBy]) =>
      shownBy.length === 0 ? [says] : shownBy.flatMap(([file, ...titles]) => absent(file, titles)),
    );
    expect(missing).toEqual([]);
  });

  test(`every figure of ${page} is claimed`, () => {
    const covered = placesIn(page, claims, exempt, text);
    const bare = [...text.matchAll(figures)].filter(
      ({ index, 0: figure }) =>
        !covered.some(([from, to]) => from <= index && index + figure.length <= to),
    );
    expect(bare.map(({ index }) => around(text, index))).toEqual([]);
  });
}

test('every sentence of PRIVACY.md is claimed, or it is said why not', () => {
  const { page, claims, exempt } = privacy;
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  const covered = placesIn(page, claims, exempt, text);
  const bare = sentencesOf(text).filter(
    ([from, to]) => !covered.some(([start, end]) => start < to && from < end),
  );
  expect(bare.map(([from, to]) => text.slice(from, to).trim())).toEqual([]);
});

type Place = readonly [from: number, to: number];

function placesIn(
  page: string,
  claims: Promises['claims'],
  exempt: Promises['exempt'],
  text: string,
): readonly Place[] {
  const places = [...claims, ...exempt].flatMap(([what]) => placesOf(what, text));
  if (places.length === 0) throw new Error(`nothing of ${page} is claimed`);
  return places;
}

/** Wherever it stands, however its lines are broken. */
function placesOf(what: string | RegExp, text: string): readonly Place[] {
  const pattern =
    typeof what === 'string'
      ? new RegExp(
          what
            .split(/\s+/)
            .map(escaped)
            .join(String.raw`\s+`),
          'g',
        )
      : what;
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => [index, index + found.length]);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Sentences, and what tables say of what stands at the front of their rows; no headings. */
function sentencesOf(text: string): readonly Place[] {
  return [...text.matchAll(/[^\n]+(?:\n(?![\n#|-])[^\n]+)*/g)]
    .filter(({ 0: block }) => !/^(?:#|\| (?:What|---) \|)/.test(block))
    .flatMap(({ index, 0: block }) => {
      const front = /^\|.*?\|/s.exec(block)?.[0].length ?? 0;
      return [...block.slice(front).matchAll(/\S.*?(?:[.:](?=\s)|$(?![\s\S]))/gs)]
        .map((found): Place => {
          const from = index + front + found.index;
          return [from, from + found[0].length];
        })
        .filter(([from, to]) => /\w/.test(text.slice(from, to)));
    });
}

function absent(file: string, titles: readonly string[]): readonly string[] {
  const path = new URL(`../${file}.test.ts`, import.meta.url);
  if (!existsSync(path)) return [`${file}.test.ts`];
  const source = readFileSync(path, 'utf8');
  return titles.filter((title) => !runs(title, source)).map((title) => `${file}.test.ts: ${title}`);
}

/** Whether it is the title of a test, or of a row of its table, that isn't skipped. */
function runs(title: string, source: string): boolean {
  return ["'", '"', '`'].some((quote) => {
    const at = source.indexOf(quote + title + quote);
    return at >= 0 && !/\.(?:skip|todo|fails)\(\s*$/.test(source.slice(at - 60, at));
  });
}

function around(text: string, index: number): string {
  return text.slice(Math.max(0, index - 40), index + 40).replaceAll(/\s+/g, ' ');
}
