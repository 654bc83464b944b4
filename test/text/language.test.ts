import { expect, test } from 'vitest';

import { languageFinder } from '#text/language.ts';

const find = await languageFinder();
const all =
  'en de fr es pt it nl pl tr sv da nb fi hr bs sl ru uk be bg sr mk ba kk ar fa ur he el th hi mr ne ja zh yue ko'.split(
    ' ',
  );
const found = (text: string, prior = '', allowed: readonly string[] = all): string | undefined =>
  find(text, prior === '' ? [] : prior.split(' '), allowed).language;

test.each([
  ['I think we should meet at the station tomorrow morning', 'en'],
  ['Ich glaube, wir sollten uns morgen früh am Bahnhof treffen', 'de'],
  ['Je pense que nous devrions nous retrouver à la gare demain matin', 'fr'],
  ['Creo que deberíamos encontrarnos mañana por la mañana en la estación', 'es'],
  ['Acho que devíamos encontrar-nos na estação amanhã de manhã', 'pt'],
  ['Penso che dovremmo incontrarci domani mattina alla stazione', 'it'],
  ['Ik denk dat we elkaar morgenochtend op het station moeten ontmoeten', 'nl'],
  ['Myślę, że powinniśmy się spotkać jutro rano na dworcu', 'pl'],
  ['Думаю, нам стоит встретиться завтра утром на вокзале', 'ru'],
  ['明日の朝、駅で会いましょう', 'ja'],
  ['我觉得我们明天早上应该在车站见面', 'zh'],
  ['내일 아침 역에서 만나자', 'ko'],
  ['https://example.com <@123> Das ist wirklich eine schöne Idee gewesen', 'de'],
  ['𝕎𝕙𝕒𝕥 𝕒𝕣𝕖 𝕪𝕠𝕦 𝕕𝕠𝕚𝕟𝕘', 'en'],
])('%j is found', (text, language) => {
  expect(found(text)).toBe(language);
});

