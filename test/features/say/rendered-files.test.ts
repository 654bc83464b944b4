import { beforeAll, expect, test } from 'vitest';

import { warmAudio } from '#audio/warm.ts';
import { renderedFiles } from '#features/say/rendered-files.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { Speech, SpeechContext, SpeechRequest } from '#speech/speech.ts';

import { chunked, mp3, speechLike } from '../../audio/sound.ts';
import { requestOf } from '../../speech/fake-speech.ts';

beforeAll(warmAudio);

test('an original that is too large is posted as Ogg, made from the same bytes, and either tells once what it cost', async () => {
  const bytes = await mp3(speechLike(4));
  let asked = 0;
  const speech: Speech = {
    async speak() {
      asked += 1;
      return { format: 'mp3', bytes: chunked(bytes), engine: 'deapi', costUsd: 0.01 };
    },
  };
  const made = renderedFiles(renderedSpeech(speech), speech);
  const request = { ...requestOf('Four seconds of it.'), format: 'mp3' };
  const costs: unknown[] = [];
  const context: SpeechContext = {
    signal: new AbortController().signal,
    onSpoken: ({ costUsd }) => void costs.push(costUsd),
  };
  const whole = await made.original(request, bytes.length, context);
  expect(whole).toMatchObject({ format: 'mp3', isConverted: false });
  expect(whole.bytes).toEqual(Buffer.from(bytes));
  expect(asked).toBe(1);
  const smaller = await made.original(request, bytes.length - 1, context);
  expect(smaller).toMatchObject({ format: 'ogg', isConverted: true });
  expect(Buffer.from(smaller.bytes.subarray(0, 4)).toString()).toBe('OggS');
  expect(asked).toBe(2);
  expect(costs).toEqual([0.01, 0.01]);
});

test('for a voice message the format is left out: the same words are kept as one, whatever was asked for', async () => {
  const bytes = await mp3(speechLike(1));
  const speech: Speech = {
    speak: async () => ({ format: 'mp3', bytes: chunked(bytes), engine: 'deapi' }),
  };
  const rendered: SpeechRequest[] = [];
  const made = renderedSpeech(speech);
  const renderer: Renderer = {
    render(request, context) {
      rendered.push(request);
      return made.render(request, context);
    },
  };
  const context = { signal: new AbortController().signal };
  const request = requestOf('A second of it.');
  await renderedFiles(renderer, speech).voice({ ...request, format: 'wav' }, context);
  expect(rendered).toEqual([request]);
});
