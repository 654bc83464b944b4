import { setImmediate as nextTurn } from 'node:timers/promises';

import { DiscordAPIError } from 'discord.js';
import { beforeAll, expect, test, vi } from 'vitest';

import { queueFull } from '#call/queue-full.ts';
import type { Asker } from '#discord/asker.ts';
import { Reply } from '#discord/reply.ts';
import { VoiceMessagePlaces } from '#discord/voice-message-places.ts';
import type { VoiceMessagePlace } from '#discord/voice-message-places.ts';
import { UserError } from '#errors.ts';
import type { Recordings } from '#features/say/posting.ts';
import { Speaking } from '#features/say/speaking.ts';
import { languagesOf } from '#features/wording/dictionaries.ts';
import { foundLanguage, warmWords, wordsToSay } from '#features/wording/words.ts';
import { SpeechError } from '#speech/speech.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { FakeAnswers } from '../../fakes/answers.ts';
import { ann } from '../../fakes/asker.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { PostedRecordings } from '../../fakes/posted-recordings.ts';
import { FakeRenderer } from '../../fakes/speech.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { stopClocks } from '../../virtual-time.ts';
import { models } from '../../voices/models.ts';

beforeAll(() => warmWords());

const ada: Asker = {
  ...ann,
  id: 'ada',
  name: 'Ada *x*',
  guildId: 'g',
  channelId: 'c',
  uploadLimitBytes: 1_000,
};
const bob: Asker = { ...ada, id: 'bob', name: 'Bob' };

/** Files of a size that the test chooses. */
class FakeRecordings implements Recordings {
  readonly asked: string[] = [];
  sizes = { voice: 100, original: 100 };
  failure: Error | undefined;

  async voice() {
    this.asked.push('voice');
    if (this.failure) throw this.failure;
    return { bytes: new Uint8Array(this.sizes.voice), durationSecs: 1.5, waveform: 'AAAA' };
  }

  async original(_request: unknown, sizeLimitBytes: number) {
    this.asked.push('original');
    if (this.failure) throw this.failure;
    const { original, voice } = this.sizes;
    return original <= sizeLimitBytes
      ? { bytes: new Uint8Array(original), format: 'mp3', isConverted: false }
      : { bytes: new Uint8Array(voice), format: 'ogg', isConverted: true };
  }
}

/** Nobody has set anything, and nobody keeps a voice. */
const nothingSet = {
  people: { get: () => Promise.resolve(personSettings.parse({})), change: never },
  members: { get: () => Promise.resolve(memberSettings.parse({})), change: never },
  serverSettings: { get: () => Promise.resolve(serverSettings.parse({})), change: never },
  voices: {
    ownedBy: () => Promise.resolve([]),
    sharedWith: () => Promise.resolve([]),
    find: () => Promise.resolve(undefined),
    keep: never,
    rename: never,
    remove: never,
  },
  clips: { read: never },
};

function never(): never {
  throw new Error('speaking changes nothing');
}

function setUp() {
  const calls = new FakeCalls();
  const whereabouts = new FakeWhereabouts();
  const renderer = new FakeRenderer();
  const recordings = new FakeRecordings();
  const refreshed: number[] = [];
  /** The lines that are kept in case the bot is started anew, and whether it stops. */
  const kept: unknown[] = [];
  const stopping = { isHeld: false };
  const book = voiceBook(models);
  const catalogue = {
    book,
    search: voiceSearch(book),
    known: () => Promise.resolve(),
    refresh: () => Promise.resolve(void refreshed.push(1)),
  };
  const speak = (posted: Recordings): Speaking =>
    new Speaking({
      calls,
      whereabouts,
      catalogue,
      chooser: chooser({ catalogue, ...nothingSet }),
      renderer,
      recordings: posted,
      lines: {
        keep: (line) => {
          kept.push(line);
          return { over: ({ outcome }) => !(stopping.isHeld && outcome === 'left') };
        },
      },
      words: async (text) => ({
        pieces: await wordsToSay(text),
        written: foundLanguage(text, [], languagesOf(book.models)),
        withoutPatterns: false,
      }),
    });
  const speaking = speak(recordings);
  return { calls, whereabouts, renderer, recordings, refreshed, speaking, speak, kept, stopping };
}

