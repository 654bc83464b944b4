import { expect, test, vi } from 'vitest';

import { ann } from '../../fakes/asker.ts';
import { clipFilesIn, filesHolding } from '../../store/folder.ts';
import { cloner } from '../../voices/models.ts';
import { designDesk, designer } from './desk.ts';

const bob = { ...ann, id: '12', name: 'Bob' };
const button = (buttons: readonly string[], action: string): string =>
  buttons.find((id) => id.startsWith(`design:${action}:`)) ?? '';

test('a kept take is cloned from, with the words that it says', async () => {
  await using desk = await designDesk();
  desk.speech.secs = 4;
  const { buttons } = await desk.make('A calm woman', 'Calm');
  const { text } = await desk.press(button(buttons, 'keep'));
  expect(text).toMatch(/“Calm” is kept[\s\S]*clone of take 1/);
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).toMatchObject({
    mode: 'design',
    description: 'A calm woman',
    transcript: desk.speech.asked[0]?.text,
    clip: { format: 'mp3' },
  });
  expect(await clipFilesIn(desk.folder)).toHaveLength(1);
  expect((await desk.press(button(buttons, 'keep'))).text).toMatch(/no longer at hand/);
});

test('a take that is too short for a clone is kept as its description', async () => {
  await using desk = await designDesk();
  desk.speech.secs = 2;
  const { buttons } = await desk.make('A calm woman', 'Calm');
  const { text } = await desk.press(button(buttons, 'keep'));
  expect(text).toMatch(/kept as its description, since take 1 can’t be cloned/);
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  expect(kept?.sound).not.toHaveProperty('clip');
});

test('a take in a language that no model clones in is kept as its description', async () => {
  const languages = cloner.languages.filter(({ tag }) => tag === 'de');
  await using desk = await designDesk([designer, { ...cloner, languages }]);
  desk.speech.secs = 4;
  const { buttons } = await desk.make('A calm woman', 'Calm', ann, 'en');
  const { text } = await desk.press(button(buttons, 'keep'));
  expect(text).toMatch(/since no model here clones voices in this language/);
});

test('of a take that is too long a part is cloned, without words that it does not say', async () => {
  await using desk = await designDesk();
  desk.speech.secs = 13;
  const { buttons } = await desk.make('A calm woman', 'Calm');
  expect((await desk.press(button(buttons, 'keep'))).text).toMatch(/clone of take 1/);
  const [kept] = await desk.store.voices.ownedBy(ann.id);
  const clip = kept && 'clip' in kept.sound ? kept.sound.clip : undefined;
  expect(clip?.durationMs).toBeLessThan(10_000);
  expect(kept?.sound).not.toHaveProperty('transcript');
});

test('what is deleted while a take is being kept is not kept', async () => {
  await using desk = await designDesk();
  desk.speech.secs = 4;
  const { buttons } = await desk.make('A calm woman', 'Calm');
  desk.during.keeping = async () => {
    desk.designs.forget(ann.id);
    await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  };
  expect((await desk.press(button(buttons, 'keep'))).text).toMatch(/was discarded/);
  expect(await desk.store.voices.ownedBy(ann.id)).toEqual([]);
  expect(await clipFilesIn(desk.folder)).toEqual([]);
});

test('nobody but who made them gets at takes', async () => {
  await using desk = await designDesk();
  const { buttons } = await desk.make('A calm woman');
  const ids = ['keep', 'again', 'edit', 'discard', 'hear'].map((action) => button(buttons, action));
  for (const id of [...ids.slice(0, 4), ids[0]?.replace('keep', 'hear') ?? '']) {
    expect((await desk.press(id, bob)).text).toMatch(/no longer at hand/);
  }
  expect((await desk.edit(ids[2] ?? '', 'X', 'Y', bob)).text).toMatch(/no longer at hand/);
  expect(await desk.store.voices.ownedBy(bob.id)).toEqual([]);
});

test('whatever is pressed twice is done once', async () => {
  await using desk = await designDesk();
  const { buttons } = await desk.make('A calm woman');
  const again = button(buttons, 'again');
  const both = await Promise.all([desk.press(again), desk.press(again)]);
  expect(both.map(({ last }) => last).join()).toMatch(/Takes 4 to 6[\s\S]*One moment/);
  expect(desk.speech.asked).toHaveLength(6);
});

