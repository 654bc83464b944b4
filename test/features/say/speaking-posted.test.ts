import { setImmediate as nextTurn } from 'node:timers/promises';

import { DiscordAPIError } from 'discord.js';
import { beforeAll, expect, test, vi } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { VoiceMessagePlaces } from '#discord/voice-message-places.ts';
import { warmWords } from '#features/wording/words.ts';
import { SpeechError } from '#speech/speech.ts';

import { PostedFiles } from '../../fakes/posted-files.ts';
import { ada, bob, heard, hello, replyOf, setUp } from './speaking-rig.ts';

beforeAll(() => warmWords());

test('in no call it is posted as a voice message', async () => {
  const { calls, speaking } = setUp();
  const { answers, reply } = replyOf();
  await speaking.say(ada, hello, reply);
  expect(calls.joined).toEqual([]);
  expect(answers.sent[1]).toMatchObject({
    how: 'follow-up',
    body: {
      flags: 8192,
      attachments: [{ id: 0, filename: 'voice-message.ogg', duration_secs: 1.5, waveform: 'AAAA' }],
    },
  });
  expect(answers.sent[1]?.body).not.toHaveProperty('content');
  expect(answers.texts.at(-1)).toContain('AI voice · voice message · You are in no voice channel.');
});

test.each<[string, Partial<Asker>, object, string[], string]>([
  ['a file that was asked for is Ogg', {}, { as: 'file' }, ['speech.ogg'], 'AI voice'],
  [
    'a format is asked of the engine',
    {},
    { as: 'file', choice: { format: 'mp3' } },
    ['speech.mp3'],
    'AI voice',
  ],
  [
    'without the right to voice messages it is a file',
    { mayGetVoiceMessages: false },
    { as: 'voice message' },
    ['speech.ogg'],
    'Send Voice Messages',
  ],
])('%s', async (_, rights, ask, files, words) => {
  const { speaking } = setUp();
  const { answers, reply } = replyOf();
  await speaking.say({ ...ada, ...rights }, { ...hello, ...ask }, reply);
  expect(answers.sent.at(-1)?.files).toEqual(files);
  expect(answers.texts.at(-1)).toContain(words);
});

const refusal = (code: number, status: number): DiscordAPIError =>
  new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'https://x', {
    body: undefined,
    files: undefined,
  });

test.each([
  ['its right', refusal(50_173, 403)],
  ['any right', refusal(50_013, 403)],
  ['the flag', refusal(50_035, 400)],
])(
  'whatever refuses a voice message for %s, a file is posted, and no other is tried there',
  async (_, error) => {
    const { speaking } = setUp();
    const places = new VoiceMessagePlaces();
    const first = replyOf('new', places.of('c'));
    first.answers.failNext('follow-up', error);
    await speaking.say(ada, { ...hello, as: 'voice message' }, first.reply);
    expect(first.answers.sent.at(-1)?.files).toEqual(['speech.ogg']);
    const again = replyOf('new', places.of('c'));
    await speaking.say(ada, { ...hello, as: 'voice message' }, again.reply);
    expect(again.answers.sent.flatMap(({ files }) => files)).toEqual(['speech.ogg']);
    const elsewhere = replyOf('new', places.of('d'));
    await speaking.say(ada, { ...hello, as: 'voice message' }, elsewhere.reply);
    expect(elsewhere.answers.sent.flatMap(({ files }) => files)).toEqual(['voice-message.ogg']);
  },
);

test.each([
  ['an answer came too late', refusal(50_027, 401)],
  ['a recording was too large', refusal(40_005, 413)],
  ['Discord has trouble', refusal(0, 500)],
])('that %s says nothing of voice messages', async (_, error) => {
  const { speaking } = setUp();
  const places = new VoiceMessagePlaces();
  const { answers, reply } = replyOf('new', places.of('c'));
  answers.failNext('follow-up', error);
  await expect(speaking.say(ada, { ...hello, as: 'voice message' }, reply)).rejects.toThrow('no');
  expect(places.of('c').isRefusing).toBe(false);
});

test('a format that is too large is posted as Ogg, and that is said', async () => {
  const { renderedFiles, speaking } = setUp();
  renderedFiles.sizes.original = 5_000;
  const { answers, reply } = replyOf();
  await speaking.say(ada, { ...hello, as: 'file', choice: { format: 'mp3' } }, reply);
  expect(answers.sent.at(-1)?.files).toEqual(['speech.ogg']);
  expect(answers.texts.at(-1)).toContain(
    'as Ogg, because the mp3 is larger than Discord takes here',
  );
});

test.each([
  [
    'a file that no format makes small enough',
    { sizes: { voice: 5_000, original: 5_000 } },
    {},
    /at most 0\.0 MiB here/,
  ],
  [
    'a place without the right to files',
    {},
    { mayGetVoiceMessages: false, missingForFiles: 'AttachFiles' },
    /\*\*Attach Files\*\*/,
  ],
  [
    'a place where it may not write',
    {},
    { mayGetVoiceMessages: false, missingForFiles: 'SendMessages' },
    /\*\*Send Messages\*\*/,
  ],
] as const)('%s is refused in a sentence', async (_, recorded, rights, sentence) => {
  const { renderedFiles, speaking } = setUp();
  Object.assign(renderedFiles, recorded);
  await expect(speaking.say({ ...ada, ...rights }, hello, replyOf().reply)).rejects.toThrow(
    sentence,
  );
});

