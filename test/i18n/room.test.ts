import { describe, expect, test } from 'vitest';

import { keyOf, placeholdersIn } from '#i18n/catalogue.ts';
import { isBounded, placeOf, places, room } from '#i18n/room.ts';
import type { Place } from '#i18n/room.ts';
import { engineList } from '#speech/engine-names.ts';

import { textsOf } from './files.ts';
import { shownIn, shownInCode } from './shown-where.ts';

const english = textsOf('en');
const { shown, unseen } = shownInCode();

/** Texts shown where room is scarce that can't be followed from there, by where they are. */
const followed: Readonly<Record<string, readonly [path: string, place: Place]>> = {
  'browse-view.ts: aboutEngine(source).title': ['speech.engines.', 'option'],
  'clone-view.ts: own': ['ownVoices.consent.own', 'button'],
  'clone-view.ts: permitted': ['ownVoices.consent.permitted', 'button'],
};
/** Names of languages, of voices, of people, of settings and of what is set, which are cut to fit. */
const cut = [
  // Labels of phrases, and where they come from.
  "board-view.ts: shown.label ?? ''",
  "changing.ts: tidy(filled.label, maxLabelChars) || '🎙️'",
  "changing.ts: tidy(label, maxLabelChars) || tidy(words, maxLabelChars) || (before?.label ?? '')",
  'phrase-search.ts: fold(label)',
  "phrases.ts: field('label').trim()",
  String.raw`phrases.ts: options.string('label') ?? file.name.replace(/\.[^.]*$/, '')`,
  "proposal.ts: labelOf({ label: taken.label, words: taken.words }, undefined) || '🎙️'",
  'proposal.ts: taken.label',
  'start-set.ts: label',
  'speak-box-view.ts: ownWords(label)',
  'browse-view.ts: name',
  'list-pages.ts: nameOf(id) ?? id',
  'list-pages.ts: placeholder',
  'server-log.ts: `${at + 1}. ${t(sideBySide(first, ...others))}`',
  'server-view.ts: label',
  'server-view.ts: label()',
  // Choices of an option of a command have as little room there.
  'setting-form.ts: label',
  'setting-form.ts: meaningOf(row)',
  'setting-form.ts: meaningOf(row)',
  'setting-form.ts: meaningOf(row)',
  'setting-form.ts: row.called',
  'setting-form.ts: row.called',
  'setting-form.ts: row.called',
  'setting-form.ts: row.called',
  'setup-view.ts: calledByItself(tag)',
  'waiting-view.ts: `${line.place}. ${t(whoText(line))}`',
  // A file has room enough.
  'written-file.ts: label',
  'written-file.ts: label',
  'written-file.ts: only?.name ?? options.title',
];

const all = [
  ...shown,
  ...Object.values(followed).map(([path, place]): (typeof shown)[number] => ({ path, place })),
];

function textsAt(path: string): readonly string[] {
  const all = [...english.keys()];
  return all.filter((each) => (path.endsWith('.') ? each.startsWith(path) : keyOf(each) === path));
}

test('where room is scarce nothing is shown that is not looked at', () => {
  expect([...unseen].sort()).toEqual([...Object.keys(followed), ...cut].sort());
});

test('each text is known to be shown where the code shows it', () => {
  const wrong = all.filter(({ path, place }) => {
    const known = new Set(textsAt(path).map((text) => placeOf(text)));
    return path.endsWith('.') ? !known.has(place) || known.has('message') : !known.has(place);
  });
  expect(wrong).toEqual([]);
});

test('no text is said to be shown where it is not', () => {
  const isShown = (path: string, place: string): boolean =>
    all.some(
      (each) =>
        each.place === place &&
        (path.endsWith('.')
          ? each.path.startsWith(path)
          : each.path === path || (each.path.endsWith('.') && path.startsWith(each.path))),
    );
  const wrong = Object.entries(places).flatMap(([place, paths]) =>
    paths.filter((path) => textsAt(path).length === 0 || !isShown(path, place)),
  );
  expect(wrong).toEqual([]);
});

test('an engine whose name is in no language fits into an option as well', () => {
  const names = Object.values(engineList).flatMap(({ title }) =>
    'ownWords' in title ? [title.ownWords] : [],
  );
  expect(names.filter((name) => name.length > room.option)).toEqual([]);
});

test('it is known how long the values of those texts may become', () => {
  const scarce = [...english].filter(
    ([path]) => !path.startsWith('commands.') && placeOf(path) !== 'message',
  );
  expect(scarce.length).toBeGreaterThan(80);
  const wrong = scarce.filter(([, text]) => !placeholdersIn(text).every((each) => isBounded(each)));
  expect(wrong).toEqual([]);
});

describe('what is looked for in the code', () => {
  test.each([
    ['a button', 'button(id, t(($) => $.a.b))', 'a.b', 'button'],
    [
      'a button, by a constant',
      'const label = t(($) => $.a.b); button(id, label)',
      'a.b',
      'button',
    ],
    ['a button of a group', 'button(id, t(($) => $.a.buttons[act]))', 'a.buttons.', 'button'],
    ['a form', 'form(id, t(($) => $.a.b), [])', 'a.b', 'title'],
    ['a field', 'form(id, x, [{ label: t(($) => $.a.b) }])', 'a.b', 'field'],
    [
      'a field, by a constant',
      'const one = { label: t(($) => $.a.b) }; form(id, x, [one])',
      'a.b',
      'field',
    ],
    ['a hint', 'form(id, x, [{ label: y, description: t(($) => $.a.b) }])', 'a.b', 'hint'],
    [
      'a field before it is filled',
      'form(id, x, [{ placeholder: t(($) => $.a.b) }])',
      'a.b',
      'hint',
    ],
    ['a menu', 'menu(id, t(($) => $.a.b), [], 0)', 'a.b', 'placeholder'],
    ['another menu', 'const menu = { placeholder: t(($) => $.a.b) }', 'a.b', 'placeholder'],
    ['an option when it is shown', 'const one = { label: () => t(($) => $.a.b) }', 'a.b', 'option'],
    ['an option', 'const one = { label: shorten(t(($) => $.a.b)), value }', 'a.b', 'option'],
    [
      'what a function gives',
      'function name() { return is ? t(($) => $.a.b) : x; } button(id, name())',
      'a.b',
      'button',
    ],
  ])('%s', (_, code, path, place) => {
    expect(shownIn('file.ts', code).shown).toContainEqual({ path, place });
  });

  test.each([
    ['a text that is in no catalogue', "button(id, 'Skip')", "file.ts: 'Skip'"],
    ['a value', 'button(id, voice.name)', 'file.ts: voice.name'],
    [
      'what a function of another file is handed',
      'function link(label) { return { type, label }; }',
      'file.ts: label',
    ],
  ])('%s is named', (_, code, named) => {
    expect(shownIn('file.ts', code).unseen).toContain(named);
  });

  test('what somebody says of a voice is no hint', () => {
    const { shown, unseen } = shownIn('file.ts', 'const draft = { description: typed }');
    expect([...shown, ...unseen]).toEqual([]);
  });
});
