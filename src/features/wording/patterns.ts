import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Log } from '#ops/log.ts';
import { GivenUp, LateStart } from '#ops/supervisor.ts';
import type { Dictionary } from '#text/dictionary/dictionary.ts';
import type { WordProblem } from '#text/dictionary/problem.ts';
import type { ReplacePatterns } from '#text/words.ts';

import { patternThread, TooSlow } from './pattern-thread.ts';
import type { PatternThread } from './pattern-thread.ts';

/** Patterns of dictionaries, which cost nobody more than a moment whatever they are. */
export interface DictionaryPatterns {
  readonly replacePatterns: ReplacePatterns;
  readonly vetPattern: VetPattern;
  close(): void;
}

/** Tells a pattern's author what is wrong with it. Rejects with a `UserError` when that can't be told now. */
export type VetPattern = (pattern: string) => Promise<WordProblem | undefined>;

/** A dictionary that took too long for one text is not looked through until it is changed, or this time is over. */
const asideMs = 10 * 60_000;

export function dictionaryPatterns(
  log: Log,
  thread: Pick<PatternThread, 'run' | 'close'> = patternThread(),
  now: () => number = Date.now,
): DictionaryPatterns {
  const aside = new WeakMap<Dictionary, number>();
  return {
    async replacePatterns(texts, dictionary) {
      if ((aside.get(dictionary) ?? 0) > now()) return undefined;
      try {
        const { patterns } = dictionary;
        return (await thread.run({ kind: 'replace', texts, patterns })).texts;
      } catch (error) {
        if (error instanceof TooSlow) {
          aside.set(dictionary, now() + asideMs);
          log.warn(
            {},
            'the patterns of a dictionary took too long for a text, and rest for a while',
          );
        } else if (!(error instanceof GivenUp) || error instanceof LateStart)
          log.error({ error }, 'patterns could not be looked for');
        return undefined;
      }
    },
    async vetPattern(pattern) {
      try {
        return (await thread.run({ kind: 'vet', pattern })).problem;
      } catch (error) {
        if (error instanceof TooSlow) return { kind: 'slow-pattern' };
        if (!(error instanceof GivenUp)) throw error;
        throw new UserError(text(($) => $.wording.patterns.busy));
      }
    },
    close: () => thread.close(),
  };
}
