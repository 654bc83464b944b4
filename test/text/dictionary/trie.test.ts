import fc from 'fast-check';
import { expect, test } from 'vitest';

import { tokensOf, Trie } from '#text/dictionary/trie.ts';

const tokens = (text: string) => tokensOf(text, (word) => word.toLowerCase());

test('the longest key that stands there is found, wherever keys part', () => {
  const trie = new Trie<string>();
  for (const key of ['a b c d', 'a b', 'a b x', 'b', 'a b c d e f'])
    expect(trie.add(tokens(key), key, false)).toBe(true);
  const found = (text: string) => trie.longest(tokens(text), 0);
  expect(found('a b c')).toEqual({ value: 'a b', length: 2 });
  expect(found('A B C D e')).toEqual({ value: 'a b c d', length: 4 });
  expect(found('a b c d e f g')).toEqual({ value: 'a b c d e f', length: 6 });
  expect(found('a b x')).toEqual({ value: 'a b x', length: 3 });
  expect(found('a')).toBeUndefined();
  expect(trie.add(tokens('A B'), 'again', false)).toBe(false);
  expect(trie.add([], 'nothing', false)).toBe(false);
});

test('a key in the very same case goes before the one for any', () => {
  const trie = new Trie<string>();
  trie.add(tokens('US'), 'the States', true);
  trie.add(tokens('us'), 'we', false);
  expect(trie.longest(tokens('US'), 0)?.value).toBe('the States');
  expect(trie.longest(tokens('us'), 0)?.value).toBe('we');
});

test('words of ASCII are the same beside other letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), (text) => {
      const alone = tokens(text);
      // One token more, of another alphabet.
      const beside = tokens(`${text} ж`);
      expect(beside.slice(0, -1)).toEqual(alone);
    }),
  );
});

test('whatever keys there are, it finds what looking through all of them finds', () => {
  const key = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.array(key, { maxLength: 12 }),
      fc.array(fc.constantFrom('a', 'b', 'c')),
      (keys, text) => {
        const trie = new Trie<string>();
        for (const words of keys) trie.add(tokens(words.join(' ')), words.join(' '), false);
        const joined = text.join(' ');
        const longest = keys
          .map((words) => words.join(' '))
          .filter((words) => `${joined} `.startsWith(`${words} `))
          .reduce<string | undefined>(
            (best, words) => (words.length > (best?.length ?? 0) ? words : best),
            undefined,
          );
        expect(trie.longest(tokens(joined), 0)?.value).toBe(longest);
      },
    ),
  );
});
