import { UserError } from '#errors.ts';
import type { Log } from '#ops/log.ts';
import type { Dictionary } from '#text/dictionary/dictionary.ts';
import type { ReplacePatterns } from '#text/words.ts';

import { PatternThread } from './pattern-thread.ts';

/** Patterns of dictionaries, which cost nobody more than a moment whatever they are. */
export interface DictionaryPatterns {
  readonly replacePatterns: ReplacePatterns;
  readonly vetPattern: VetPattern;
  close(): void;
}

/** Tells in a sentence for a pattern's author what is wrong with it. Rejects with a `UserError` when that can't be told now. */
export type VetPattern = (pattern: string) => Promise<string | undefined>;

/** A dictionary that took too long for one text is not looked through until it is changed, or this time is over. */
const asideMs = 10 * 60_000;

export function dictionaryPatterns(
  log: Log,
  thread: Pick<PatternThread, 'run' | 'close'> = new PatternThread(),
  now: () => number = Date.now,
): DictionaryPatterns {
  const aside = new WeakMap<Dictionary, number>();
  return {
    async replacePatterns(texts, dictionary) {
      if ((aside.get(dictionary) ?? 0) > now()) return undefined;
      try {
        const answer = await thread.run({ kind: 'replace', texts, patterns: dictionary.patterns });
        if (answer === 'too-slow') {
          aside.set(dictionary, now() + asideMs);
          log.warn(
            {},
            'the patterns of a dictionary took too long for a text, and rest for a while',
          );
        }
        return typeof answer === 'object' && answer.kind === 'replaced' ? answer.texts : undefined;
      } catch (error) {
        log.error({ error }, 'patterns could not be looked for');
        return undefined;
      }
    },
    async vetPattern(pattern) {
      const answer = await thread.run({ kind: 'vet', pattern });
      if (answer === 'too-slow')
        return 'The pattern takes too long to look for in a long text: make it simpler.';
      if (answer === 'too-busy' || answer.kind !== 'vetted')
        throw new UserError('Many patterns are being looked for right now. Try again in a minute.');
      return answer.problem;
    },
    close: () => thread.close(),
  };
}
