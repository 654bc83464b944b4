import { beforeAll, expect, test } from 'vitest';

import { warmAudio } from '#audio/warm.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import { SpeechError } from '#speech/speech.ts';
import type { Speech, SpeechContext, SpeechRequest, SpokenAudio } from '#speech/speech.ts';

import { chunked, heard, mp3, similarity, speechLike, to48k } from '../audio/sound.ts';
import { requestOf } from './fake-speech.ts';

class FakeSpeech implements Speech {
  readonly asked: SpeechRequest[] = [];
  readonly #bytes: AsyncIterable<Uint8Array>;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes;
  }

  async speak(request: SpeechRequest, { onProgress }: SpeechContext): Promise<SpokenAudio> {
    this.asked.push(request);
    onProgress?.({ phase: 'fetching' });
    return { format: 'mp3', bytes: this.#bytes, engine: 'deapi', costUsd: 0.01 };
  }
}

const context = { signal: new AbortController().signal };

beforeAll(warmAudio);

test('a service is asked once, and its audio is heard', async () => {
  const sound = speechLike(1);
  const speech = new FakeSpeech(chunked(await mp3(sound)));
  const told: unknown[] = [];
  const track = renderedSpeech(speech).render(requestOf('hello'), {
    ...context,
    onProgress: (progress) => told.push(progress),
    onSpoken: (spoken) => told.push(spoken),
  });
  const frames = await track.whole();
  expect(speech.asked).toEqual([requestOf('hello')]);
  expect(track.source).toEqual({ engine: 'deapi', cache: 'none' });
  expect(told).toEqual([{ phase: 'fetching' }, { engine: 'deapi', costUsd: 0.01 }]);
  const played = await heard(frames);
  expect(similarity(to48k(sound, 24_000), played, 150).correlation).toBeGreaterThan(0.95);
});

test('the first frames are there while the rest is still to come', async () => {
  const bytes = await mp3(speechLike(2));
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  async function* slow() {
    yield bytes.subarray(0, 4000);
    await gate;
    yield bytes.subarray(4000);
  }
  const track = renderedSpeech(new FakeSpeech(slow())).render(requestOf('hello'), context);
  for await (const frame of track) {
    expect(frame.length).toBeGreaterThan(0);
    if (track.frames.length > 10) break;
  }
  expect(track.ended).toBe(false);
  open();
  expect((await track.whole()).length).toBeGreaterThan(95);
});

test('what is to be posted gives way to what is heard', async () => {
  const sound = await mp3(speechLike(8));
  const render = (isToBePosted: boolean) =>
    renderedSpeech(new FakeSpeech(chunked(sound))).render(requestOf('hello '.repeat(100)), {
      ...context,
      isToBePosted,
    });
  const posted = Array.from({ length: 3 }, () => render(true));
  const heard = await render(false).whole();
  expect(heard.length).toBeGreaterThan(350);
  for (const { frames } of posted) expect(frames.length).toBeLessThan(heard.length / 2);
  await Promise.all(posted.map(async (track) => track.whole()));
});

test.each([
  ['HTML', Buffer.from('<html>oops'), 'bad-audio', 'The audio cannot be heard: it is a web page'],
  ['nothing', Buffer.alloc(0), 'bad-audio', 'The audio cannot be heard: it is empty'],
])('%s as audio fails as a fault of the service', async (_name, bytes, failure, message) => {
  const track = renderedSpeech(new FakeSpeech(chunked(bytes))).render(requestOf('x'), context);
  const error = await track.whole().catch((error: unknown) => error);
  expect(error).toBeInstanceOf(SpeechError);
  expect(error).toMatchObject({ failure, message, facts: { engine: 'deapi' } });
});

test('sound that goes on and on is cut off where nobody could still be speaking', async () => {
  const minute = await mp3(speechLike(60));
  const render = (text: string, speed: number) =>
    renderedSpeech(new FakeSpeech(chunked(minute))).render({ ...requestOf(text), speed }, context);
  const short = render('Hi.', 1);
  await expect(short.whole()).rejects.toMatchObject({ failure: 'endless' });
  expect(short.durationMs).toBeLessThan(15_000);
  const slow = render('Hi.', 0.5);
  await expect(slow.whole()).rejects.toMatchObject({ failure: 'endless' });
  expect(slow.durationMs).toBeGreaterThan(20_000);
  const long = render('Sixty seconds are not too long for a text of these many words.', 1);
  expect((await long.whole()).length).toBeGreaterThan(2_500);
});

test('audio that is cut is heard as far as it goes, and then fails', async () => {
  const bytes = await mp3(speechLike(2));
  const speech = new FakeSpeech(chunked(bytes.subarray(0, bytes.length / 2 + 3)));
  const track = renderedSpeech(speech).render(requestOf('x'), context);
  await expect(track.whole()).rejects.toMatchObject({ failure: 'bad-audio' });
  expect(track.frames.length).toBeGreaterThan(40);
});

test('endless audio and audio that stops coming have failures of their own', async () => {
  const sound = await mp3(speechLike(2));
  const long = renderedSpeech(new FakeSpeech(chunked(sound)), { maxDurationMs: 500 });
  await expect(long.render(requestOf('x'), context).whole()).rejects.toMatchObject({
    failure: 'endless',
  });
  async function* stalling() {
    yield sound.subarray(0, 4000);
    await new Promise(() => {});
  }
  const stalled = renderedSpeech(new FakeSpeech(stalling()), { stallMs: 20 });
  await expect(stalled.render(requestOf('x'), context).whole()).rejects.toMatchObject({
    failure: 'timeout',
  });
});

test('what the service fails with is what the track fails with', async () => {
  const refusal = new SpeechError('balance', 'no money', { engine: 'deapi' });
  const speech: Speech = { speak: () => Promise.reject(refusal) };
  await expect(renderedSpeech(speech).render(requestOf('x'), context).whole()).rejects.toBe(
    refusal,
  );
});

test('an abort ends the track with its reason, and nobody is asked any more', async () => {
  const reason = new Error('skipped');
  const speech = new FakeSpeech(chunked(Buffer.alloc(0)));
  const track = renderedSpeech(speech).render(requestOf('x'), {
    signal: AbortSignal.abort(reason),
  });
  await expect(track.whole()).rejects.toBe(reason);
  expect(speech.asked).toEqual([]);
});
