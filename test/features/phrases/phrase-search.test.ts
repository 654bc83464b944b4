import { expect, test } from 'vitest';

import { phraseNamed, phrasesLike } from '#features/phrases/phrase-search.ts';
import type { Phrase, PhraseBook } from '#store/phrases.ts';

const phraseAt = (at: number, label = `Phrase ${at}`): Phrase => ({
  id: String(at).padStart(24, '0'),
  label,
  spoken: { as: 'words', words: `Word ${at} `.padEnd(1_000, 'of many words ') },
  place: at,
});

/** As many as somebody may have, of which two are found by "garden". */
function fullBook(): PhraseBook {
  const phrases = Array.from({ length: 2_000 }, (_, at) => phraseAt(at));
  phrases[3] = phraseAt(3, 'In the garden');
  phrases[1_990] = phraseAt(1_990, 'Garden');
  return { phrases, folders: [], uses: new Map() };
}

const labels = (phrases: readonly Phrase[]): readonly string[] => phrases.map(({ label }) => label);

test('of thousands the best fit comes first, wherever it lies, and the most used before it', async () => {
  const book = fullBook();
  expect(labels(await phrasesLike('garden', book, 2))).toEqual(['Garden', 'In the garden']);
  const used = new Map([[String(3).padStart(24, '0'), 5_000]]);
  const [first] = await phrasesLike('in the garden', { ...book, uses: used }, 2);
  expect(first?.label).toBe('In the garden');
  expect(labels(await phrasesLike('', { ...book, uses: used }, 2))).toEqual([
    'In the garden',
    'Phrase 0',
  ]);
});

test('a phrase is meant by all of its name, or by a beginning that no other has', async () => {
  const book = fullBook();
  expect((await phraseNamed('GARDEN', book))?.id).toBe(String(1_990).padStart(24, '0'));
  expect((await phraseNamed('in the', book))?.label).toBe('In the garden');
  expect(await phraseNamed('phrase 1', book)).toMatchObject({ label: 'Phrase 1' });
  expect(await phraseNamed('phrase', book)).toBeUndefined();
});

test('others have their turn while thousands are looked through for the first time', async () => {
  let turns = 0;
  const count = (): NodeJS.Immediate =>
    setImmediate(() => {
      turns += 1;
      counting = count();
    });
  let counting = count();
  await phrasesLike('garden', fullBook(), 25);
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(2);
});
