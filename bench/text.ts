import { compile } from '#text/dictionary/dictionary.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { emojiNames } from '#text/emoji/names.ts';
import { languageFinder } from '#text/language.ts';
import { phraseLanguages } from '#text/phrases/phrases.ts';
import { usualReading } from '#text/reading.ts';
import { words } from '#text/words.ts';
import type { WordsOptions } from '#text/words.ts';

import type { Figure, Scenario } from './row.ts';

const runs = 300;
const warmUpRuns = 100;
const dictionarySize = 100_000;

const typical =
  'hey <@80351110224678912>, did you see https://example.com/news/today? 😂😂 it was 5 km away, **so** cool :) brb at 15:30 <:pepeLaugh:41771983429993937>';
const long = `${typical} ||the end|| \`code\` # 12345 _and_ so it went on, $5.50 each, loooool!!! `
  .repeat(30)
  .slice(0, 4_000);

/** Microseconds of each run. */
function timed(name: string, work: () => void): Figure {
  const samples: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run += 1) {
    const startedAtMs = performance.now();
    work();
    if (run >= warmUpRuns) samples.push((performance.now() - startedAtMs) * 1000);
  }
  return { name, unit: 'us', samples };
}

/** The cost of making words of a message, and of telling its language. */
export const text: Scenario = {
  names: ['text/words', 'text/4000', 'text/dictionary-100k', 'text/language'],
  async measure() {
    const options: WordsOptions = {
      reading: { ...usualReading, maxChars: 4_000, maxSeconds: 600 },
      locale: 'en-US',
      timeZone: 'Europe/Berlin',
      nowMs: Date.UTC(2026, 10, 22, 12),
      names: {
        user: () => 'Anna',
        role: () => 'Moderators',
        channel: () => 'general-chat',
      },
      emoji: await emojiNames('en'),
    };
    const entries = Array.from({ length: dictionarySize }, (_, at): Entry => ({
      match: 'word',
      from: at % 2 === 0 ? `word${at}` : `so word${at}`,
      caseSensitive: false,
      to: { kind: 'words', words: `spoken ${at}` },
    }));
    const { dictionary } = compile(entries);
    const find = await languageFinder();
    return [
      timed('text/words', () => words({ content: typical }, options)),
      timed('text/4000', () => words({ content: long }, options)),
      timed('text/dictionary-100k', () =>
        words({ content: typical }, { ...options, dictionaries: [dictionary] }),
      ),
      timed('text/language', () => find(typical, [], phraseLanguages)),
    ];
  },
};
