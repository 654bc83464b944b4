import { expect, test, vi } from 'vitest';

import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';
import { SpeechError } from '#speech/speech.ts';

import { ann } from '../../fakes/asker.ts';
import { stopClocks } from '../../virtual-time.ts';
import { studio } from './once-studio.ts';

// Texts that could not be said in the voice of a recording, and are tried again.

test('what could not be spoken is tried again by its owner, without the recording or its words being asked for again', async () => {
  let transcribed = 0;
  await using desk = await studio({
    transcribe: () => Promise.resolve({ text: `Heard ${(transcribed += 1)}.` }),
  });
  const { draftId } = await desk.say();
  desk.failures.push(
    new SpeechError('unavailable', 'down', { engine: 'deapi' }),
    new UserError(ownWords('Too much is waiting.')),
  );
  const failed = await desk.agree(draftId);
  expect(failed.text).toMatch(/deAPI[\s\S]*still have the recording/);
  expect((await desk.again(failed.draftId, { ...ann, id: 'bob' })).text).toMatch(
    /no longer at hand/,
  );
  const full = await desk.again(failed.draftId);
  expect(full.text).toMatch(/Too much is waiting/);
  const [, twice] = await Promise.all([desk.again(full.draftId), desk.again(full.draftId)]);
  expect(twice.text).toMatch(/no longer at hand/);
  expect(desk.said.map(({ choice }) => choice.recording?.transcript)).toEqual([
    'Heard 1.',
    'Heard 1.',
    'Heard 1.',
  ]);
  expect(transcribed).toBe(1);
});

test('a recording that failed is forgotten 15 minutes after it was last tried again', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  desk.failures.push(
    new UserError(ownWords('Too much is waiting.')),
    new UserError(ownWords('Too much is waiting.')),
  );
  const minuteMs = 60_000;
  stopClocks();
  let failed = await desk.agree(draftId);
  vi.advanceTimersByTime(15 * minuteMs - 1_000);
  failed = await desk.again(failed.draftId);
  expect(failed.text).toMatch(/Too much is waiting/);
  vi.advanceTimersByTime(15 * minuteMs + 1_000);
  expect((await desk.again(failed.draftId)).text).toMatch(/no longer at hand/);
  expect(desk.said).toHaveLength(2);
});

test('what failed is not tried again once it was discarded, or the statement is gone', async () => {
  await using desk = await studio();
  const fail = async (draftId: string) => {
    desk.failures.push(new Error('broken'));
    return desk.agree(draftId);
  };
  const discarded = await fail((await desk.say()).draftId);
  expect(discarded.text).toMatch(/this number/);
  await desk.cancel(discarded.draftId);
  expect((await desk.again(discarded.draftId)).text).toMatch(/no longer at hand/);
  await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  const taken = await fail((await desk.say()).draftId);
  await desk.store.personalData.forget(ann.id, { keepOptOut: false });
  expect((await desk.again(taken.draftId)).text).toMatch(/statement about the recording is gone/);
  expect(desk.said).toHaveLength(2);
});

test('what failed costs no clone of the day', async () => {
  await using desk = await studio();
  for (let tries = 0; tries <= 20; tries += 1) {
    await desk.store.personalData.forget(ann.id, { keepOptOut: false });
    desk.failures.push(new SpeechError('unavailable', 'down', { engine: 'deapi' }));
    const { text } = await desk.agree((await desk.say()).draftId);
    expect(text).toMatch(/deAPI/);
  }
});

test('of somebody who has everything deleted while it is said nothing waits to be tried again', async () => {
  await using desk = await studio();
  const { draftId } = await desk.say();
  desk.failures.push(() => {
    desk.forget(ann.id);
    return new SpeechError('unavailable', 'down', { engine: 'deapi' });
  });
  const failed = await desk.agree(draftId);
  expect(failed.draftId).toBe('');
  expect(failed.text).not.toMatch(/still have the recording/);
});

test('who is banned after it failed has no words written down to be refused', async () => {
  let transcribed = 0;
  await using desk = await studio({
    async transcribe() {
      transcribed += 1;
      throw new SpeechError('unavailable', 'down', { engine: 'deapi' });
    },
  });
  desk.failures.push(new UserError(ownWords('Too much is waiting.')));
  const failed = await desk.agree((await desk.say()).draftId);
  await desk.store.voiceBans.ban('1', ann.id, 'admin');
  expect((await desk.again(failed.draftId)).text).toMatch(/none of your own voices/);
  expect([transcribed, desk.said.length]).toEqual([1, 1]);
});

test('the words of a recording that is discarded after it failed are asked for anew', async () => {
  let transcribed = 0;
  await using desk = await studio({
    transcribe: () => Promise.resolve({ text: `Heard ${(transcribed += 1)}.` }),
  });
  desk.failures.push(new UserError(ownWords('Too much is waiting.')));
  const failed = await desk.agree((await desk.say()).draftId);
  await desk.cancel(failed.draftId);
  await desk.say();
  expect(desk.said.map(({ choice }) => choice.recording?.transcript)).toEqual([
    'Heard 1.',
    'Heard 2.',
  ]);
});
