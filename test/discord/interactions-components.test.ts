import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { Select } from '#features/services.ts';
import { ownWords, text } from '#i18n/text.ts';

import { kinds, later, nothing, run } from './running.ts';

test.each([
  ['in place', 6],
  ['openly', 5],
] as const)('a button that only does something is acknowledged (%s: %d)', async (answers, type) => {
  const pressed: unknown[] = [];
  const button = {
    ...later,
    answers,
    run: async ({ asker, subject }: { asker: Asker; subject: string }) =>
      void pressed.push(asker.id, subject),
  };
  const ran = await run(
    { buttons: { go: button } },
    { kind: 'button', customId: 'try:go:a:b', userId: 'bob' },
  );
  expect(pressed).toEqual(['bob', 'a:b']);
  expect(kinds(ran.answers)).toEqual([type]);
});

test.each([
  ['in place', true, 64],
  ['in place', false, 0],
  ['openly', true, 0],
] as const)(
  'what a button posts (%s, on an ephemeral panel: %s) is for one person alone only where its panel is',
  async (answers, onEphemeral, flags) => {
    const button = {
      ...later,
      answers,
      run: ({ reply }: { reply: Reply }) => reply.followUp({}),
    };
    const pressed = { kind: 'button', customId: 'try:go:a', onEphemeral } as const;
    const ran = await run({ buttons: { go: button } }, pressed);
    expect(ran.answers.sent.at(-1)).toMatchObject({ how: 'follow-up', body: { flags } });
  },
);

test.each(['try:gone:1', 'old:go:1', 'try:constructor:1', 'constructor:constructor', ''])(
  'the unknown button %j is answered',
  async (customId) => {
    const { answers } = await run({}, { kind: 'button', customId });
    expect(answers.texts[0]).toMatch(/older version/);
  },
);

test('a select menu is given what was chosen', async () => {
  const chosen: unknown[] = [];
  const select = {
    ...later,
    answers: 'in place' as const,
    run: async ({ asker, subject, values }: Parameters<Select['run']>[0]) =>
      void chosen.push(asker.id, subject, values),
  };
  const { answers } = await run(
    { selects: { pick: select } },
    { kind: 'select', customId: 'try:pick:a:b', values: ['x', 'y'], userId: 'bob' },
  );
  expect(chosen).toEqual(['bob', 'a:b', ['x', 'y']]);
  expect(kinds(answers)).toEqual([6]);
});

test('an unknown select menu is answered', async () => {
  const { answers } = await run({}, { kind: 'select', customId: 'try:constructor:1' });
  expect(answers.texts[0]).toMatch(/older version/);
});

test('what a private button answers only the person who pressed sees', async () => {
  const button = { ...later, answers: 'privately' as const, run: nothing };
  const { answers } = await run(
    { buttons: { go: button } },
    { kind: 'button', customId: 'try:go' },
  );
  expect(answers.sent[0]?.body).toMatchObject({ type: 5, data: { flags: 64 } });
});

test('suggestions that have to be waited for are sent, too', async () => {
  const choices = [{ name: 'Sky', value: 'sky' }];
  const { answers } = await run(
    { complete: () => Promise.resolve([{ name: ownWords('Sky'), value: 'sky' }]) },
    { kind: 'autocomplete' },
  );
  expect(answers.sent[0]?.body).toEqual({ type: 8, data: { choices } });
});

test('suggestions are sent in the language of whoever types, as long as Discord shows them', async () => {
  const given = [
    { name: text(($) => $.voices.labels.yours), value: 'mine' },
    { name: ownWords('x'.repeat(101)), value: 'long' },
  ];
  const choices = [
    { name: 'yours', value: 'mine' },
    { name: `${'x'.repeat(99)}…`, value: 'long' },
  ];
  const { answers } = await run({ complete: () => given }, { kind: 'autocomplete' });
  expect(answers.sent).toEqual([
    { how: 'callback', body: { type: 8, data: { choices } }, files: [] },
  ]);
});

test('when suggestions can’t be made, none are sent', async () => {
  const { answers, log } = await run(
    {
      complete() {
        throw new TypeError('x');
      },
    },
    { kind: 'autocomplete' },
  );
  expect(answers.sent[0]?.body).toEqual({ type: 8, data: { choices: [] } });
  expect(log.lines[0]?.level).toBe('error');
});
