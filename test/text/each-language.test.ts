import { expect, test } from 'vitest';

import { usualReading } from '#text/reading.ts';
import { textOf, words } from '#text/words.ts';

// A text may be a date, a time or an amount in some languages and none in others: each is spoken in all of them.

const languages = 'en de fr es it pl pt nl ru uk tr ja ko zh hi ar th hu sv'.split(' ');

/** As it is spoken, by the languages that speak it so; all others leave it as it is. */
const table: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Update 2024.1.5 now': {
    'ja zh': 'Update 2024年1月5日 now',
    ko: 'Update 2024년 1월 5일 now',
    hu: 'Update 2024. január 5. now',
  },
  'at 15.30 Uhr': { de: 'at 15 Uhr 30', nl: 'at 15 uur 30' },
  'at 15.30 uur': { de: 'at 15 Uhr 30', nl: 'at 15 uur 30' },
  'at 15h30': { fr: 'at 15 heures 30', es: 'at 15 y 30', pt: 'at 15 horas e 30' },
  'nach 1:30 h': {
    'en pl uk tr hi ar th hu sv': 'nach 1:30',
    fr: 'nach 1 heure 30',
    es: 'nach 1 y 30',
    it: 'nach 1 e 30',
    pt: 'nach 1 hora e 30',
    ru: 'nach 1 час 30 минут',
    ja: 'nach 1時30分',
    ko: 'nach 1시 30분',
    zh: 'nach 1点30分',
  },
  '3:00-5:00': {
    de: '3 Uhr-5 Uhr',
    fr: '3 heures-5 heures',
    es: '3 en punto-5 en punto',
    it: '3 in punto-5 in punto',
    pt: '3 horas-5 horas',
    nl: '3 uur-5 uur',
    ru: '3 часа-5 часов',
    ja: '3時-5時',
    ko: '3시-5시',
    zh: '3点-5点',
  },
  '22.11.2026г.': { ru: '22 ноября 2026 года', uk: '22 листопада 2026 року' },
  'в 2026 г. и до 2027 г.': { ru: 'в 2026 году и до 2027 года' },
  'on 3/4/2026': {
    de: 'on 3. April 2026',
    fr: 'on 3 avril 2026',
    'es pt': 'on 3 de abril de 2026',
    it: 'on 3 aprile 2026',
    pl: 'on 3 kwietnia 2026',
    nl: 'on 3 april 2026',
    ru: 'on 3 апреля 2026 года',
    uk: 'on 3 квітня 2026 року',
    tr: 'on 3 Nisan 2026',
    hi: 'on 3 अप्रैल 2026',
    ar: 'on 3 أبريل 2026',
    th: 'on 3 เมษายน 2026',
  },
  '+5': {
    'en de fr nl pl': 'plus 5',
    es: 'más 5',
    it: 'più 5',
    pt: 'mais 5',
    'ru uk': 'плюс 5',
    tr: 'artı 5',
    hi: 'प्लस 5',
    ar: 'زائد 5',
    th: 'บวก 5',
    'hu sv': '+ 5',
  },
  '5 GB': {
    'en es pt': '5 gigabytes',
    de: '5 Gigabyte',
    fr: '5 gigaoctets',
    'it nl sv': '5 gigabyte',
    pl: '5 gigabajtów',
    ru: '5 гигабайт',
    uk: '5 гігабайтів',
    tr: '5 gigabayt',
    ja: '5 ギガバイト',
    ko: '5기가바이트',
    hi: '5 गीगाबाइट',
    ar: '5 غيغابايت',
    th: '5 กิกะไบต์',
    hu: '5 gigabájt',
  },
};

test.each(Object.entries(table))('%j is spoken as each language says it', (content, spoken) => {
  const expected = new Map(languages.map((language) => [language, content]));
  for (const [which, text] of Object.entries(spoken))
    for (const language of which.split(' ')) expected.set(language, text);
  const nobody = (): undefined => undefined;
  const names = { user: nobody, role: nobody, channel: nobody };
  const said = languages.map((locale): [string, string] => {
    const options = { reading: usualReading, locale, timeZone: 'UTC', nowMs: 0, names };
    return [locale, textOf(words({ content }, options))];
  });
  expect(Object.fromEntries(said)).toEqual(Object.fromEntries(expected));
});

test('marks and pauses make no message longer than it may be', () => {
  const nobody = (): undefined => undefined;
  const names = { user: nobody, role: nobody, channel: nobody };
  const reading = { ...usualReading, maxChars: 100 };
  const content = '{slow}This goes on and on. {fast}And so does this here. '.repeat(40);
  const { pieces } = words(
    { content },
    { reading, locale: 'en', timeZone: 'UTC', nowMs: 0, names },
  );
  const said = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
  expect(said.length).toBeLessThan(150);
});
