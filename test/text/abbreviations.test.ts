import { expect, test } from 'vitest';

import { inFull } from '#text/abbreviations.ts';

const known = [
  { short: 'gmt', long: 'give me a minute' },
  { short: 'idk', long: 'I don’t know, gmt' },
  { short: 'ñ', long: 'eñe' },
];

test.each([
  ['gmt', 'give me a minute'],
  ['GMT please', 'give me a minute please'],
  ['(gmt), “Gmt!” and *gmt*', '(give me a minute), “give me a minute!” and *give me a minute*'],
  ['n\u0303', 'eñe'],
  // The words in its place are taken as they are.
  ['idk', 'I don’t know, gmt'],
  // Whole words alone.
  ['gmtx agmt gmt2 g-gmt', 'gmtx agmt gmt2 g-gmt'],
  [
    'https://gmt.org/gmt <@123> :gmt: <:gmt:123> @gmt #gmt',
    'https://gmt.org/gmt <@123> :gmt: <:gmt:123> @gmt #gmt',
  ],
  ['`gmt` gmt ```\ngmt\n```', '`gmt` give me a minute ```\ngmt\n```'],
  ['  gmt\n\n gmt ', '  give me a minute\n\n give me a minute '],
  ['nothing of it', 'nothing of it'],
  ['', ''],
])('%s is %s', (text, full) => {
  expect(inFull(text, known, 4_000)).toBe(full);
});

test('of a text that would be too long the rest stays short', () => {
  const full = inFull('gmt '.repeat(1_000), known, 4_050);
  expect(full.length).toBeLessThanOrEqual(4_050);
  expect(full).toMatch(/^give me a minute give me a minute gmt|^(give me a minute ){3}gmt/);
  expect(inFull('gmt '.repeat(1_000), known, 10)).toBe('gmt '.repeat(1_000));
});

test.each(['.', '`', '```', '( ', 'gmt', '*', '\u0303'])(
  '%s, 4,000 times, takes no time',
  (sign) => {
    const startedAtMs = performance.now();
    inFull(sign.repeat(4_000), known, 4_000);
    expect(performance.now() - startedAtMs).toBeLessThan(100);
  },
);