function replyOf(target: 'new' | 'same' = 'new', voiceMessages?: VoiceMessagePlace) {
  const answers = new FakeAnswers();
  const reply = new Reply({
    origin: { id: '7', applicationId: '8', token: 't' },
    answers,
    log: new FakeLog(),
    ephemeral: false,
    target,
    expiresAtMs: Date.now() + 60_000,
    ...(voiceMessages && { voiceMessages }),
    editPauseMs: 0,
  });
  return { answers, reply };
}

const hello = { text: 'hello there', choice: {}, as: 'speak' as const };

test('in the same call it is spoken in the same turn, before anything is sent', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  expect(calls.spoken).toHaveLength(1);
  expect(renderer.rendered[0]?.request).toMatchObject({ text: 'hello there', model: 'Kokoro' });
  expect(answers.sent).toEqual([]);
});

test('the reply says who speaks, what, in which voice, and how it ended', async () => {
  const { calls, whereabouts, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await nextTurn();
  calls.spoken[0]?.start(true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  const states = answers.texts.map((text) => text.split('\n').at(-1));
  expect(states).toEqual(['-# Being made …', '-# Speaking …', '-# Spoken']);
  expect(answers.texts[0]).toContain(String.raw`**Ada \*x\*** · Alloy, English (US)`);
  expect(answers.texts[0]).toContain('> hello there');
});

test('what is made ahead waits for who is before it, not for the speech service', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  const { answers, reply } = replyOf();
  void speaking.say(ada, { ...hello, text: 'hello again' }, reply);
  await vi.waitFor(() => expect(answers.texts.at(-1)).toMatch(/-# .*1 /));
  const waits = answers.texts.at(-1);
  calls.spoken[1]?.utterance.render(new AbortController().signal);
  renderer.rendered[1]?.context.onProgress?.({ phase: 'fetching' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts.at(-1)).toBe(waits);
  calls.spoken[1]?.move(0);
  renderer.rendered[1]?.context.onProgress?.({ phase: 'fetching' });
  await vi.waitFor(() => expect(answers.texts.at(-1)).toContain('Nearly there'));
});

test('while it is heard the reply says so, whatever of it is still being made', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  const progress = renderer.rendered[0]?.context.onProgress;
  progress?.({ phase: 'queued' });
  await vi.waitFor(() => expect(answers.texts.at(-1)).toContain('Waiting for the speech service'));
  calls.spoken[0]?.start(true);
  await vi.waitFor(() => expect(answers.texts.at(-1)).toContain('Speaking …'));
  progress?.({ phase: 'fetching' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts.at(-1)).toContain('Speaking …');
});

test('the reply says what it cost, and when another engine spoke', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await nextTurn();
  for (const costUsd of [0.0004, 0.0004])
    renderer.rendered[0]?.context.onSpoken?.({ engine: 'embedded', costUsd });
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  expect(answers.texts.at(-1)).toMatch(/Spoken · in another voice, .* · \$0\.0008$/);
});

test('what waits says how many are before it', async () => {
  const { calls, whereabouts, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts[0]).toContain('Waiting: 1 before it');
  for (const [before, shown] of [
    [2, 'Waiting: 2 before it'],
    [0, 'Being made …'],
  ] as const) {
    calls.spoken[1]?.move(before);
    await expect.poll(() => answers.texts.at(-1)).toContain(shown);
  }
});

test('what has no room in the queue while the bot joins is refused, and made no longer', async () => {
  const { calls, whereabouts, renderer, recordings, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const refusal = queueFull.ofOneself(20);
  calls.speak = () => {
    throw refusal;
  };
  await expect(speaking.say(ada, hello, replyOf().reply)).rejects.toBe(refusal);
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
  expect(recordings.asked).toEqual([]);
});

test('a joining that fails for another reason is told, and what was to be said is made and waits no longer', async () => {
  const { calls, whereabouts, renderer, recordings, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const bug = new TypeError('x is undefined');
  calls.joining = () => Promise.reject(bug);
  await expect(speaking.say(ada, hello, replyOf().reply)).rejects.toBe(bug);
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
  expect(calls.queue('g')).toEqual([]);
  expect(recordings.asked).toEqual([]);
});

test('the speech is asked for while the bot joins', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  whereabouts.put('ada', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  const { answers, reply } = replyOf();
  void speaking.say(ada, hello, reply);
  await nextTurn();
  expect(calls.joined).toEqual([{ guildId: 'g', channelId: 'a' }]);
  expect(renderer.rendered).toHaveLength(1);
  joined.resolve();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(answers.texts[0]).toContain('Joining <#a>');
  expect(calls.spoken).toHaveLength(1);
  expect(renderer.rendered).toHaveLength(1);
});

test('what is said while the bot joins is heard after what made it join', async () => {
  const { calls, whereabouts, speaking } = setUp();
  whereabouts.put('ada', 'a');
  whereabouts.put('bob', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  void speaking.say(ada, hello, replyOf().reply);
  await nextTurn();
  void speaking.say(bob, hello, replyOf().reply);
  await nextTurn();
  joined.resolve();
  await nextTurn();
  expect(calls.queue('g').map(({ authorId }) => authorId)).toEqual(['ada', 'bob']);
});

test('when the bot can’t join, the speech is posted and it says why', async () => {
  const { calls, whereabouts, renderer, recordings, speaking } = setUp();
  whereabouts.put('ada', 'a');
  calls.joining = () => Promise.reject(new UserError('Outbound UDP is blocked.'));
  const { answers, reply } = replyOf();
  await speaking.say(ada, hello, reply);
  expect(recordings.asked).toEqual(['voice']);
  expect(answers.sent.find(({ how }) => how === 'follow-up')).toMatchObject({
    files: ['voice-message.ogg'],
  });
  expect(answers.texts.at(-1)).toContain('Outbound UDP is blocked.');
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(false);
  // It is heard once: a call that comes about later doesn't say it as well.
  expect(calls.queue('g')).toEqual([]);
});

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

test('that an answer came too late says nothing of voice messages', async () => {
  const { speaking } = setUp();
  const places = new VoiceMessagePlaces();
  const { answers, reply } = replyOf('new', places.of('c'));
  answers.failNext('follow-up', refusal(50_027, 401));
  await expect(speaking.say(ada, { ...hello, as: 'voice message' }, reply)).rejects.toThrow('no');
  expect(places.of('c').isRefusing).toBe(false);
});

test('a format that is too large is posted as Ogg, and that is said', async () => {
  const { recordings, speaking } = setUp();
  recordings.sizes.original = 5_000;
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
    { mayGetVoiceMessages: false, missingForFiles: 'Attach Files' },
    /\*\*Attach Files\*\*/,
  ],
  [
    'a place where it may not write',
    {},
    { mayGetVoiceMessages: false, missingForFiles: 'Send Messages' },
    /\*\*Send Messages\*\*/,
  ],
] as const)('%s is refused in a sentence', async (_, recorded, rights, sentence) => {
  const { recordings, speaking } = setUp();
  Object.assign(recordings, recorded);
  await expect(speaking.say({ ...ada, ...rights }, hello, replyOf().reply)).rejects.toThrow(
    sentence,
  );
});

test('a file that was asked for is refused as well when it is too large', async () => {
  const { recordings, speaking } = setUp();
  recordings.sizes.voice = 5_000;
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
  const { renderer, recordings, speaking } = setUp();
  await expect(speaking.say(ada, { ...hello, text }, replyOf().reply)).rejects.toThrow(sentence);
  expect(renderer.rendered).toEqual([]);
  expect(recordings.asked).toEqual([]);
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

async function heard() {
  const all = setUp();
  all.calls.inChannel('g', 'a');
  all.whereabouts.put('ada', 'a').put('bob', 'a');
  const { answers, reply } = replyOf();
  const said = all.speaking.say(ada, hello, reply);
  await nextTurn();
  const sayingId = all.calls.spoken[0]?.utterance.id ?? '';
  return { ...all, answers, said, sayingId };
}

test('its author skips it, others can’t', async () => {
  const { speaking, said, sayingId, answers } = await heard();
  expect(() => speaking.skip(bob, sayingId)).toThrow(/somebody else's/);
  speaking.skip(ada, sayingId);
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(() => speaking.skip(ada, sayingId)).toThrow(/already over/);
});

test('a moderator skips anybody’s', async () => {
  const { speaking, said, sayingId } = await heard();
  speaking.skip({ ...bob, moderates: true }, sayingId);
  await expect(said).resolves.toBeUndefined();
});

test('when its author has left the call, whoever is in it skips it', async () => {
  const { speaking, whereabouts, said, sayingId } = await heard();
  whereabouts.channels.delete('ada');
  speaking.skip(bob, sayingId);
  await expect(said).resolves.toBeUndefined();
});

test('skipping while the bot joins ends both', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  whereabouts.put('ada', 'a');
  calls.joining = (signal) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await nextTurn();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const sayingId = /say:skip:([\w-]+)/.exec(JSON.stringify(answers.sent[0]?.body))?.[1] ?? '';
  speaking.skip(ada, sayingId);
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
  expect(calls.queue('g')).toEqual([]);
});

test('so does skipping it in the queue', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  whereabouts.put('ada', 'a');
  calls.joining = (signal) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await nextTurn();
  expect(calls.skip('g')).toBe(true);
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(renderer.rendered[0]?.context.signal.aborted).toBe(true);
});

test('people in the call hear it again on request, others don’t', async () => {
  const { speaking, calls, whereabouts, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  const again = speaking.replay(bob, sayingId, replyOf('same').reply);
  expect(calls.spoken).toHaveLength(2);
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  whereabouts.channels.delete('bob');
  await expect(speaking.replay(bob, sayingId, replyOf('same').reply)).rejects.toThrow(
    /Join the call/,
  );
});

test('a moderator of another server skips nothing of this one', async () => {
  const { calls, speaking, sayingId } = await heard();
  const stranger = { ...bob, guildId: 'elsewhere', moderates: true };
  expect(() => speaking.skip(stranger, sayingId)).toThrow(/somebody else's/);
  expect(calls.queue('g')).toHaveLength(1);
});

test('whoever is in the call skips what its author has left behind, wherever they press the button', async () => {
  const { speaking, whereabouts, said, sayingId } = await heard();
  whereabouts.channels.delete('ada');
  speaking.skip({ ...bob, guildId: undefined }, sayingId);
  await expect(said).resolves.toBeUndefined();
});

test.each<[string, Partial<Asker>, string]>([
  ['a moderator of another server', { guildId: 'elsewhere', moderates: true }, 'b'],
  ['somebody in a call with it in another server', { guildId: 'elsewhere' }, 'b'],
])('%s does not make the bot move in this one by a replay', async (_, rights, channelId) => {
  const { speaking, calls, whereabouts, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  // The bot is alone now, so that whoever may call it could have it come.
  whereabouts.channels.clear();
  whereabouts.put('bob', channelId);
  calls.inChannel('elsewhere', channelId);
  const replaying = speaking.replay({ ...bob, ...rights }, sayingId, replyOf('same').reply);
  const refusal = replaying.catch((error: unknown) => error);
  await nextTurn();
  expect(calls.joined).toEqual([]);
  expect(await refusal).toMatchObject({ message: expect.stringContaining('Join the call') });
});

test('whoever is in the call hears it again, wherever they press the button', async () => {
  const { speaking, calls, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  void speaking.replay({ ...bob, guildId: undefined }, sayingId, replyOf('same').reply);
  await nextTurn();
  expect(calls.queue('g')).toHaveLength(1);
});

test.each([
  ['in no call', undefined, /You are in no voice channel. Only the person who said it/],
  ['in another call', 'b', /I'm speaking to people in <#a>. Only the person who said it/],
])('nobody else’s replay posts it, not even that of a moderator %s', async (_, channelId, told) => {
  const { speaking, calls, whereabouts, recordings, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  whereabouts.channels.delete('bob');
  if (channelId !== undefined) whereabouts.put('bob', channelId);
  const moderator = { ...bob, moderates: true };
  const replaying = speaking.replay(moderator, sayingId, replyOf('same').reply);
  await expect(replaying).rejects.toThrow(told);
  expect(recordings.asked).toEqual([]);
});

test('only its author posts it', async () => {
  const { speaking, recordings, sayingId } = await heard();
  await expect(speaking.post(bob, sayingId, replyOf().reply)).rejects.toThrow(/Only the person/);
  const { answers, reply } = replyOf();
  await speaking.post(ada, sayingId, reply);
  expect(recordings.asked).toEqual(['voice']);
  expect(answers.sent.at(-1)?.files).toEqual(['speech.ogg']);
});

/** Recordings of a file, which are made when the test lets them. */
function slowRecordings() {
  const made = new PostedRecordings();
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
  await vi.waitFor(() => expect(others.answers.sent).not.toEqual([]));
  expect(made.asked.map(({ text }) => text)).toEqual(['one', 'four']);
  expect(own[2]?.answers.texts.at(-1)).toContain('the recording that you asked for before');
  made.go();
  await Promise.all([...own, others].map(({ done }) => done));
  expect(made.asked.map(({ text }) => text)).toEqual(['one', 'four', 'two', 'three']);
  for (const { answers } of [...own, others])
    expect(answers.sent.at(-1)?.files).toEqual(['speech.mp3']);
});

test('of what one person has posted twenty wait, and of everybody’s eight are made at a time', async () => {
  const { made, say } = slowRecordings();
  const own = Array.from({ length: 21 }, (_, at) => say(ada, `${at}`));
  await expect(say(ada, 'more').done).rejects.toThrow(/recordings that you asked for before/u);
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

test.each(['replay', 'post'] as const)('%s of what is forgotten says so', async (action) => {
  const { speaking } = setUp();
  await expect(speaking[action](ada, 'gone', replyOf().reply)).rejects.toThrow(/too long ago/);
});

test.each([
  ['Guten Morgen, wie geht es dir heute?', {}, 'German'],
  ['Guten Morgen, wie geht es dir heute?', { language: 'en' }, 'en-us'],
  ['καλημέρα', {}, 'el'],
  ['ok', {}, 'en-us'],
])('%j with %j is spoken by a voice of %s', async (text, choice, language) => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, { ...hello, text, choice }, replyOf().reply);
  await nextTurn();
  expect(renderer.rendered.map(({ request }) => request.language)).toEqual([language]);
});

test('who asks for a voice that can’t read the text hears another, and is told', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const choice = { voice: 'af_sky/en-us/Kokoro' };
  void speaking.say(ada, { ...hello, text: 'привет', choice }, reply);
  await nextTurn();
  expect(renderer.rendered.map(({ request }) => request.language)).toEqual(['uk']);
  await expect
    .poll(() => JSON.stringify(answers.sent), { timeout: 15_000 })
    .toContain('in another voice, since the chosen one can’t read these letters');
});

test('a text is forgotten 15 minutes after it was last spoken or replayed', async () => {
  stopClocks();
  const { calls, whereabouts, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  speaking.say(ada, hello, reply).catch(() => undefined);
  await nextTurn();
  await vi.waitFor(() => expect(answers.sent).not.toEqual([]));
  const [id = ''] = /(?<=say:post:)[\w-]+/.exec(JSON.stringify(answers.sent)) ?? [];
  vi.advanceTimersByTime(14 * 60_000);
  await speaking.post(ada, id, replyOf('same').reply);
  vi.advanceTimersByTime(2 * 60_000);
  await expect(speaking.post(ada, id, replyOf('same').reply)).rejects.toThrow(
    /I no longer know the text/,
  );
});

test.each([
  ['in the call', 'a'],
  ['while the bot joins', undefined],
])(
  'what waits %s when the bot stops is left for the next start, and the person is told',
  async (_, here) => {
    const { calls, whereabouts, speaking, kept, stopping } = setUp();
    if (here !== undefined) calls.inChannel('g', here);
    whereabouts.put('ada', 'a');
    const { answers, reply } = replyOf();
    const said = speaking.say(ada, hello, reply);
    await vi.waitFor(() => expect(calls.spoken).toHaveLength(1));
    expect(kept).toMatchObject([{ kind: 'saying', guildId: 'g', asker: ada, ask: hello }]);
    stopping.isHeld = true;
    calls.spoken[0]?.end({ outcome: 'left' });
    await said;
    expect(answers.texts.at(-1)).toContain("I'm being restarted, and say it right after");
  },
);

test('a joining that the stop of the bot ends is left for the next start', async () => {
  const { calls, whereabouts, speaking, stopping, recordings } = setUp();
  whereabouts.put('ada', 'a');
  const joined = Promise.withResolvers<void>();
  calls.joining = () => joined.promise;
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await vi.waitFor(() => expect(calls.joined).toHaveLength(1));
  stopping.isHeld = true;
  joined.reject(new Error('the bot stops'));
  await said;
  expect(answers.texts.at(-1)).toContain("I'm being restarted, and say it right after");
  expect(recordings.asked).toEqual([]);
});

test('a sample is not kept, nor is a replay, and a sample in no call is posted', async () => {
  const { calls, whereabouts, speaking, recordings, kept } = setUp();
  await speaking.sample(ada, { text: 'A sample.', choice: {} }, replyOf().reply);
  expect(recordings.asked).toEqual(['voice']);
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const sample = speaking.sample(ada, { text: 'A sample.', choice: {} }, reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(1));
  calls.spoken[0]?.end({ outcome: 'heard' });
  await sample;
  const [id = ''] = /(?<=say:replay:)[\w-]+/.exec(JSON.stringify(answers.sent)) ?? [];
  const again = speaking.replay(ada, id, replyOf('same').reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  expect(kept).toEqual([]);
});

test('what was paid for is not added to what a replay costs', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await vi.waitFor(() => expect(renderer.rendered).toHaveLength(1));
  renderer.rendered[0]?.context.onSpoken?.({ engine: 'deapi', costUsd: 0.01 });
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  expect(answers.texts.at(-1)).toMatch(/Spoken · \$0\.010?$/);
  const [id = ''] = /(?<=say:replay:)[\w-]+/.exec(JSON.stringify(answers.sent)) ?? [];
  const second = replyOf('same');
  const again = speaking.replay(ada, id, second.reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  expect(second.answers.texts.at(-1)).toMatch(/Spoken$/);
});

test('whoever named a format hears the same speech as others in a call, and gets a file of it elsewhere', async () => {
  const { calls, whereabouts, renderer, recordings, speaking } = setUp();
  const ask = { ...hello, choice: { format: 'mp3' } };
  const { answers, reply } = replyOf();
  await speaking.say(ada, ask, reply);
  expect(recordings.asked).toEqual(['original']);
  expect(answers.sent.at(-1)?.files).toEqual(['speech.mp3']);
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  void speaking.say(ada, ask, replyOf().reply);
  await vi.waitFor(() => expect(renderer.rendered).toHaveLength(1));
  expect(renderer.rendered[0]?.request).not.toHaveProperty('format');
});

test('silenced while the bot joins, it is in no queue and was never said', async () => {
  const { calls, whereabouts, speaking } = setUp();
  whereabouts.put('ada', 'a');
  calls.joining = (signal) =>
    new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason as Error)),
    );
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await vi.waitFor(() => expect(calls.joined).toHaveLength(1));
  speaking.silence(({ authorId }) => authorId === 'bob');
  expect(calls.queue('g')).toHaveLength(1);
  speaking.silence(({ authorId }) => authorId === 'ada');
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(calls.queue('g')).toEqual([]);
});

test('what is being posted when the bot stops is given up', async () => {
  const { made, say, speaking } = slowRecordings();
  const { done } = say(ada, 'one');
  await vi.waitFor(() => expect(made.asked).toHaveLength(1));
  speaking.close();
  await expect(done).rejects.toThrow(/abort/);
});
