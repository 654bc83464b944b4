import { expect, test } from 'vitest';

import { SpeechError } from '#speech/speech.ts';

import { ann } from '../../fakes/asker.ts';
import { models, qwen } from '../../voices/models.ts';
import { designDesk, designer } from './desk.ts';

const button = (buttons: readonly string[], action: string): string =>
  buttons.find((id) => id.startsWith(`design:${action}:`)) ?? '';

test('three takes are asked for once each, and heard one under the other', async () => {
  await using desk = await designDesk();
  const { answers, last, buttons } = await desk.make('A calm woman');
  expect(desk.speech.asked).toHaveLength(3);
  expect(desk.speech.asked[0]).toMatchObject({
    model: designer.slug,
    language: 'English',
    voice: { mode: 'design', description: 'A calm woman' },
  });
  expect(answers.sent.filter(({ how }) => how === 'follow-up')).toHaveLength(3);
  expect(last).toMatch(/Takes 1 to 3[\s\S]*\$0\.0045 · 9 more tries today/);
  expect(buttons.filter((id) => id.includes('keep'))).toHaveLength(3);
});

test.each([
  ['', /Describe the voice in words/],
  ['   ', /Describe the voice in words/],
  ['!?… 🔥 123', /Describe the voice in words/],
  ['a'.repeat(1_001), /longer than 1,000 characters/],
])('the description %j is refused before anything is asked for', async (description, sentence) => {
  await using desk = await designDesk();
  expect((await desk.make(description)).text).toMatch(sentence);
  expect(desk.speech.asked).toEqual([]);
});

test('a description is one line for the service, whatever was typed', async () => {
  await using desk = await designDesk();
  await desk.make(' A calm\n\u0000 woman\u2028 ');
  expect(desk.speech.asked[0]?.voice).toMatchObject({ description: 'A calm woman' });
});

test('takes are in the language that was asked for, else in the person’s own', async () => {
  await using desk = await designDesk();
  await desk.store.people.change(ann.id, { actorId: ann.id }, (settings) => ({
    ...settings,
    voice: { language: 'de' },
  }));
  await desk.make('A calm woman');
  expect(desk.speech.asked[0]).toMatchObject({ language: 'German' });
  expect(desk.speech.asked[0]?.text).toMatch(/^Hallo/);
  await desk.make('A calm woman', 'Made', ann, 'zh');
  expect(desk.speech.asked.at(-1)?.text).toMatch(/^你好/);
  const { text } = await desk.make('A calm woman', 'Made', ann, 'fi');
  expect(text).toMatch(/only in English, German, and Chinese/);
  for (const [typed, locale] of [
    ['ger', 'en-US'],
    ['ドイツ', 'ja'],
  ] as const) {
    const [language, ...others] = desk.designs.languages(typed, { locale });
    expect([language?.value, language && ann.t(language.name)]).toEqual(['de', 'German']);
    expect(others).toEqual([]);
  }
});

test.each([
  [models, '/clone make makes a voice of a recording'],
  [[qwen], '/voice browse shows the voices that there are'],
])('an engine that designs nothing says so, and what there is', async (known, instead) => {
  await using desk = await designDesk(known);
  const { text } = await desk.make('A calm woman');
  expect(text).toContain('can’t design voices: deAPI’s models can');
  expect(text).toContain(instead);
});

const failed = new SpeechError('job-failed', 'no', { engine: 'deapi', retryable: false });
const unpaid = new SpeechError('balance', 'no', { engine: 'deapi' });

test('of takes that fail the others are heard, and why is said once', async () => {
  await using desk = await designDesk();
  desk.speech.failures.push(failed, undefined, failed);
  const { last, buttons } = await desk.make('A calm woman');
  expect(last).toMatch(
    /Takes that did not come: 2 of 3\. deAPI could not speak this\. Change[^.]*\.\n/,
  );
  expect(last).toMatch(/\*\*Take 1\*\*/);
  expect(buttons.filter((id) => id.includes('keep'))).toHaveLength(1);
});

