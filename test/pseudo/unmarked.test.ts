import { expect, test } from 'vitest';

import { asName, inEnglish, inMarks } from './letters.ts';
import { unmarked } from './unmarked.ts';

const commands = new Set(['voice', 'voice show', 'show', 'name']);
const faultsOf = (text: string, given: readonly string[] = ['Ann', 'Good morning']) =>
  unmarked(text, { given, commands });

test.each([
  inMarks('All is said.'),
  `${inMarks('I am')} <@12> ${inMarks('in')} <#3>, <t:5:R> <:smile:7>: https://example.org/a?b=c`,
  `**Ann**: ${inMarks('Spoken')} > Good morning`,
  `> Good mor…\n${inMarks('Spoken')}`,
  String.raw`${inMarks('From')} \*\*Ann\*\*`,
  `${inMarks('Use')} </voice show:9> ${inMarks('or')} /${asName('voice show')}: ${asName('name')}`,
  '12,345 · 7/5 — …',
])('nothing is wrong with %j', (text) => {
  expect(faultsOf(text)).toEqual([]);
});

test.each([
  ['All is said.', /“All is said” is in no language/],
  [`${inMarks('All is')} said.`, /“said” is in no/],
  [`${inMarks('Spoken by')} Anna`, /“Anna” is in no/],
  [`${inMarks('Good')} morning`, /“morning” is in no/],
  ['</voice hide:9>', /“voice hide” to mention/],
  [`/${asName('voice hide')}`, /“voice hide” is the name of nothing/],
  [inMarks('Use /voice show.'), /calls “\/voice” \/ⱅ/],
  ['> Good men…', /“Good men” is in no/],
  ['日本語', /“日本語” is in no/],
])('in %j something is noticed', (text, fault) => {
  expect(faultsOf(text).join()).toMatch(fault);
});

test('a text is read back as it was in English, and is as long', () => {
  const text = 'Zebras say “A quick one: 5 %”, {not} Ünïcode.';
  expect(inEnglish(inMarks(text))).toBe(text);
  expect(inMarks(text)).toHaveLength(text.length);
  expect(inEnglish(asName('voice-a-z show'))).toBe('voice-a-z show');
});
