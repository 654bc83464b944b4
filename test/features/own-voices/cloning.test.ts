import { expect, test } from 'vitest';

import { factsOf } from '#features/own-voices/clip-intake.ts';
import { sampleText } from '#features/voices/samples.ts';
import { SpeechError } from '#speech/speech.ts';

import { ann } from '../../fakes/asker.ts';
import { anyClip } from '../../store/folder.ts';
import { studio } from './studio.ts';

const down = new SpeechError('unavailable', 'down', { engine: 'deapi' });

test('a sample that fails is tried again with the same recording, statement and words', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  desk.failures.push(down);
  const failed = await desk.press(buttons.find((id) => id.includes(':permitted:')));
  expect(failed.text).toMatch(/“Mine”[\s\S]*deAPI[\s\S]*still have the recording/);
  const heard = await desk.press(failed.buttons[0]);
  expect(heard.text).toMatch(/ready to be heard[\s\S]*Heard 1\./);
  expect(desk.counts).toEqual({ fetched: 1, transcribed: 1 });
  expect((await desk.store.consents.given(ann.id, desk.hash))?.basis).toBe('permitted');
  await desk.press(heard.buttons.find((id) => id.includes(':keep:')));
  expect((await desk.store.voices.ownedBy(ann.id)).map(({ name }) => name)).toEqual(['Mine']);
});

test('a sample that failed costs no clone of the day', async () => {
  await using desk = await studio();
  desk.failures.push(...Array.from({ length: 20 }, () => down));
  let { buttons } = await desk.make();
  for (let tries = 0; tries < 20; tries += 1) ({ buttons } = await desk.press(buttons[0]));
  expect((await desk.press(buttons[0])).text).toMatch(/ready to be heard/);
});

test('a sample of corrected words that fails leaves the voice that was heard, to be kept', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  desk.failures.push(down);
  const failed = await desk.correct(heard.buttons[0], 'Other words.');
  expect(failed.text).toMatch(/as you heard it before/);
  // The words that were typed are not lost either.
  expect(desk.wordsForm(heard.buttons[0])).toContain('Other words.');
  await desk.press(failed.buttons.find((id) => id.includes(':keep:')));
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).toMatchObject({ mode: 'clone', transcript: 'Heard 1.' });
});

test('a correction that was heard takes the place of one that was not', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  desk.failures.push(down);
  await desk.correct(heard.buttons[0], 'Other words.');
  expect((await desk.correct(heard.buttons[0], 'Right words.')).text).toMatch(/Right words\./);
  const form = desk.wordsForm(heard.buttons[0]);
  expect(form).toContain('Right words.');
  expect(form).not.toContain('Other words.');
});

test('whoever takes the words away hears the voice without them, and keeps it so', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  const unworded = await desk.correct(heard.buttons[0], '  ');
  expect(unworded.text).toMatch(/sounds better when I know the words/);
  expect(desk.asked.map(({ voice }) => 'transcript' in voice)).toEqual([true, false]);
  await desk.press(unworded.buttons.find((id) => id.includes(':keep:')));
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).not.toHaveProperty('transcript');
});

test('a sample is in the language that its maker has set', async () => {
  await using desk = await studio();
  await desk.store.people.change(ann.id, { actorId: ann.id }, (person) => ({
    ...person,
    voice: { language: 'de' },
  }));
  await desk.press((await desk.make()).buttons[0]);
  expect(desk.asked).toMatchObject([{ language: 'German', text: sampleText('de') }]);
});

test.each([
  [true, ['follow-up'], []],
  [false, [], ['sample.ogg']],
])(
  'a sample where voice messages may be sent (%s) is one, else a file',
  async (may, how, files) => {
    await using desk = await studio();
    const asker = { ...ann, mayGetVoiceMessages: may };
    const { text, sent } = await desk.press((await desk.make(asker)).buttons[0], asker);
    expect(text).toMatch(/ready to be heard/);
    expect(sent.flatMap((one) => (one.how === 'follow-up' ? [one.how] : []))).toEqual(how);
    expect(sent.at(-1)?.files).toEqual(files);
  },
);

test('a sample that was made and thrown away is one of the clones of the day', async () => {
  await using desk = await studio();
  for (let made = 0; made < 20; made += 1) {
    const { buttons } = await desk.make();
    desk.during.sampling = async () => desk.forget();
    expect((await desk.press(buttons[0])).text).toMatch(/was discarded/);
  }
  expect((await desk.press((await desk.make()).buttons[0])).text).toMatch(/20 clones in a day/);
  expect(desk.asked).toHaveLength(20);
});

test('what is deleted while it is being kept is not kept', async () => {
  await using desk = await studio();
  const heard = await desk.press((await desk.make()).buttons[0]);
  desk.during.keeping = async () => {
    desk.forget();
    await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  };
  const kept = await desk.press(heard.buttons.find((id) => id.includes(':keep:')));
  expect(kept.text).toMatch(/was discarded/);
  expect(await desk.store.voices.ownedBy(ann.id)).toEqual([]);
});

test('the words of a recording are paid once for all that is made of it, until it is discarded', async () => {
  await using desk = await studio();
  const clip = { clip: anyClip(), facts: { ...factsOf(anyClip()), hash: desk.hash } };
  const heardBySay = await desk.words.of(ann, clip, undefined, AbortSignal.timeout(1_000));
  expect(heardBySay).toBe('Heard 1.');
  const heard = await desk.press((await desk.make()).buttons[0]);
  expect(heard.text).toMatch(/Heard 1\./);
  expect(desk.counts.transcribed).toBe(1);
  await desk.press(heard.buttons.find((id) => id.includes(':discard:')));
  expect((await desk.press((await desk.make()).buttons[0])).text).toMatch(/Heard 2\./);
});

test('of what is discarded while its words are written down no sample is paid for, and no word kept', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  desk.during.transcribing = async () => desk.forget();
  expect((await desk.press(buttons[0])).text).toMatch(/was discarded/);
  expect(desk.asked).toEqual([]);
  delete desk.during.transcribing;
  expect((await desk.press((await desk.make()).buttons[0])).text).toMatch(/Heard 2\./);
});

test('nothing can be tried again of what was discarded, or by somebody else', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  desk.failures.push(down);
  const failed = await desk.press(buttons[0]);
  const other = await desk.press(failed.buttons[0], { ...ann, id: '12' });
  expect(other.text).toMatch(/no longer at hand/);
  await desk.press(failed.buttons[1]);
  expect((await desk.press(failed.buttons[0])).text).toMatch(/no longer at hand/);
  expect(desk.asked).toHaveLength(1);
});

test('who is banned with their voices in a server pays for none there', async () => {
  await using desk = await studio();
  const { buttons } = await desk.make();
  await desk.store.voiceBans.ban('1', ann.id, '99');
  expect((await desk.press(buttons[0])).text).toMatch(/none of your own voices/);
  expect((await desk.make()).text).toMatch(/none of your own voices/);
  expect(desk.counts.fetched).toBe(1);
  const alone = { ...ann, guildId: undefined };
  expect((await desk.make(alone)).text).toMatch(/Whose voice/);
  expect(desk.asked).toEqual([]);
});

test('where a sample could not be heard, no recording is even fetched', async () => {
  await using desk = await studio();
  const { text } = await desk.make({
    ...ann,
    mayGetVoiceMessages: false,
    missingForFiles: 'AttachFiles',
  });
  expect(text).toMatch(/neither voice messages nor files/);
  expect(desk.counts.fetched).toBe(0);
});
