import { expect, test } from 'vitest';

import { languageFinder } from '../../src/text/language.ts';

const find = await languageFinder();
const all = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'ru', 'ja', 'zh', 'ko'];

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
  ['привет', 'ru'],
  ['明日の朝、駅で会いましょう', 'ja'],
  ['はい', 'ja'],
  ['我觉得我们明天早上应该在车站见面', 'zh'],
  ['내일 아침 역에서 만나자', 'ko'],
  ['https://example.com <@123> Das ist wirklich eine schöne Idee gewesen', 'de'],
])('%j is found', (text, language) => {
  expect(find(text, all)).toBe(language);
});

test.each([
  ['nothing', ''],
  ['one word', 'hello'],
  ['a word of many languages', 'ok super'],
  ['laughter', 'hahahahahahahahaha'],
  ['a name', 'Anna Maria Rossi'],
  ['only a link', 'https://example.com/wir-sollten-uns-morgen-treffen'],
  ['digits', '12345 67890 1234'],
  ['Han alone, which two languages write', '東京'],
])('%s is not guessed at', (_name, text) => {
  expect(find(text, all)).toBeUndefined();
});

test('only allowed languages are found', () => {
  const german = 'Ich glaube, wir sollten uns morgen früh am Bahnhof treffen';
  expect(find(german, ['en', 'fr'])).toBeUndefined();
  expect(find(german, ['de', 'en'])).toBe('de');
  expect(find('こんにちは', ['en', 'de'])).toBeUndefined();
  expect(find(german, [])).toBeUndefined();
});

test('Cyrillic is what the only allowed language in Cyrillic is', () => {
  expect(find('так', ['en', 'uk'])).toBe('uk');
  expect(find('так', ['en', 'uk', 'ru'])).toBeUndefined();
});
