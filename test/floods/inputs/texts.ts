import type { Stage } from '../stage.ts';

/* Texts that are slow to read for whoever reads them carelessly. Each is of 4,000 characters, and another for each draw. */

const length = 4_000;
const letters = 'etaoinshrdlucmfwypvbgkjqxz';
const marks = [
  '**',
  '__',
  '~~',
  '||',
  '`',
  '*',
  '_',
  '> ',
  '# ',
  '- ',
  '```',
  '[',
  '](',
  ')',
] as const;
const emoji = ['😀', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '👍🏽', '❤️', '1️⃣', '<:woot:900000000000000001>'] as const;

const repeated = (make: () => string): string => {
  let text = '';
  while (text.length < length) text += make();
  // Not in the middle of a pair of surrogates.
  return text.slice(0, length).replace(/[\ud800-\udbff]$/u, '');
};
const word = (stage: Stage): string =>
  Array.from({ length: 1 + stage.below(9) }, () => letters[stage.below(26)]).join('');
const digits = (stage: Stage, count: number): string =>
  Array.from({ length: count }, () => stage.below(10)).join('');

/** By what is in them. */
export const nastyTexts = {
  plain: (stage) => repeated(() => `${word(stage)} `),
  markup: (stage) => repeated(() => stage.any(marks)),
  nesting: (stage) => {
    const mark = stage.any(['**', '||', '__', '> ', '[a](', '~~', '`', '{slow}']);
    return repeated(() => mark);
  },
  zalgo: (stage) =>
    repeated(() => {
      const accents = Array.from({ length: 40 }, () =>
        String.fromCodePoint(0x0300 + stage.below(0x70)),
      );
      return `${word(stage).charAt(0)}${accents.join('')}`;
    }),
  emoji: (stage) => repeated(() => stage.any(emoji)),
  digits: (stage) =>
    repeated(() => `${digits(stage, 1 + stage.below(400))}${stage.any([' ', '.', ',', ':', '-'])}`),
  times: (stage) =>
    repeated(
      () =>
        `<t:${digits(stage, 10)}:${stage.any(['R', 'F', 't'])}> ${digits(stage, 2)}:${digits(stage, 2)} ${digits(stage, 2)}.${digits(stage, 2)}.${digits(stage, 4)} `,
    ),
  links: (stage) =>
    repeated(
      () =>
        `https://${word(stage)}.${word(stage)}/${word(stage)}?${word(stage)}=${digits(stage, 5)} `,
    ),
  almostLinks: (stage) =>
    repeated(() => stage.any(['https://', 'www.', 'http:/', '<https://', '://', '@'])),
  mentions: (stage) =>
    repeated(() =>
      stage.any([
        `<@${digits(stage, 18)}>`,
        `<#${digits(stage, 18)}>`,
        `<@&${digits(stage, 18)}>`,
        '<@',
        '<a:b:',
      ]),
    ),
  oneWord: (stage) => repeated(() => stage.any(['a', 'A', 'aa', 'ß', 'İ'])),
  spaces: (stage) =>
    `a${repeated(() => stage.any([' ', '\n', '\t', '\u200b', '\u00a0']))}`.slice(0, length),
  scripts: (stage) =>
    repeated(() =>
      String.fromCodePoint(
        stage.any([0x0400, 0x0600, 0x0900, 0x0e00, 0x3040, 0x4e00, 0xac00]) + stage.below(80),
      ),
    ),
  marks: (stage) =>
    repeated(
      () =>
        `{${stage.any(['slow', 'fast', 'speed 1.5', 'voice Sky', 'style sad', '/', 'speed '])}}${word(stage)} `,
    ),
  acronyms: (stage) =>
    repeated(() => `${stage.any(['LOL', 'afk', 'B.B.C.', 'IMHO', 'ROFLMAO', 'a.b.c.d.'])} `),
} as const satisfies Readonly<Record<string, (stage: Stage) => string>>;

const [first, ...others] = Object.values(nastyTexts);

/** One of them all. */
export const anyNastyText = (stage: Stage): string => stage.any([first!, ...others])(stage);
