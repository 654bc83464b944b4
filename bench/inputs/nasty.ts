/** As long as anybody can write. */
const maxChars = 4_000;

/** Signs that are repeated until a text is full: each is the worst for some step on the way to words. */
const units = [
  ['*', '**a', '*a ', 'a* ', '_', '__', '~~', '||', '||a||', '`', '`a`', '``` ', '*_~`', '***a***'],
  [
    '<',
    '<@',
    '<@1>',
    '<@80351110224678912>',
    '<@&80351110224678912>',
    '<#80351110224678912>',
    '<:a:1>',
    '<a:b:41771983429993937>',
  ],
  ['<t:', '<t:0:F>', '<t:1795348800:R>', '<id:guide>', '</a:1>', '[', '](', '[a](https://a.b) '],
  [
    'https://a.b ',
    'https://',
    '\\',
    '> a\n',
    '- a\n',
    '1. a\n',
    '# \n',
    '-# a\n',
    '\n',
    ' ',
    'a b',
  ],
  ['a', 'A', 'ab', 'aab', 'ha', 'ah', 'js', 'w', 'k', 'aA', 'AaBb', 'a-', 'a_', 'a.', '::', '<<'],
  [
    '1',
    '1.',
    '1,',
    '1:',
    '1/',
    '1-',
    '0',
    '-1 ',
    '1km ',
    '$1 ',
    '1€ ',
    '12:30 ',
    '1/2/2026 ',
    '5ft ',
  ],
  [
    '10°C ',
    '50% ',
    '3x3 ',
    'v1.2.3 ',
    '1e9',
    '9999999999999999 ',
    '1,000.00 ',
    '192.168.0.1 ',
    '#1',
    '+1',
  ],
  [
    '🔥',
    '👨‍👩‍👧',
    '👨‍',
    '🇩',
    '🇩🇪',
    '🏴󠁧',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '\u0301',
    '\u200d',
    '\ufe0f',
    '½ ',
    '№ ',
    '…',
    '—',
    '“a” ',
  ],
  [
    '!',
    '?!',
    '. ',
    ', ',
    '(',
    '"',
    '$',
    '@',
    'a@',
    'a@b.c ',
    'C:\\a\\',
    '/a/b/c ',
    '#tag ',
    'a/b ',
  ],
  [
    'no ',
    ':) ',
    'XD ',
    'lol ',
    'omg ',
    'the ',
    'und ',
    'hahaha ',
    '5555',
    'www',
    "don't ",
    '{',
    '}',
  ],
  [
    '猫',
    'か',
    'ー',
    'คน',
    'هم',
    'שׁ',
    'ß',
    'İ',
    'ﬀ',
    '𝕳',
    '①',
    'Ω',
    'é ',
    'က',
    'ស',
    '\ud800',
    '\u202e',
  ],
  [
    '\ue000',
    '\x7f',
    'a\u2029',
    'a\r',
    'a\t',
    '\u00a0',
    '&amp;',
    '<!--',
    '```js\na\n```\n',
    '> > a',
  ],
].flat();

/** Texts as long as they may be, of every kind that is known to be slow to read for whoever reads them carelessly. */
export const nastyTexts: readonly string[] = units.map((unit) => filled(() => unit));

/** A step that looks for the end of such a row may look from each of its signs, and find another at the end. */
export const endedTexts: readonly string[] = ['(:', '№ ', ": '", ' -', '<https://'].map(
  (unit) => `a ${filled(() => unit).slice(0, -3)}z`,
);

/** In which something else stands each time. */
export const countedTexts: readonly string[] = [
  filled((at) => `<@${80_351_110_224_678_912n + BigInt(at)}>`),
  filled((at) => `<t:${at * 86_400}:F>`),
  filled((at) => `<:a${at}:1>`),
  filled((at) => `word${at} `),
  filled((at) => `${at}km `),
];

/** Texts of marks that change how they are spoken. */
export const markedTexts: readonly string[] = [
  filled(() => '{fast}a '),
  filled((at) => `{voice nobody ${at}}a `),
  filled((at) => `{voice Voice ${at}}a `),
  filled((at) => `{style ${at}}a `),
];

export function filled(unit: (at: number) => string, length = maxChars): string {
  let text = '';
  for (let at = 0; text.length < length; at += 1) text += unit(at);
  return text.slice(0, length);
}
