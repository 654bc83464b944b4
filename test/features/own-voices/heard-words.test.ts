import { expect, test, vi } from 'vitest';

import { HeardWords } from '#features/own-voices/heard-words.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Payer, Transcribe } from '#speech/speech.ts';

import { anyClip, hashOf } from '../../store/folder.ts';
import { stopClocks } from '../../virtual-time.ts';

const ann = { id: 'ann', guildId: 'club' };
const bob = { id: 'bob', guildId: undefined };
const never = new AbortController().signal;

function recording() {
  const clip = anyClip();
  const { format, durationMs, bytes } = clip;
  return { clip, facts: { hash: hashOf(clip), format, durationMs, sizeBytes: bytes.byteLength } };
}

/** Answers in turn, and notes who paid for each answer. */
function service(...answers: (string | Error)[]) {
  const payers: (Payer | undefined)[] = [];
  const transcribe: Transcribe = async (_, { payer }) => {
    payers.push(payer);
    const answer = answers.shift() ?? '';
    if (answer instanceof Error) throw answer;
    return { text: answer };
  };
  return { payers, transcribe };
}

test('the service is asked once for a recording, also when it hears nothing', async () => {
  const [spoken, silent] = [recording(), recording()];
  const asking = service(' Hello there. ', '');
  const words = new HeardWords(asking.transcribe);
  for (const _ of [1, 2]) {
    expect(await words.of(ann, spoken, undefined, never)).toBe('Hello there.');
    expect(await words.of(ann, silent, undefined, never)).toBeUndefined();
  }
  const payer = { userId: 'ann', guildId: 'club', way: 'asked' };
  expect(asking.payers).toEqual([payer, payer]);
});

test('words that were given are used, remembered, and never asked for', async () => {
  const asking = service('Wrong.');
  const words = new HeardWords(asking.transcribe);
  const mine = recording();
  expect(await words.of(ann, mine, 'Right.', never)).toBe('Right.');
  expect(await words.of(ann, mine, undefined, never)).toBe('Right.');
  expect(await words.of(ann, mine, 'Better.', never)).toBe('Better.');
  expect(asking.payers).toEqual([]);
});

test('what could not be heard is asked for again the next time', async () => {
  const down = new SpeechError('unavailable', 'down', { engine: 'deapi' });
  const asking = service(down, 'Now.');
  const words = new HeardWords(asking.transcribe);
  const mine = recording();
  expect(await words.of(ann, mine, undefined, never)).toBeUndefined();
  expect(await words.of(ann, mine, undefined, never)).toBe('Now.');
});

test('without a service that can write words down there are none', async () => {
  expect(await new HeardWords(undefined).of(ann, recording(), undefined, never)).toBeUndefined();
});

test("one person's words are not another's, and are forgotten with the person", async () => {
  const asking = service('Heard for Bob.', 'Heard again.');
  const words = new HeardWords(asking.transcribe);
  const shared = recording();
  await words.of(ann, shared, 'Given by Ann.', never);
  expect(await words.of(bob, shared, undefined, never)).toBe('Heard for Bob.');
  words.forget('bob');
  expect(await words.of(ann, shared, undefined, never)).toBe('Given by Ann.');
  expect(await words.of(bob, shared, undefined, never)).toBe('Heard again.');
});

test('who stops waiting gets their own reason', async () => {
  const asking = service(new Error('cut off'));
  const stopped = AbortSignal.abort(new Error('the bot stops'));
  const words = new HeardWords(asking.transcribe);
  await expect(words.of(ann, recording(), undefined, stopped)).rejects.toThrow('the bot stops');
});

test('words of a recording are forgotten after a day, and asked for again', async () => {
  stopClocks();
  const asking = service('Before.', 'After.');
  const words = new HeardWords(asking.transcribe);
  const mine = recording();
  await words.of(ann, mine, undefined, never);
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(await words.of(ann, mine, undefined, never)).toBe('Before.');
  vi.advanceTimersByTime(2 * 3_600_000);
  expect(await words.of(ann, mine, undefined, never)).toBe('After.');
});
