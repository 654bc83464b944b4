import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';

import { inEnglish } from '#i18n/texts.ts';
import { embedded } from '#speech/embedded/embedded.ts';
import { SpeechError, type SpeechRequest } from '#speech/speech.ts';

import { engine, german, never, request, spoken, whole } from './spoken.ts';

beforeAll(() => engine.warm());
afterAll(() => engine.close());

describe('voices', () => {
  test('every voice of Flite speaks, each its own way', async () => {
    const [flite] = await engine.models(never);
    const voices = flite?.languages[0]?.voices ?? [];
    expect(voices.map(({ slug }) => slug)).toEqual(['slt', 'rms', 'awb', 'kal16']);
    const lengths = new Set<number>();
    for (const { slug } of voices) {
      const sound = await spoken(request({ voice: { mode: 'preset', id: slug } }));
      expect(sound.rate).toBe(16_000);
      expect(sound.peak).toBeGreaterThan(3000);
      expect(sound.seconds).toBeGreaterThan(0.5);
      lengths.add(sound.seconds);
    }
    expect(lengths.size).toBe(voices.length);
  });

  test('every voice of eSpeak NG speaks German', async () => {
    const models = await engine.models(never);
    const language = models[1]?.languages.find(({ slug }) => slug === 'de');
    expect(language?.name).toBe('German');
    for (const { slug } of language?.voices ?? []) {
      const sound = await spoken(german({ voice: { mode: 'preset', id: slug } }));
      expect(sound.rate).toBe(22_050);
      expect(sound.peak).toBeGreaterThan(3000);
    }
  });

  test('every language of the catalogue counts to three, or speaks a word where it has no numbers', async () => {
    const models = await engine.models(never);
    const words: Record<string, string> = { chr: 'ᎣᏏᏲ ᎣᏏᏲ', cv: 'Салам, тантӑш', sjn: 'mellon' };
    for (const { slug } of models[1]?.languages ?? []) {
      const sound = await spoken(german({ text: words[slug] ?? '1, 2, 3', language: slug }));
      expect([slug, sound.peak > 3000, sound.seconds > 0.3]).toEqual([slug, true, true]);
    }
  });

  test.each([request(), german()])(
    'speed 2 halves and speed 0.5 doubles the time ($model)',
    async (asked) => {
      const text = 'This is a sentence of several words';
      const [slow, natural, fast] = await Promise.all(
        [0.5, 1, 2].map((speed) => spoken({ ...asked, text, speed })),
      );
      expect(slow!.seconds / natural!.seconds).toBeGreaterThan(1.6);
      expect(natural!.seconds / fast!.seconds).toBeGreaterThan(1.6);
    },
  );
});

describe('long text', () => {
  const text = 'There is a sentence here, and then there comes another. '.repeat(20);

  test.each([request({ text }), german({ text })])(
    'is heard long before it is all made, while this thread stays free ($model)',
    async (asked) => {
      const start = performance.now();
      let ticks = 0;
      const clock = setInterval(() => (ticks += 1), 5);
      const { bytes } = await engine.speak(asked, { signal: never });
      const firstMs = performance.now() - start;
      let sizeBytes = 0;
      for await (const chunk of bytes) {
        expect(chunk.length).toBeLessThanOrEqual(16_000);
        sizeBytes += chunk.length;
      }
      const wholeMs = performance.now() - start;
      clearInterval(clock);
      expect(sizeBytes).toBeGreaterThan(30 * 32_000);
      expect(firstMs).toBeLessThan(wholeMs / 4);
      expect(ticks).toBeGreaterThan(wholeMs / 50);
    },
  );

  test('what is made ahead of time and then not wanted fails for nobody', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    onTestFinished(() => void process.off('unhandledRejection', unhandled));
    const leaving = new AbortController();
    const { bytes } = await engine.speak(request({ text }), { signal: leaving.signal });
    const reading = bytes[Symbol.asyncIterator]();
    // Behind its head comes the first piece, while the next is being made.
    for (let chunk = 0; chunk < 2; chunk += 1) await reading.next();
    leaving.abort(new Error('left'));
    await spoken(request());
    await nextTurn();
    expect(unhandled).not.toHaveBeenCalled();
  });

  test('pauses at the end of a line', async () => {
    const onOneLine = await spoken(request({ text: 'first line second line' }));
    const onTwo = await spoken(request({ text: 'first line\nsecond line' }));
    expect(onTwo.seconds).toBeGreaterThan(onOneLine.seconds + 0.1);
  });

  test('does not hold up what another says meanwhile', async () => {
    const { bytes } = await engine.speak(request({ text }), { signal: never });
    let longEnded = false;
    const long = whole(bytes).then(() => (longEnded = true));
    await spoken(request());
    expect(longEnded).toBe(false);
    await long;
  });
});

