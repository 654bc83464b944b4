import { expect, test } from 'vitest';

import { asName, inEnglish, inMarks, pseudoLocale, pseudoServerLocale } from './letters.ts';
import { unmarked } from './unmarked.ts';

const commands = new Set(['voice', 'voice show', 'show', 'name']);
const faultsOf = (text: string, given: readonly string[] = ['Ann', 'Good morning']) =>
  unmarked(text, { given, commands, locales: [pseudoLocale] });

test.each([
  inMarks('All is said.'),
  `${inMarks('I am')} <@12> ${inMarks('in')} <#3>, <t:5:R> <:smile:7>: https://example.org/a?b=c`,
  `**Ann**: ${inMarks('Spoken')} > Good morning`,
  `> Good mor…\n${inMarks('Spoken')}`,
  String.raw`${inMarks('From')} \*\*Ann\*\*`,
  `${inMarks('Use')} </voice show:9> ${inMarks('or')} /${asName('voice show')}: ${asName('name')}`,
  `${inMarks('In its own words: “')}The text field is required.”`,
  `${inMarks('12,345.6')} · 7/5 — 12, 13 …`,
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
  ['The text field is required.', /“The text field is required” is in no/],
  ['日本語', /“日本語” is in no/],
  [`12,345 ${inMarks('lines')}`, /“12,345” is in no/],
  ['1.5 s', /“1.5” is in no/],
])('in %j something is noticed', (text, fault) => {
  expect(faultsOf(text).join()).toMatch(fault);
});

test('what is in the language of the server is for the server', () => {
  const text = inMarks('All is said.', pseudoServerLocale);
  const faultsFor = (...locales: string[]) => unmarked(text, { given: [], commands, locales });
  expect(faultsFor(pseudoServerLocale)).toEqual([]);
  expect(faultsFor(pseudoLocale, pseudoServerLocale)).toEqual([]);
  expect(faultsFor(pseudoLocale).join()).toMatch(/is in no language of the reader/);
});

test('a text is read back as it was in English, and is as long', () => {
  const text = 'Zebras say “A quick one: 5,000.5 %”, {not} Ünïcode, 5.';
  for (const locale of [pseudoLocale, pseudoServerLocale]) {
    expect(inEnglish(inMarks(text, locale))).toBe(text);
    expect(inMarks(text, locale)).toHaveLength(text.length);
  }
  expect(inEnglish(asName('voice-a-z show'))).toBe('voice-a-z show');
});
