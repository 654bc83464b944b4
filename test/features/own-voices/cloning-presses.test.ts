import { expect, test } from 'vitest';

import { cloneQuota } from '#features/own-voices/spending.ts';

import { ann } from '../../fakes/asker.ts';
import { studio } from './studio.ts';

// Buttons that people press twice, too early, too late or too often while they make a clone.

/** The id of a button of the same draft, also of one that isn't shown. */
const buttonOf = (id = '', action: string): string => `clone:${action}:${id.split(':')[2] ?? ''}`;

test('the statement pressed twice, in any words, makes one sample, and is the one that was first given', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  const [own, permitted] = ['own', 'permitted'].map((basis) =>
    buttons.find((id) => id.includes(`:${basis}:`)),
  );
  const both = await Promise.all([desk.press(permitted), desk.press(own), desk.press(permitted)]);
  expect(both.filter(({ text }) => text.includes('That is done already'))).toHaveLength(2);
  // Nor once more when it was heard.
  expect((await desk.press(own)).text).toMatch(/That is done already/);
  expect(desk.asked).toHaveLength(1);
  expect((await desk.store.consents.given(ann.id, desk.hash))?.basis).toBe('permitted');
  expect(await desk.store.quotas.spend(ann.id, cloneQuota)).toMatchObject({
    left: cloneQuota.max - 2,
  });
});

test('corrections are samples, of which an hour has so many: the voice stays as it was heard', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  for (let count = 0; count < 60; count += 1) {
    const { text } = await desk.correct(heard.buttons[0], `Words ${count}.`);
    expect(text).toMatch(`Words ${count}.`);
  }
  const refused = await desk.correct(heard.buttons[0], 'One too many.');
  expect(refused.text).toMatch(/60 samples in an hour[\s\S]*as you heard it before/);
  expect(desk.asked).toHaveLength(61);
  await desk.press(refused.buttons.find((id) => id.includes(':keep:')));
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).toMatchObject({ transcript: 'Words 59.' });
});

test('nothing is heard of a recording before the statement, nor kept before it was heard, whatever is pressed', async () => {
  await using desk = await studio();
  const [own] = (await desk.make()).buttons;
  const keep = buttonOf(own, 'keep');
  for (const { text } of [await desk.press(keep), await desk.correct(own, 'Other words.')])
    expect(text).toMatch(/Listen to it first/);
  // Nor while it is made.
  desk.during.sampling = async () =>
    expect((await desk.press(keep)).text).toMatch(/Listen to it first/);
  await desk.press(own);
  expect(desk.asked).toHaveLength(1);
  expect(await desk.store.voices.ownedBy(ann.id)).toEqual([]);
  expect((await desk.press(keep)).text).toMatch(/is kept/);
});

test('a part that was agreed to is not asked about again: the voice that was heard stays', async () => {
  await using desk = await studio({ isTooLong: true });
  const { text, buttons } = await desk.make(ann, 'Mine', 'All of the words.');
  expect(text).toMatch(/The clip is 60 s long/);
  const [trim] = buttons;
  // The recording is settled before it is asked whose voice it is.
  expect((await desk.press(buttonOf(trim, 'own'))).text).toMatch(/That is done already/);
  expect((await desk.press(trim)).text).toMatch(/Whose voice is it/);
  const heard = await desk.press(buttonOf(trim, 'own'));
  expect(heard.text).toMatch(/Heard 1\./);
  expect((await desk.press(trim)).text).toMatch(/That is done already/);
  expect((await desk.press(buttonOf(trim, 'keep'))).text).toMatch(/is kept/);
});

test('who has everything deleted while their statement is on its way leaves none', async () => {
  await using desk = await studio();
  const [own] = (await desk.make()).buttons;
  const pressed = desk.press(own);
  desk.forget();
  expect((await pressed).text).toMatch(/was discarded/);
  expect(await desk.store.consents.given(ann.id, desk.hash)).toBeUndefined();
  expect(desk.asked).toEqual([]);
});

test('the words of a recording that became a voice are asked for anew: they went with the voice', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  await desk.press(buttonOf(heard.buttons[0], 'keep'));
  expect((await desk.press((await desk.make(ann, 'Other')).buttons[0])).text).toMatch(/Heard 2\./);
});

test('a voice that is kept by two presses is kept once', async () => {
  await using desk = await studio();
  const keep = buttonOf((await desk.press((await desk.make()).buttons[0])).buttons[0], 'keep');
  const both = await Promise.all([desk.press(keep), desk.press(keep)]);
  expect(both.filter(({ text }) => text.includes('is kept'))).toHaveLength(1);
  expect(await desk.store.voices.ownedBy(ann.id)).toHaveLength(1);
});
