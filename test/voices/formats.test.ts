import { expect, test } from 'vitest';

import { formatFor, formatNames } from '#voices/formats.ts';

import { espeak, kokoro } from './models.ts';

const studio = {
  ...kokoro,
  limits: { ...kokoro.limits, formats: ['mp3', 'wav'], sampleRatesHz: [24_000, 44_100] },
};

test('formats are offered with each rate, where the model has several', () => {
  expect(formatNames([studio])).toEqual([
    'mp3',
    'mp3 24 kHz',
    'mp3 44.1 kHz',
    'wav',
    'wav 24 kHz',
    'wav 44.1 kHz',
    'ogg',
  ]);
  expect(formatNames([kokoro])).toEqual(['mp3', 'ogg']);
});

test.each([
  ['wav', { format: 'wav' }],
  ['WAV 44.1 kHz', { format: 'wav', sampleRateHz: 44_100 }],
  ['wav, 44100 Hz', { format: 'wav', sampleRateHz: 44_100 }],
  ['mp3 24khz', { format: 'mp3', sampleRateHz: 24_000 }],
  ['ogg', {}],
  [undefined, {}],
])('%s is asked for as %j', (typed, form) => {
  expect(formatFor(studio, typed)).toEqual(form);
});

test.each([
  ['wav 48 kHz', studio, /mp3 44.1 kHz.*ogg/],
  ['mp3 24 kHz', kokoro, /mp3 and ogg/],
  ['flac', kokoro, /mp3 and ogg/],
  ['ogg 48 kHz', espeak, /ogg/],
])('%s is refused where it can’t be had, with what can', (typed, model, why) => {
  expect(() => formatFor(model, typed)).toThrow(why);
});