test('a file that was asked for is refused as well when it is too large', async () => {
  const { renderedFiles, speaking } = setUp();
  renderedFiles.sizes.voice = 5_000;
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, { ...hello, as: 'file' }, reply);
  await expect(said).rejects.toThrow(/at most 0\.0 MiB here/);
  expect(answers.sent.flatMap(({ files }) => files)).toEqual([]);
});

test.each([
  ['', /the text is empty/],
  [' \u200B ', /the text is empty/],
  ['?!…', /no letters or digits/],
  ['~'.repeat(2_000), /no letters or digits/],
  ['a'.repeat(4_001), /longer than 4,000 characters/],
])('the text %j is refused before anything is asked for', async (text, sentence) => {
  const { renderer, renderedFiles, speaking } = setUp();
  await expect(speaking.say(ada, { ...hello, text }, replyOf().reply)).rejects.toThrow(sentence);
  expect(renderer.rendered).toEqual([]);
  expect(renderedFiles.asked).toEqual([]);
});

test('a failure of the service reaches the person, and a model that vanished is looked for', async () => {
  const { calls, whereabouts, refreshed, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const said = speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  const error = new SpeechError('model-gone', 'gone', { engine: 'deapi' });
  calls.spoken[0]?.end({ outcome: 'failed', error });
  await expect(said).rejects.toBe(error);
  expect(refreshed).toHaveLength(1);
});

test('only its author posts it', async () => {
  const { speaking, renderedFiles, sayingId } = await heard();
  await expect(speaking.post(bob, sayingId, replyOf().reply)).rejects.toThrow(/Only the person/);
  const { answers, reply } = replyOf();
  await speaking.post(ada, sayingId, reply);
  expect(renderedFiles.asked).toEqual(['voice']);
  expect(answers.sent.at(-1)?.files).toEqual(['speech.ogg']);
});

/** Files of a file, which are made when the test lets them. */
function slowRecordings() {
  const made = new PostedFiles();
  made.hold();
  const speaking = setUp().speak(made);
  const ask = { ...hello, choice: { format: 'mp3' }, as: 'file' } as const;
  const say = (asker: Asker, text: string) => {
    const { answers, reply } = replyOf();
    return { answers, done: speaking.say(asker, { ...ask, text }, reply) };
  };
  return { made, say, speaking };
}

test('what one person has posted is made one after the other, and others’ beside it', async () => {
  const { made, say } = slowRecordings();
  const own = ['one', 'two', 'three'].map((text) => say(ada, text));
  const others = say(bob, 'four');
  await vi.waitFor(() =>
    expect(own[2]?.answers.texts.at(-1)).toContain('what you asked for before'),
  );
  expect(made.asked.map(({ text }) => text)).toEqual(['one', 'four']);
  made.go();
  await Promise.all([...own, others].map(({ done }) => done));
  expect(made.asked.map(({ text }) => text)).toEqual(['one', 'four', 'two', 'three']);
  for (const { answers } of [...own, others])
    expect(answers.sent.at(-1)?.files).toEqual(['speech.mp3']);
});

test('of what one person has posted twenty wait, and of everybody’s eight are made at a time', async () => {
  const { made, say } = slowRecordings();
  const own = Array.from({ length: 21 }, (_, at) => say(ada, `${at}`));
  await expect(say(ada, 'more').done).rejects.toThrow(/still making what you asked for before/u);
  const others = Array.from({ length: 8 }, (_, at) => say({ ...bob, id: `${at}` }, 'x'));
  await vi.waitFor(() => expect(others[7]?.answers.texts.at(-1)).toContain('before it'));
  expect(made.asked).toHaveLength(8);
  made.go();
  await Promise.all([...own, ...others].map(({ done }) => done));
  expect(made.asked).toHaveLength(29);
});

test('what waits to be posted is stopped with the voice that may say it no more', async () => {
  const { made, say, speaking } = slowRecordings();
  const own = ['one', 'two'].map((text) => say(ada, text));
  await vi.waitFor(() => expect(own[1]?.answers.sent).not.toEqual([]));
  speaking.silence(({ authorId }) => authorId === 'ada');
  for (const { done } of own) await expect(done).rejects.toThrow('That was stopped');
  expect(made.asked).toHaveLength(1);
});

test('whoever named a format hears the same speech as others in a call, and gets a file of it elsewhere', async () => {
  const { calls, whereabouts, renderer, renderedFiles, speaking } = setUp();
  const ask = { ...hello, choice: { format: 'mp3' } };
  const { answers, reply } = replyOf();
  await speaking.say(ada, ask, reply);
  expect(renderedFiles.asked).toEqual(['original']);
  expect(answers.sent.at(-1)?.files).toEqual(['speech.mp3']);
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, ask, replyOf().reply);
  await vi.waitFor(() => expect(renderer.rendered).toHaveLength(1));
  expect(renderer.rendered[0]?.request).not.toHaveProperty('format');
});

test('what is being posted when the bot stops is given up, and its answer left for the next process', async () => {
  const { made, say, speaking } = slowRecordings();
  const { answers, done } = say(ada, 'one');
  await vi.waitFor(() => expect(made.asked).toHaveLength(1));
  speaking.close();
  await done;
  expect(answers.texts.at(-1)).toBe('I’m being restarted. Try again in a minute.');
});