test('a try of which nothing came costs none, and can be tried again', async () => {
  await using desk = await designDesk();
  desk.speech.failures.push(unpaid, unpaid, unpaid);
  const { last, buttons } = await desk.make('A calm woman');
  expect(last).toMatch(/No take could be made\. This bot’s balance at deAPI is used up/);
  const again = await desk.edit(button(buttons, 'edit'), 'Made', 'A calm woman');
  expect(again.last).toMatch(/Takes 1 to 3[\s\S]*9 more tries today/);
});

test('a bug in a take is no secret of the log, and the person is told', async () => {
  await using desk = await designDesk();
  desk.speech.failures.push(new TypeError('oops'));
  const { last } = await desk.make('A calm woman');
  expect(last).toMatch(/Takes that did not come: 1 of 3\. Something went wrong/);
  expect(desk.log.lines.some(({ message }) => message === 'something went wrong')).toBe(true);
});

test('takes of an earlier try stay when a later one fails, and cost nothing again', async () => {
  await using desk = await designDesk();
  const { buttons } = await desk.make('A calm woman');
  desk.speech.failures.push(unpaid, unpaid, unpaid);
  const again = await desk.press(button(buttons, 'again'));
  expect(again.last).toMatch(/No take could be made[\s\S]*Takes 1 to 3[\s\S]*9 more tries today/);
  // Nor are they given up for what can't be made at all.
  expect((await desk.make('A man', 'Other', ann, 'fi')).text).toMatch(/only in English/);
  expect((await desk.press(button(buttons, 'keep'))).text).toMatch(/is kept/);
});

test('a day has so many tries', async () => {
  await using desk = await designDesk();
  for (let tried = 0; tried < 10; tried += 1)
    await desk.store.quotas.spend(ann.id, { what: 'design', max: 10, perMs: 24 * 3_600_000 });
  expect((await desk.make('A calm woman')).text).toMatch(/10 tries in a day, which is the most/);
  expect(desk.speech.asked).toEqual([]);
});

test('another name alone costs nothing, and one that is taken is refused with the takes still there', async () => {
  await using desk = await designDesk();
  const first = await desk.make('A calm woman', 'One');
  await desk.press(button(first.buttons, 'keep'));
  const { buttons } = await desk.make('A calm man', 'Two');
  const edit = button(buttons, 'edit');
  expect((await desk.edit(edit, 'One', 'A calm man')).text).toMatch(/called “One” already/);
  const renamed = await desk.edit(edit, 'Three', 'A calm man');
  expect(renamed.last).toMatch(/“Three”[\s\S]*Takes 1 to 3/);
  expect(desk.speech.asked).toHaveLength(6);
  const changed = await desk.edit(edit, 'Three', 'A wild man');
  expect(changed.last).toMatch(/> A calm man[\s\S]*Takes 4 to 6[\s\S]*> A wild man/);
  await desk.press(changed.buttons.findLast((id) => id.includes('keep')) ?? '');
  const kept = await desk.store.voices.ownedBy(ann.id);
  expect(
    kept.map(({ name, sound }) => [name, 'description' in sound && sound.description]),
  ).toEqual([
    ['One', 'A calm woman'],
    ['Three', 'A wild man'],
  ]);
});

test('who is banned with their voices in a server pays for no takes there, and keeps those they have', async () => {
  await using desk = await designDesk();
  const { buttons } = await desk.make('A calm woman');
  await desk.store.voiceBans.ban('1', ann.id, '99');
  const again = await desk.press(buttons.find((id) => id.includes('again')) ?? '');
  expect(again.text).toMatch(/none of your own voices/);
  expect((await desk.make('A wild man')).text).toMatch(/none of your own voices/);
  expect(desk.speech.asked).toHaveLength(3);
  await desk.press(buttons.find((id) => id.includes('keep')) ?? '');
  expect(await desk.store.voices.ownedBy(ann.id)).toHaveLength(1);
  const alone = { ...ann, guildId: undefined };
  expect((await desk.make('A wild man', 'Wild', alone)).text).toMatch(/Takes 1 to 3/);
});