describe('letters that a voice can’t read', () => {
  test.each([
    ['Hebrew', 'שלום עולם'],
    ['Russian', 'привет'],
    ['Chinese', '我听不到你们'],
    ['a foreign word in English', 'he said привет to me'],
  ])('are spoken by one that can: %s', async (_, text) => {
    const { rate, seconds, peak } = await spoken(request({ text }));
    expect(rate).toBe(22_050);
    expect(seconds).toBeGreaterThan(0.4);
    expect(peak).toBeGreaterThan(3000);
  });

  test('are refused in a sentence where no other voice is installed', async () => {
    const alone = embedded({ espeak: false });
    const refusal = await alone
      .speak(request({ text: 'привет' }), { signal: never })
      .catch((thrown: unknown) => thrown);
    expect(wordsOf(refusal)).toBe(
      'The built-in engine refused the request. There is nothing in the text that the built-in voices can read.',
    );
    alone.close();
  });
});

/** A refusal as people read it. */
function wordsOf(error: unknown): string {
  return error instanceof SpeechError ? inEnglish(error.text) : String(error);
}

describe('what can not be spoken is refused in a sentence', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['punctuation', '!!! ... ???'],
    ['zero-width signs', '\u200B\u200D\uFEFF\u2060'],
    ['direction marks', '\u202E\u2066'],
    ['four thousand emoji', '😀'.repeat(4000)],
    ['half a surrogate', '\uD800\uDC00\uD800'],
  ])('a text of %s', async (_, text) => {
    const error = await engine
      .speak(request({ text }), { signal: never })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SpeechError);
    expect(error).toMatchObject({
      failure: 'refused',
      facts: { engine: 'embedded', fields: { text: [expect.anything()] } },
    });
    expect(wordsOf(error)).toMatch(/^The built-in engine refused the request\. There is nothing/);
  });

  const clip = { bytes: new Uint8Array(1), format: 'wav', durationMs: 3000 } as const;
  test.each([
    [{ language: 'de' }, 'refused', 'lang'],
    [{ voice: { mode: 'preset', id: 'f2' } }, 'refused', 'voice'],
    [{ voice: { mode: 'preset', id: 'slt', style: 'sad' } }, 'refused', 'instruct'],
    [{ voice: { mode: 'clone', clip } }, 'refused', 'mode'],
    [{ voice: { mode: 'design', description: 'a pirate' } }, 'refused', 'mode'],
    [{ speed: 2.1 }, 'refused', 'speed'],
    [{ speed: Number.NaN }, 'refused', 'speed'],
    [{ format: 'mp3' }, 'refused', 'format'],
    [{ model: 'Kokoro' }, 'model-gone', undefined],
  ] satisfies [Partial<SpeechRequest>, string, string | undefined][])(
    '%j',
    async (changes, failure, field) => {
      const error = await engine
        .speak(request(changes), { signal: never })
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'SpeechError', failure });
      const fields = Object.keys((error as SpeechError).facts.fields ?? {});
      expect(fields).toEqual(field ? [field] : []);
    },
  );
});

test.each([
  ['Eins <zwei> drei.', 'Eins drei.'],
  ['Eins < zwei und drei.', 'Eins.'],
  ['Eins &amp; drei.', 'Eins und drei.'],
  ['Eins <break time="0s"/> drei.', 'Eins drei.'],
])('%s is no markup: there is more to hear than of %s', async (text, part) => {
  const [whole, less] = [await spoken(german({ text })), await spoken(german({ text: part }))];
  expect(whole.seconds).toBeGreaterThan(less.seconds + 0.2);
});

describe('the end', () => {
  test('aborting ends the wait at once with the reason, and the next is spoken', async () => {
    for (const asked of [request(), german()]) {
      const aborting = new AbortController();
      const reason = new Error('skipped');
      const waiting = engine.speak(asked, { signal: aborting.signal });
      aborting.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      expect((await spoken(asked)).peak).toBeGreaterThan(3000);
    }
  });

  test('aborting between two chunks ends the stream with the reason', async () => {
    const aborting = new AbortController();
    const reason = new Error('skipped');
    const text = 'There is a sentence here, and another. '.repeat(20);
    const { bytes } = await engine.speak(request({ text }), { signal: aborting.signal });
    const reading = (async () => {
      for await (const _ of bytes) aborting.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
  });

  test('a stream that is left early lets go', async () => {
    const text = 'There is a sentence here, and another. '.repeat(20);
    const { bytes } = await engine.speak(request({ text }), { signal: never });
    for await (const _ of bytes) break;
    expect(await whole(bytes)).toHaveLength(0);
  });

  test('after closing nothing is spoken', async () => {
    const closing = embedded();
    closing.close();
    await expect(closing.speak(request(), { signal: never })).rejects.toMatchObject({
      failure: 'unavailable',
    });
    await expect(closing.warm()).rejects.toMatchObject({ failure: 'unavailable' });
  });
});

test('without eSpeak NG its languages are absent, and English is spoken all the same', async () => {
  const english = embedded({ espeak: false });
  try {
    expect((await english.models(never)).map(({ slug }) => slug)).toEqual(['flite']);
    await expect(english.speak(german(), { signal: never })).rejects.toMatchObject({
      failure: 'model-gone',
    });
    const { bytes } = await english.speak(request(), { signal: never });
    expect((await whole(bytes)).length).toBeGreaterThan(10_000);
  } finally {
    english.close();
  }
});