test('takes that come after their maker had everything deleted are neither heard nor kept', async () => {
  await using desk = await designDesk();
  const { promise, resolve } = Promise.withResolvers<void>();
  desk.speech.gate = promise;
  const making = desk.make('A calm woman');
  await expect.poll(() => desk.speech.asked.length).toBe(3);
  desk.designs.forget(ann.id);
  resolve();
  const { answers, last } = await making;
  expect(answers.sent.filter(({ how }) => how === 'follow-up')).toEqual([]);
  expect(last).toMatch(/was discarded/);
});

test('a discarded design leaves nothing', async () => {
  await using desk = await designDesk();
  const { buttons } = await desk.make('A peculiar woman');
  await desk.press(button(buttons, 'discard'));
  expect((await desk.press(button(buttons, 'keep'))).text).toMatch(/no longer at hand/);
  expect(await filesHolding(desk.folder, 'peculiar')).toEqual([]);
  expect(await clipFilesIn(desk.folder)).toEqual([]);
});

test('takes that nobody kept are gone after a quarter of an hour', async () => {
  await using desk = await designDesk();
  const { buttons } = await desk.make('A calm woman');
  const laterMs = performance.now() + 20 * 60_000;
  const clock = vi.spyOn(performance, 'now').mockReturnValue(laterMs);
  const { text } = await desk.press(button(buttons, 'keep'));
  clock.mockRestore();
  expect(text).toMatch(/no longer at hand/);
});

test('where no voice messages may be sent, takes are files, and where neither may, nothing is paid', async () => {
  await using desk = await designDesk();
  const silent = { ...ann, mayGetVoiceMessages: false };
  const { answers } = await desk.make('A calm woman', 'Made', silent);
  expect(answers.sent.at(-1)?.files).toEqual(['take-1.ogg', 'take-2.ogg', 'take-3.ogg']);
  const { text } = await desk.make('A calm woman', 'Made', {
    ...silent,
    missingForFiles: 'AttachFiles',
  });
  expect(text).toMatch(/neither voice messages nor files/);
  expect(desk.speech.asked).toHaveLength(3);
});

test('a take that Discord did not take as a voice message is a file, and can be kept', async () => {
  await using desk = await designDesk();
  desk.postFailures.push(undefined, new Error('socket closed'));
  const { answers, last, buttons } = await desk.make('A calm woman');
  expect(last).toMatch(/Takes 1 to 3/);
  expect(answers.sent.at(-1)?.files).toEqual(['take-2.ogg', 'take-3.ogg']);
  expect((await desk.press(button(buttons, 'keep').replace(/1$/, '2'))).text).toMatch(/is kept/);
});

test('the newest takes are played to who is in the call with the bot, in order', async () => {
  await using desk = await designDesk();
  desk.calls.inChannel('1', '5');
  const outside = await desk.make('A calm woman');
  expect(button(outside.buttons, 'hear')).toBe('');
  desk.whereabouts.put(ann.id, '5');
  desk.speech.secs = 2;
  const { buttons } = await desk.press(button(outside.buttons, 'again'));
  await desk.press(button(buttons, 'hear'));
  const { signal } = new AbortController();
  const tracks = desk.calls.spoken.map(({ utterance }) => utterance.render(signal));
  expect(tracks).toHaveLength(3);
  for (const track of tracks) expect(track.durationMs).toBeGreaterThan(1_500);
  desk.whereabouts.put(ann.id, '6');
  expect((await desk.press(button(buttons, 'hear'))).text).toMatch(/Join the call that I am in/);
});

test('a try that was replaced before its takes came counts, since they are paid', async () => {
  await using desk = await designDesk();
  const { promise, resolve } = Promise.withResolvers<void>();
  desk.speech.gate = promise;
  const first = desk.make('A calm woman', 'One');
  await expect.poll(() => desk.speech.asked.length).toBe(3);
  const second = desk.make('A calm woman', 'Two');
  await expect.poll(() => desk.speech.asked.length).toBe(6);
  resolve();
  expect((await first).text).toMatch(/another one took its place/);
  expect((await second).last).toMatch(/8 more tries today/);
  expect((await desk.make('A calm woman', 'Three')).last).toMatch(/7 more tries today/);
});

test('a bot that stops says so, and does not count the try', async () => {
  await using desk = await designDesk();
  desk.closing.abort(new Error('the bot stops'));
  expect((await desk.make('A calm woman')).last).toMatch(/being restarted/);
});
