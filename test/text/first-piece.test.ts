import fc from 'fast-check';
import { expect, test } from 'vitest';

import { firstCut, firstPieceChars } from '#text/first-piece.ts';

const bounds = { leastChars: firstPieceChars.least, mostChars: firstPieceChars.most };

function firstOf(text: string, sentenceMaxChars = 250): string | undefined {
  const cut = firstCut(text, { ...bounds, sentenceMaxChars });
  return cut === undefined ? undefined : text.slice(0, cut);
}

const long =
  'which goes on and on without any mark in it until nobody knows how it began or what for';

/** The first piece, with a bar behind it, of a text that goes on. */
const cuts: readonly (readonly [why: string, text: string])[] = [
  ['a sentence', 'This is the first sentence of it.| And this is the second one.'],
  ['a question', 'Did anybody see where I have put it?| I had it a moment ago.'],
  ['a cry', 'Look at what the cat has dragged in!!!| Is it still alive?'],
  ['dots', 'I really do not know about that…| Well. Maybe.'],
  ['a sentence in quotes', 'He said “I do not know about it.”| Then he left.'],
  ['short sentences together', 'Hi! How are you? I am fine.| And the others are, too.'],
  ['a sentence before a clause', 'Well, I do not know about it.| But, as I said, it is fine.'],
  [
    'the last clause of a long sentence',
    `When all of them were at home again, they had a rest;| ${long}.`,
  ],
  ['a colon', `There is one thing that I have to say about it:| ${long}.`],
  ['a long sentence without a clause whole', `This is one ${long}.| And this is another.`],
  ['German', 'Das habe ich gestern schon einmal gesagt.| Übrigens: Es stimmt.'],
  ['German with abbreviations', 'Das war z. B. am 3. Mai bzw. bei Dr. Meier so.| Danach nicht.'],
  ['French', 'Est-ce que tu es là depuis longtemps ?| Oui, bien sûr.'],
  ['Spanish', '¿Qué has hecho durante todo el día?| Nada, como siempre.'],
  ['Portuguese', 'O Sr. Silva e a Dra. Souza chegaram cedo.| Depois foram embora.'],
  ['Polish', 'To jest np. ul. Długa, czyli tam mieszkam.| Dobrze.'],
  ['Russian', 'Мы живём на ул. Ленина, т. е. в центре города.| Потом поехали домой.'],
  ['Greek', 'Πού ήσουν όλη την ημέρα σήμερα;| Σε έψαχνα παντού.'],
  ['Armenian', 'Երեկ ես գնացի շուկա իմ ընկերոջ հետ։| Հետո մենք տուն եկանք։'],
  ['Hindi', 'मैं कल बाजार गया था और वहाँ भीड़ थी।| फिर मैं घर लौट आया।'],
  ['Arabic', 'هل رأيت أين وضعت مفتاح البيت الجديد؟| كان هنا قبل قليل.'],
  ['Urdu', 'میں کل بازار گیا تھا اور وہاں بہت رش تھا۔| پھر میں گھر آیا۔'],
  ['Chinese', '我昨天和我的朋友一起去了市中心的一家新开的商店买东西。|然后我们就回家了。'],
  ['Japanese', '今日はとても天気が良かったので、近くの公園まで散歩に行きました。|楽しかったです。'],
  [
    'Japanese in quotes',
    '彼は「今日は天気がいいですね。」と言ってから出て行きました。|それだけです。',
  ],
  ['Korean', '오늘은 날씨가 정말 좋아서 친구와 함께 공원에 갔어요.| 재미있었어요.'],
  ['Ethiopic', 'ትናንት ከጓደኛዬ ጋር ወደ ገበያ ሄጄ ነበር።| ከዚያ ወደ ቤት ተመለስን።'],
  [
    'a clause in Japanese',
    `${'とても長い話をここでしますが、'.repeat(5)}、|${'まだ続きます'.repeat(20)}。`.replace(
      '、、',
      '、',
    ),
  ],
  [
    'a clause in Chinese',
    `${'我们今天要说的是一个很长的故事'.repeat(2)}；|${'它还没有结束'.repeat(20)}。`,
  ],
  ['a clause in Arabic', `ذهبت إلى السوق مع صديقي العزيز،| ${'ثم عدنا إلى البيت '.repeat(10)}.`],
];

test.each(cuts)('the first piece ends behind %s', (_, marked) => {
  expect(firstOf(marked.replace('|', ''))).toBe(marked.split('|')[0]);
});

test.each([
  [
    'an abbreviation',
    `In the house of Mr. and Mrs. Brown and of Prof. Green and Dr. Black ${long}`,
  ],
  ['initials', `It was written by J. R. R. Tolkien and by C. S. Lewis in the year ${long}`],
  [
    'a short name of a state',
    `It was decided in the U.S. House and in the U.K. Parliament ${long}`,
  ],
  ['a number', `There were 1,000,000 of them at 12:30 and 3.5 of the others in 2019. 5 ${long}`],
  ['dates', `It was on May 5, 2026 and again on June 6, 2027 in the very same place ${long}`],
  ['a German ordinal', `Das war wohl am 3. Mai oder am 4. Juni oder am 5. Juli desselben ${long}`],
  ['an address', `It stands at https://example.com/a,b;c:d.e?f=g!h and at example.org ${long}`],
  [
    'what is said in small letters',
    `He only shouted “Stop it right now!” and left… but then ${long}`,
  ],
  ['a Chinese number', `一共有1，000，000个人在12：30来到了这里${'然后又过了很长时间'.repeat(12)}`],
  [
    'the end of a quote within',
    `彼は「今日はとても天気がいいですねと思います。」と${'言いました'.repeat(20)}`,
  ],
  ['the end of the text', 'This is a text of one sentence alone.'],
  ['a mark in the first 24 characters', `Well, yes, I know; but ${long}`],
])('no piece ends at %s', (_, text) => {
  expect(firstOf(text)).toBeUndefined();
});

test('a sentence that is longer than a piece may be stays as it is', () => {
  expect(firstOf(`This is one ${long}. And this is another.`, 90)).toBeUndefined();
});

test('for any text: a first piece is within its bounds, ends with its mark, and something follows', () => {
  const word = fc.constantFrom('a', 'word', 'Dr', 'U.S', '3', '12:30', 'ё', '今日', '👩‍🚀', 'ну');
  const mark = fc.constantFrom(
    '. ',
    ', ',
    '! ',
    '; ',
    '。',
    '、',
    '؟ ',
    ' ',
    '… ',
    '.',
    ',',
    '.” ',
  );
  const texts = fc
    .array(fc.tuple(word, mark), { maxLength: 80 })
    .map((parts) => parts.flat().join(''));
  fc.assert(
    fc.property(fc.oneof(texts, fc.string({ unit: 'grapheme', maxLength: 400 })), (text) => {
      const first = firstOf(text);
      if (first === undefined) return;
      const chars = [...first].length;
      expect(chars).toBeGreaterThanOrEqual(firstPieceChars.least);
      expect(chars).toBeLessThanOrEqual(250);
      expect(first).toMatch(/\p{P}$/u);
      expect(text.slice(first.length).trim()).not.toBe('');
    }),
  );
});
