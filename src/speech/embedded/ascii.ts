/** Letters and signs that mean something to an English reader and don't fall apart into ASCII by themselves. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ð: 'th',
  Ð: 'Th',
  þ: 'th',
  Þ: 'Th',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '‘': "'",
  '’': "'",
  '“': '"',
  '”': '"',
  '–': ', ',
  '—': ', ',
  '−': '-',
  '×': ' times ',
  '÷': ' divided by ',
  '°': ' degrees ',
  '€': ' euro ',
  '£': ' pound ',
  '¥': ' yen ',
};

/** Text in the only letters that Flite knows. Accents are dropped; what has no Latin letter is left out. */
export function asciiOf(text: string): string {
  return text
    .replaceAll(/[^\0-\x7f]/gu, (sign) => spelled[sign] ?? sign)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/gu, ' ')
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
}
