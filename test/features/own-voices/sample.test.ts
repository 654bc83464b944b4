import { expect, test } from 'vitest';

import { factsOf } from '#features/own-voices/clip-intake.ts';
import { assertHearable, makeSample } from '#features/own-voices/sample.ts';
import type { SampleParts } from '#features/own-voices/sample.ts';
import { sampleText } from '#features/voices/samples.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import type { EngineName } from '#speech/engine-names.ts';
import { voiceBook } from '#voices/book.ts';

import { ann } from '../../fakes/asker.ts';
import { models } from '../../voices/models.ts';

const clip = { bytes: new Uint8Array(9), format: 'mp3', durationMs: 5_000 } as const;

function sampleOf(
  language: string | undefined,
  offered: readonly SpeechModel[] = models,
  spokenBy: readonly EngineName[] = ['deapi'],
) {
  const renderedFiles: SampleParts['renderedFiles'] = {
    async voice(_, { onSpoken }) {
      for (const engine of spokenBy) onSpoken?.({ engine });
      return { bytes: clip.bytes, durationSecs: 2, waveform: '' };
    },
  };
  const catalogue = { book: voiceBook(offered) };
  const parts = { catalogue, renderedFiles, signal: new AbortController().signal };
  return makeSample({ clip, facts: factsOf(clip) }, language, parts);
}

const inGerman = models.map((model) =>
  model.modes.includes('clone')
    ? { ...model, defaults: { ...model.defaults, language: 'German' } }
    : model,
);

test.each([
  ['de', models, 'German', 'de'],
  ['German', models, 'German', 'de'],
  ['el', models, 'English', 'en'],
  [undefined, models, 'English', 'en'],
  [undefined, inGerman, 'German', 'de'],
  ['el', inGerman, 'German', 'de'],
] as const)('a sample for who has set %j says words of its language', async (...given) => {
  const [language, offered, spoken, tag] = given;
  const { request } = await sampleOf(language, offered);
  expect(request).toMatchObject({ language: spoken, text: sampleText(tag) });
});

test('a sample that no model can make is refused', async () => {
  const voiceless = models.filter(({ modes }) => !modes.includes('clone'));
  await expect(sampleOf('de', voiceless)).rejects.toThrow(/can’t clone from a recording/);
});

test('a sample in the voice of the engine that speaks when the first can’t is none', async () => {
  await expect(sampleOf('de', models, ['embedded'])).rejects.toThrow(/can’t make that voice now/);
});

test.each([
  [true, undefined],
  [true, 'AttachFiles'],
  [false, undefined],
] as const)(
  'a sample is heard where voice messages are %s, and what files lack is %s',
  (mayGetVoiceMessages, missingForFiles) => {
    const asker = { ...ann, mayGetVoiceMessages, missingForFiles };
    expect(() => assertHearable(asker)).not.toThrow();
  },
);

test('none is made where neither voice messages nor files may be posted', () => {
  const asker = { ...ann, mayGetVoiceMessages: false, missingForFiles: 'AttachFiles' } as const;
  expect(() => assertHearable(asker)).toThrow(/nor files here \(\*\*Attach Files\*\*\)/);
});
