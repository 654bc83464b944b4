import { expect, test } from 'vitest';

import { asTyped } from '#voices/as-typed.ts';
import { voiceBook } from '#voices/book.ts';

import { models } from './models.ts';

const book = voiceBook(models);

test.each([
  ['Griechisch', 'de', 'el'],
  ['Englisch', 'de', 'en'],
  ['英語', 'ja', 'en'],
  ['Portugiesisch (Brasilien)', 'de', 'pt-br'],
  ['German', 'ja', 'de'],
  ['de', 'ja', 'de'],
  // Unspoken languages are refused in the words typed.
  ['Klingonisch', 'de', 'Klingonisch'],
  ['Griechisch', undefined, 'Griechisch'],
])('the language “%s” of somebody whose Discord is in %s is %s', (language, locale, tag) => {
  expect(asTyped({ language, speed: 2 }, locale, book)).toEqual({ language: tag, speed: 2 });
});

test.each([
  ['Emma · Englisch (UK) · Kokoro · weiblich', 'de', 'bf_emma/en-gb/Kokoro'],
  ['emma · English (UK) · Kokoro', 'de', 'bf_emma/en-gb/Kokoro'],
  ['Emma · 英語 (英国) · Kokoro · 女性', 'ja', 'bf_emma/en-gb/Kokoro'],
  ['Ryan · Deutsch · Qwen3 CustomVoice', 'de', 'Ryan/German/Qwen3_TTS_12Hz_1_7B_CustomVoice'],
  // A voice of that name that isn't of the model is another.
  ['Emma · Englisch (UK) · Other', 'de', 'Emma · Englisch (UK) · Other'],
  ['Emma', 'de', 'Emma'],
  ['bf_emma/en-gb/Kokoro', 'de', 'bf_emma/en-gb/Kokoro'],
])('the suggestion “%s” that was copied in %s is the voice %s', (voice, locale, key) => {
  expect(asTyped({ voice }, locale, book)).toEqual({ voice: key });
});
