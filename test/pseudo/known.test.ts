import { expect, test } from 'vitest';

import { beginTest, givenTexts, remember } from './known.ts';

test('what was given in a test is forgotten with it, and what was given before any stays', () => {
  remember('before\nall');
  const endOfOne = beginTest();
  remember('in one', 'before');
  expect(givenTexts()).toEqual(expect.arrayContaining(['before\nall', 'before', 'all', 'in one']));
  endOfOne();
  remember('between');
  const endOfTwo = beginTest();
  expect(givenTexts()).not.toContain('in one');
  endOfTwo();
  expect(givenTexts()).toEqual(expect.arrayContaining(['before', 'all', 'between']));
});

test('what was given while several tests ran is forgotten with the last of them', () => {
  const ends = [beginTest(), beginTest()];
  remember('in both');
  ends.push(beginTest());
  remember('in all');
  ends[0]!();
  expect(givenTexts()).toContain('in both');
  ends[1]!();
  expect(givenTexts()).not.toContain('in both');
  expect(givenTexts()).toContain('in all');
  ends[2]!();
  expect(givenTexts()).not.toContain('in all');
});

test('what was given in a test and again outside of any stays', () => {
  const end = beginTest();
  remember('again');
  end();
  remember('again');
  beginTest()();
  expect(givenTexts()).toContain('again');
});

test('the list is the same for as long as nothing changes', () => {
  remember('known');
  const list = givenTexts();
  remember('known');
  expect(givenTexts()).toBe(list);
});
