import { expect, test } from 'vitest';

import { spokenBy } from '#speech/local/addon.ts';
import { clausesOf } from '#speech/local/clauses.ts';

// Texts as models of this machine are given them.

test('a new line ends a sentence, and what can’t be said is a space', () => {
  expect(clausesOf('One line\nanother!\nthe\u0007last\u200Bone', 'vits').join(' ')).toBe(
    'One line. another! the last one',
  );
});

test('the first clause is the shortest, so that it is heard soon, and none is longer than its model does well', () => {
  const text = `${'Rain fell on the roof, '.repeat(20)}again.`;
  for (const [kind, maxChars] of [
    ['pocket', 100],
    ['kokoro', 100],
    ['kitten', 120],
    ['vits', 120],
  ] as const) {
    const lengths = clausesOf(text, kind).map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(maxChars);
    expect(Math.max(...lengths)).toBeGreaterThan(maxChars - 30);
  }
  const sentences =
    'It rains. It rains and rains. It rained on the roof all day, and the next. Then not.';
  expect(clausesOf(sentences, 'pocket')[0]).toBe('It rains. It rains and rains.');
  expect(clausesOf(sentences, 'vits')[0]).toBe('It rains. It rains and rains.');
});

type Asked = Parameters<Parameters<typeof spokenBy>[0]['generateAsync']>[0];

function modelThat(speaks: (asked: Asked) => Promise<void>) {
  const asked: Asked[] = [];
  const model = {
    async generateAsync(given: Asked) {
      asked.push(given);
      await speaks(given);
    },
  };
  return { asked, model: model as unknown as Parameters<typeof spokenBy>[0] };
}
const clause = { text: 'Hello.', speed: 1.5, speaker: 3, recording: undefined };

test('the library is asked for the speaker at the speed, and its sound is passed on until nobody wants it', async () => {
  const heard: number[] = [];
  const goesOn: (boolean | number | undefined)[] = [];
  const { asked, model } = modelThat(async ({ onProgress }) => {
    for (const samples of [Float32Array.of(0.5), Float32Array.of(0.25)])
      goesOn.push(onProgress?.({ samples, progress: 0 }));
  });
  await spokenBy(model, clause, (samples) => {
    heard.push(...samples);
    return heard.length < 2;
  });
  expect(heard).toEqual([0.5, 0.25]);
  expect(goesOn).toEqual([true, false]);
  expect(asked).toMatchObject([
    {
      text: 'Hello.',
      sid: 3,
      speed: 1.5,
      enableExternalBuffer: false,
      generationConfig: { sid: 3, speed: 1.5 },
    },
  ]);
});

test('a clone is heard as soon as a few frames of a clause are made', async () => {
  const { asked, model } = modelThat(async () => undefined);
  const recording = { samples: Float32Array.of(0.1), sampleRate: 24_000 };
  await spokenBy(model, { ...clause, speaker: 0, recording }, () => true);
  expect(asked[0]).toMatchObject({
    generationConfig: {
      referenceAudio: recording.samples,
      referenceSampleRate: 24_000,
      numSteps: 2,
      extra: { chunk_size: 5, min_char_in_sentence: 1 },
    },
  });
});

test('a clause without a sound is no failure, and every other failure is one', async () => {
  const silent = modelThat(() => Promise.reject(new Error('it produced no audio at all')));
  await spokenBy(silent.model, clause, () => true);
  const broken = modelThat(() => Promise.reject(new Error('no memory')));
  await expect(spokenBy(broken.model, clause, () => true)).rejects.toThrow('no memory');
});
