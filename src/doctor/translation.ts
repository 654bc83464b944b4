import { libreTranslate } from '#translation/libre-translate.ts';
import type { LibreTranslateOptions } from '#translation/libre-translate.ts';
import { TranslationError } from '#translation/translation.ts';
import type { TranslationFailure } from '#translation/translation.ts';

import type { Check, Part } from './check.ts';
import { bad, ok, reasonOf, warning } from './check.ts';

/** A word that says nothing of anybody. */
const word = 'Hello';
/** After this the bot reads the original. */
const deadlineMs = 1_500;

/** Whether the service that translates answers, takes its key, and is quick enough. */
export function translation(options: LibreTranslateOptions): Check {
  return {
    name: 'translation',
    async look(signal) {
      const service = libreTranslate(options);
      try {
        const languages = await service.languages(signal);
        const [first, second] = languages.map(({ code }) => code);
        const request = { texts: [word], source: first, target: second ?? first ?? 'en' };
        const beganMs = performance.now();
        await service.translate(request, signal);
        return [inTime(languages.length, Math.round(performance.now() - beganMs))];
      } catch (error) {
        if (error instanceof TranslationError) return [troubled(error)];
        throw error;
      } finally {
        await service.close();
      }
    },
  };
}

function inTime(count: number, tookMs: number): Part {
  return tookMs > deadlineMs
    ? warning(
        `The service translates, and took ${tookMs} ms for a word: after ${deadlineMs} ms the original is read.`,
        'Give its machine more to work with, or ask another server.',
      )
    : ok(`The service knows ${count} languages, and took ${tookMs} ms for a word.`);
}

function troubled({ failure, facts }: TranslationError): Part {
  const said = facts.status === undefined ? '' : ` (it answered ${facts.status})`;
  return bad(
    `The service does not translate: ${reasons[failure]}${said}.`,
    todo(failure, facts.cause),
  );
}

function todo(failure: TranslationFailure, cause: unknown): string {
  if (failure === 'forbidden') return 'Put a key of it into TRANSLATE_KEY.';
  const why = failure === 'unreachable' && cause !== undefined ? ` (${reasonOf(cause)})` : '';
  return `See to TRANSLATE_URL and to the server${why}; meanwhile originals are read.`;
}

const reasons: Readonly<Record<TranslationFailure, string>> = {
  late: 'it did not answer in time',
  unreachable: 'it could not be reached',
  forbidden: 'it does not take the key, or wants one',
  busy: 'it has too much to do',
  paused: 'it is left alone',
  refused: 'it refuses the text or its languages',
  fault: 'a fault of the server',
  'bad-answer': 'its answer is none of LibreTranslate’s',
};
