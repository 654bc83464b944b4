import { expect, test } from 'vitest';

import { copyRows } from '#store/moving/copy-rows.ts';

import { place } from './folder.ts';

const filter = (server: string, word: string) =>
  `INSERT INTO filtered_words VALUES ('${server}', '${word}')`;

/** Two stores, with what is done to each before the one is copied into the other. */
async function copied(from: readonly string[], to: readonly string[]) {
  await using source = await place();
  await using target = await place();
  for (const statement of from) await source.run(statement);
  for (const statement of to) await target.run(statement);
  const [one, other] = [await source.database(), await target.database()];
  try {
    return await copyRows(one, other);
  } finally {
    await one.destroy();
    await other.destroy();
  }
}

test('all rows are copied and counted, those of several pages too', async () => {
  const words = Array.from({ length: 1_001 }, (_, at) => filter('club', `w${at}`));
  expect(await copied(words, [])).toMatchObject({ filtered_words: 1_001, clips: 0 });
});

test.each([0, 500])('behind %s rows a row that only the copy has is noticed', async (count) => {
  const words = Array.from({ length: count }, (_, at) => filter('club', `w${at}`));
  const wrong = copied(words, [filter('pub', 'blast')]);
  await expect(wrong).rejects.toThrow('A row of the table filtered_words is not the same');
});

test('a row that is another in the copy is noticed', async () => {
  const trigger = `CREATE TRIGGER spoil AFTER INSERT ON filtered_words BEGIN
    UPDATE filtered_words SET word = 'darn' WHERE word = 'damn'; END`;
  await expect(copied([filter('club', 'damn')], [trigger])).rejects.toThrow('is not the same');
});
