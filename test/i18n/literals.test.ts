import { expect, test } from 'vitest';

import { exceptions } from './literal-exceptions.ts';
import { kindsIn, sourceOf, sources, wordsIn } from './literals.ts';
import type { Literal } from './literals.ts';

const files = sources();
const kinds = new Set(files.flatMap((source) => kindsIn(source)));

const literals = files.flatMap((source) => wordsIn(source));

/** Those of literals that are words for people and stand outside of `locales/`. */
function leftOf(all: readonly Literal[]): readonly string[] {
  return all
    .filter((literal) => !exceptions.some(({ holds }) => holds(literal, kinds)))
    .map(({ file, line, words }) => `${file}:${line} ${words}`);
}

test('no words for people stand outside of locales', () => {
  expect(leftOf(literals)).toEqual([]);
});

test('each exception is one of something', () => {
  const idle = exceptions.filter(({ holds }) => !literals.some((literal) => holds(literal, kinds)));
  expect(idle.map(({ because }) => because)).toEqual([]);
});

test.each([
  ['a sentence in a reply', 'src/features/say/new.ts', "line('Nothing is spoken.')"],
  ['a single word in a reply', 'src/features/say/new.ts', "line('nothing')"],
  ['words beside a value', 'src/features/say/new.ts', 'const shown = `${count} voices`'],
  ['a sentence of a choice', 'commands/new.ts', "line(isOn ? t(on) : 'It is off.')"],
  ['the label of a button', 'src/features/say/new.ts', "button('say:skip', 'skip')"],
  ['a label', 'src/features/say/new.ts', "const option = { label: 'yours', value: 'own' }"],
  ['a refusal', 'src/features/say/new.ts', "throw new UserError('Say it again.')"],
  ['a refusal in the name of somebody', 'src/voices/new.ts', "throw new UserError(ownWords('no'))"],
  ['a word of ours in a text', 'src/speech/new.ts', "text(($) => $.x, { why: 'Too long' })"],
  ['what an engine is', 'src/speech/new/about.ts', "row({ title: ownWords('The new engine') })"],
  ['a sentence in a table', 'src/discord/new.ts', "const why = { full: 'It is full.' } as const"],
  ['the usual value of a parameter', 'commands/new.ts', "function tell(why = 'It is over.') {}"],
])('it is found: %s', (_, file, code) => {
  expect(leftOf(wordsIn(sourceOf(file, code)))).toHaveLength(1);
});

test.each([
  ["import './some words.ts'", 'src/discord/new.ts'],
  ["type Kind = 'some kind'", 'src/discord/new.ts'],
  ["const table = { 'some key': 1 }", 'src/discord/new.ts'],
  ["log.warn({ error }, 'something went wrong')", 'src/discord/new.ts'],
  ["throw new Error('it was not there')", 'src/discord/new.ts'],
  ["throw new SpeechError('gone', `deAPI answered ${status}`, {})", 'src/speech/new.ts'],
  ["const query = 'SELECT name FROM voices'", 'src/store/new.ts'],
  ['const words = /two words/u', 'src/discord/new.ts'],
  ["if (as === 'voice message') post()", 'src/features/say/new.ts'],
  ["const about = { title: ownWords('Amazon Polly') }", 'src/speech/new/about.ts'],
  ["optionsUnder('voice set')", 'src/features/say/new.ts'],
  ["button('say:skip', t(($) => $.say.skip))", 'src/features/say/new.ts'],
  ['line(`**${t(name)}** · <#${id}>`)', 'src/features/say/new.ts'],
])('it is let be: %s', (code, file) => {
  expect(leftOf(wordsIn(sourceOf(file, code)))).toEqual([]);
});
