import { expect, test, vi } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { keepSaying } from '#features/say/following.ts';
import { post } from '#features/say/posting.ts';
import type { Posting } from '#features/say/posting.ts';
import { nothingMade } from '#features/say/saying.ts';
import type { Saying } from '#features/say/saying.ts';
import { ownWords } from '#i18n/text.ts';
import type { SpeechContext } from '#speech/speech.ts';

import { ann } from '../../fakes/asker.ts';
import { openReply } from '../../fakes/reply.ts';

// The posts of something that was said: as what, and with which words.

const request = {
  text: 'hello',
  model: 'Kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_sky' },
  speed: 1,
} as const;

const saying = (more: Partial<Saying> = {}): Saying => ({
  id: 'id',
  authorId: ann.id,
  authorName: ann.name,
  t: ann.t,
  guildId: 'g',
  text: 'hello',
  request,
  isForFile: false,
  isTakenUp: false,
  voice: ownWords('Sky'),
  engine: 'deapi',
  made: nothingMade(),
  ...more,
});

/** The requests for files, and the posts of them. */
async function posted(
  about: Partial<Saying>,
  {
    as = 'file',
    because,
    asker = {},
    sizeBytes = 100,
  }: {
    readonly as?: Posting['as'];
    readonly because?: string;
    readonly asker?: Partial<Asker>;
    readonly sizeBytes?: number;
  } = {},
) {
  const made: string[] = [];
  const bytes = new Uint8Array(sizeBytes);
  const { answers, reply } = openReply({ expiresAtMs: Infinity, editPauseMs: 0 });
  const make = async (what: string, context: SpeechContext): Promise<void> => {
    const { isToBePosted, onProgress, onSpoken } = context;
    made.push(what);
    expect(isToBePosted).toBe(true);
    onProgress?.({ phase: 'speaking', percent: 40 });
    // A view is sent in a turn of its own.
    await vi.waitFor(() => expect(answers.texts.join('\n')).toContain('40%'), { timeout: 10_000 });
    onSpoken?.({ engine: 'embedded', costUsd: 0.01 });
  };
  await post(
    {
      saying: saying(about),
      as,
      asker: { ...ann, ...asker },
      reply,
      because: because === undefined ? undefined : ownWords(because),
      signal: new AbortController().signal,
    },
    {
      voice: async (_, context) => {
        await make('voice', context);
        return { bytes, durationSecs: 1, waveform: 'AAAA' };
      },
      original: async ({ format = '' }, _, context) => {
        await make('original', context);
        return { bytes, format, isConverted: false };
      },
    },
  );
  return { made, answers, files: answers.sent.flatMap(({ files }) => files) };
}

test('how far it is is shown while it is made, and then what it cost and who spoke it', async () => {
  const { answers } = await posted({});
  expect(answers.texts.some((text) => text.includes('Being made … 40%'))).toBe(true);
  expect(answers.texts.at(-1)).toMatch(/AI voice · in another voice, .* · \$0\.010?$/);
});

test('a file is shown where it is posted', async () => {
  const { answers, files } = await posted({});
  expect(files).toEqual(['speech.ogg']);
  expect(JSON.stringify(answers.sent.at(-1)?.body)).toContain('attachment://speech.ogg');
});

const passages = [{ kind: 'speech', request }] as const;

test.each<[string, Saying['request'], string[], string, RegExp]>([
  ['nothing', request, ['voice'], 'speech.ogg', /-# AI voice · in another/],
  ['a format', { ...request, format: 'mp3' }, ['original'], 'speech.mp3', /-# AI voice · in/],
  [
    'a format, of parts',
    { ...request, format: 'mp3', passages },
    ['voice'],
    'speech.ogg',
    /as Ogg, because it is put together from parts/,
  ],
  ['nothing, of parts', { ...request, passages }, ['voice'], 'speech.ogg', /-# AI voice · in/],
  // Nobody’s own name of a format becomes a part of a file’s.
  ['a strange format', { ...request, format: '../x' }, ['original'], 'speech.bin', /-# AI voice/],
])('with %s asked for', async (_, asked, expected, file, words) => {
  const { made, files, answers } = await posted({ request: asked });
  expect(made).toEqual(expected);
  expect(files).toEqual([file]);
  expect(answers.texts.at(-1)).toMatch(words);
});

test.each<[Posting['as'], boolean, boolean, string, RegExp]>([
  ['any', false, true, 'voice-message.ogg', /AI voice · voice message · in/],
  ['voice message', false, true, 'voice-message.ogg', /AI voice · voice message · in/],
  // People who name a format want a file of it.
  ['any', true, true, 'speech.ogg', /AI voice · in/],
  ['file', false, true, 'speech.ogg', /AI voice · in/],
  // Only who asked for a voice message is told that it is none.
  ['any', false, false, 'speech.ogg', /AI voice · in/],
  ['voice message', false, false, 'speech.ogg', /may not send voice messages here/],
])(
  'as %s (a format: %s, the right to voice messages: %s) it is %s',
  async (as, isForFile, mayGetVoiceMessages, file, words) => {
    const { files, answers } = await posted({ isForFile }, { as, asker: { mayGetVoiceMessages } });
    expect(files).toEqual([file]);
    expect(answers.texts.at(-1)).toMatch(words);
  },
);

test('why it is posted instead of spoken is said with it', async () => {
  const { answers } = await posted({}, { as: 'any', because: 'You are in no voice channel.' });
  expect(answers.texts.at(-1)).toContain('voice message · You are in no voice channel. ·');
});

test('how large it would be is said in Discord’s measure', async () => {
  const tooLarge = posted(
    {},
    { sizeBytes: 3 * 2 ** 20, asker: { uploadLimitBytes: 2.5 * 2 ** 20 } },
  );
  await expect(tooLarge).rejects.toThrow(
    'The speech would be a file of 3.0 MiB, and Discord takes at most 2.5 MiB here. Use a shorter text.',
  );
  const { files } = await posted({}, { sizeBytes: 1_000, asker: { uploadLimitBytes: 1_000 } });
  expect(files).toEqual(['speech.ogg']);
});

test('what may be asked for again is kept with who asked how, and where the answer goes on', () => {
  const kept: unknown[] = [];
  const lines = { keep: (line: object) => ({ over: () => Boolean(kept.push(line)) }) };
  const keptAs = { id: '7', applicationId: '8', token: 't', ephemeral: false, expiresAtMs: 9 };
  const ask = { text: 'hello', choice: {}, as: 'speak' } as const;
  const origin = { asker: ann, ask };
  keepSaying(saying({ origin }), { keptAs }, lines)?.over({ outcome: 'heard' });
  expect(kept).toEqual([{ kind: 'saying', guildId: 'g', asker: ann, ask, reply: keptAs }]);
  for (const none of [
    keepSaying(saying(), { keptAs }, lines),
    keepSaying(saying({ origin, guildId: undefined }), { keptAs }, lines),
    keepSaying(saying({ origin }), { keptAs: undefined }, lines),
  ])
    expect(none).toBeUndefined();
});
