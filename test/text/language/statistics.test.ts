import { eld } from 'eld/extrasmall';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { packedEld } from '#text/language/statistics.ts';

const packed = await packedEld();
const scoresOf = (text: string, by: Pick<typeof eld, 'detect'>) => by.detect(text).getScores();

test.each([
  'I think we should meet at the station tomorrow morning',
  'Ich glaube, wir sollten uns morgen früh am Bahnhof treffen',
  "Qu'est-ce que tu fais aujourd’hui, l`ami?",
  'Myślę, że powinniśmy się spotkać jutro rano na dworcu',
  'Думаю, нам стоит встретиться завтра утром на вокзале',
  'Σκέφτομαι να συναντηθούμε στον σταθμό αύριο το πρωί',
  'मुझे लगता है कि हमें कल सुबह स्टेशन पर मिलना चाहिए',
  '明日の朝、駅で会いましょう',
  '내일 아침 역에서 만나자',
  'constructor toString __proto__ valueOf',
  'aaa 😀 1234567 it',
  '',
])('the packed statistics say of %j what the package itself says', (text) => {
  expect(scoresOf(text, packed)).toEqual(scoresOf(text, eld));
});

test('the packed statistics say of any text what the package itself says', () => {
  const letters = fc.constantFrom(
    ...'abcdefghijklmnopqrstuvwxyzäöüßéèçñąęłżşğıабвгдежзийклмнопрст ’-',
  );
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 200 }), (text) => {
      expect(scoresOf(text, packed)).toEqual(scoresOf(text, eld));
    }),
  );
});