/** Each row has what decides, the text, what is likely before, and what it is read in. */
test.each([
  ['a script decides against everything that is likely', 'привет', 'en', 'ru'],
  ['a script decides against everything that is likely', 'я вас не слышу', 'de', 'ru'],
  ['a script decides against everything that is likely', 'مرحبا كيف حالك', 'en', 'ar'],
  ['a script decides against everything that is likely', 'שלום', 'en', 'he'],
  ['a script decides against everything that is likely', 'γεια', 'en', 'el'],
  ['a script decides against everything that is likely', 'สวัสดี', 'en', 'th'],
  ['a script decides against everything that is likely', 'नमस्ते', 'en', 'hi'],
  ['a script decides against everything that is likely', '안녕', 'en', 'ko'],
  ['one kana tells Japanese', '東京へ', 'zh', 'ja'],
  ['simplified characters tell Chinese', '我听不到你们', 'ja', 'zh'],
  ['one simplified character tells Chinese', '你们', 'ja', 'zh'],
  ['characters of Chinese tell it in their old forms, too', '我聽不到你們', 'ja', 'zh'],
  ['Japan’s own characters tell Japanese', '帰宅中', 'zh', 'ja'],
  ['Cantonese has characters of its own', '唔該你哋', '', 'yue'],
  ['one character of Cantonese is enough', '食咗飯未', 'zh', 'yue'],
  ['a pair of characters that only Chinese has tells it', '幾點開始', 'ja', 'zh'],
  ['a pair of characters that only Chinese has tells it', '明天要考数学', 'ja', 'zh'],
  ['what both write is in that of both that is likely', '了解', 'ja', 'ja'],
  ['what both write is in that of both that is likely', '了解', 'zh', 'zh'],
  ['what both write is in that of both that is likely', '了解', 'en ja', 'ja'],
  ['one letter of Ukrainian is enough', 'є', 'ru', 'uk'],
  ['one letter of Ukrainian is enough', 'Привіт, їжак', 'ru', 'uk'],
  ['one letter of Belarusian is enough', 'ваўкі', 'ru', 'be'],
  ['і narrows, and the rest is up to what is likely', 'і', 'be', 'be'],
  ['ы narrows, and the rest is up to what is likely', 'мы', 'uk be', 'be'],
  ['without a letter that tells, it is up to what is likely', 'так', 'uk', 'uk'],
  ['without a letter that tells, it is up to what is likely', 'да', 'bg', 'bg'],
  ['letters of Kazakh that Bashkir has others for', 'қалайсың', 'ru', 'kk'],
  ['letters of Kazakh that Bashkir has others for', 'сәлем', 'en', 'kk'],
  ['Croatian beside Bosnian, which is written alike', 'laku noć svima', '', 'hr'],
  ['of neighbours who read each other one speaks', 'er du hjemme', '', 'da'],
  ['the neighbour that is likely', 'er du hjemme', 'nb', 'nb'],
  ['words of Bulgarian between those of its neighbours', 'баба ми ме вика', 'en', 'bg'],
  ['words of Macedonian between those of its neighbours', 'што правиш вечерва', 'ru', 'mk'],
  ['letters of Persian', 'چی شده', 'ar', 'fa'],
  ['letters of Persian that Arabic types otherwise', 'کجایی', 'ar', 'fa'],
  ['Arabic without a letter of its own', 'وين رايح', 'fa', 'ar'],
  ['Persian without a letter of its own', 'خسته شدم', 'en', 'fa'],
  ['words of Marathi', 'कुठे आहेस रे', 'hi', 'mr'],
  ['words of Nepali', 'के छ खबर', 'en', 'ne'],
  ['letters of Urdu', 'کیا ہے', 'ar', 'ur'],
  ['letters of Urdu that Persian lacks', 'ٹھنڈا موسم', 'fa', 'ur'],

  ['statistics overrule what is likely when they are sure', 'qué hacen hoy', 'en', 'es'],
  ['statistics overrule what is likely when they are sure', 'bom dia pessoal', 'en', 'pt'],
  ['statistics overrule what is likely when they are sure', 'was macht ihr heute so', 'fr', 'de'],
  ['statistics overrule what is likely when they are sure', 'what are you guys up to', 'ja', 'en'],
  ['accents that nobody types are not needed', 'que haces manana por la noche', 'en', 'es'],
  ['a word that is said again says nothing more', 'ole ole ole', 'en', 'en'],
  ['undecided goes to what is likely', 'ok', 'de', 'de'],
  ['undecided goes to what is likely', 'gg wp', 'ja', 'ja'],
  ['undecided goes to what is likely', 'hola', 'pt', 'pt'],
  ['undecided goes to what is likely', 'Anna Maria Rossi', 'fr', 'fr'],
  ['undecided goes to the likeliest', 'ok super', 'nl en', 'nl'],
  ['mixed chat stays where it is', 'brb lol idk wtf 5km … 10%', 'en', 'en'],
  ['mixed chat stays where it is', 'brb lol idk wtf 5km … 10%', 'es', 'es'],
  ['mixed chat stays where it is', 'discord server lag xd gg', 'tr', 'tr'],
  ['a word of another language stays where it is', 'vamos boys', 'en', 'en'],
  ['a word in other letters stays where it is', 'he said привет to me yesterday', 'en', 'en'],
  ['names in Latin don’t take a text to where they are from', 'го counter strike', 'ru', 'ru'],
  ['names in Latin don’t take a text to where they are from', '今日discordで話そう', '', 'ja'],
  ['faces are of nowhere', 'lol ヽ(´・ω・`)ノ', 'en', 'en'],
  ['faces are of nowhere', '¯\\_(ツ)_/¯', 'de', 'de'],
  ['signs alone are read in what is likely', '😂 123', 'ko', 'ko'],
  ['nothing is read in what is likely', '', 'ja', 'ja'],

  ['the region that is likely is kept', 'what are you doing', 'en-gb', 'en-gb'],
  ['the region that is likely is kept', 'qué hacen hoy', 'en es-419', 'es-419'],
  ['a region of another language is not', 'qué hacen hoy', 'en-gb', 'es'],
  ['Norwegian by its other tag', 'hva skjer', 'no', 'nb'],
])('%s: %j with %j is in %j', (_, text, prior, language) => {
  expect(found(text, prior)).toBe(language);
});

test.each([
  ['nothing', ''],
  ['a word of many languages', 'ok super'],
  ['laughter', 'hahahahahahahahaha'],
  ['a name', 'Anna Maria Rossi'],
  ['only a link', 'https://example.com/wir-sollten-uns-morgen-treffen'],
  ['digits', '12345 67890 1234'],
])('with nothing known before, %s is not guessed at', (_name, text) => {
  expect(find(text, [], all)).toEqual({ language: undefined, script: undefined, shown: false });
});

test('what the text shows is remembered, and what was only likely is not', () => {
  const shown = (text: string, ...prior: string[]): boolean => find(text, prior, all).shown;
  expect(shown('привет')).toBe(true);
  expect(shown('qué hacen hoy')).toBe(true);
  expect(shown('so ein schöner Tag heute', 'de')).toBe(true);
  expect(shown('ok', 'de')).toBe(false);
  expect(shown('так', 'uk')).toBe(false);
});

test('only allowed languages are found, whatever is likely', () => {
  const german = 'Ich glaube, wir sollten uns morgen früh am Bahnhof treffen';
  expect(found(german, '', ['de', 'en'])).toBe('de');
  expect(found('ok', 'fr', ['de', 'en'])).toBeUndefined();
  expect(found('ok', 'fr en', ['de', 'en'])).toBe('en');
  expect(found('こんにちは', 'en', ['en', 'de'])).toBeUndefined();
  expect(found(german, '', [])).toBeUndefined();
});

test('a script is what the only allowed language in it is', () => {
  expect(found('так', '', ['en', 'uk'])).toBe('uk');
  expect(found('了解', '', ['en', 'ja'])).toBe('ja');
});

test('equal texts and priors give equal languages', () => {
  const once = find('vamos de nuevo', ['en'], all);
  find('ich war das nicht', ['de'], all);
  expect(find('vamos de nuevo', ['en'], all)).toEqual(once);
});
