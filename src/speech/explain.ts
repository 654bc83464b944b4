import { inARow, ownWords, text } from '#i18n/text.ts';
import type { Text, Value } from '#i18n/text.ts';

import { amountOf } from './amount.ts';
import { aboutEngine } from './engine-names.ts';
import type { SpeechError } from './speech.ts';

/** Each failure for the person who waits: what was wrong, and what can be done. Holds nothing that is not theirs to know. */
export function explain({ failure, facts }: SpeechError): Text {
  const { title: engine, within: engineWithin } = aboutEngine(facts.engine);
  switch (failure) {
    case 'refused':
      return text(($) => $.speech.refused, { engine, what: wrongFields(facts.fields) });
    case 'rate-limited': {
      const values = { engine, when: whenAgain(facts.retryAfterMs) };
      return facts.quota === 'day'
        ? text(($) => $.speech.tooOftenToday, values)
        : text(($) => $.speech.tooOften, values);
    }
    case 'over-budget': {
      const { scope, period, left } = facts.budget ?? { scope: 'bot', period: 'day' };
      const when = whenAgain(facts.retryAfterMs);
      if (left) return text(($) => $.speech.noRoom[scope][period], { left: amountOf(left), when });
      return text(($) => $.speech.overBudget[scope][period], { when });
    }
    case 'job-failed':
      if (facts.retryable === false) return text(($) => $.speech.neverSpoken, { engine });
      // They pay for another: whoever asks again shall know it.
      if (facts.refunded === false) return text(($) => $.speech.chargeKept, { engine });
      break;
    default:
  }
  return text(($) => $.speech.failures[failure], { engine, engineWithin });
}

const fieldNames = [
  'text',
  'lang',
  'voice',
  'speed',
  'format',
  'sample_rate',
  'mode',
  'ref_audio',
  'ref_text',
  'instruct',
] as const;
const maxSentenceChars = 160;

/** Tells of the first fields what our own checks say, or what to change and how the service says it, which may be in English. */
function wrongFields(fields: SpeechError['facts']['fields'] = {}): Text {
  const [first, second] = Object.entries(fields)
    .slice(0, 2)
    .map(([name, [words = '']]) => {
      if (typeof words !== 'string') return withPlainValues(words);
      const field = fieldNames.find((each) => each === name) ?? 'request';
      const change = text(($) => $.speech.change[field]);
      if (words === '') return change;
      return text(($) => $.speech.inItsWords, { change, words: sentence(words) });
    });
  if (first === undefined) return text(($) => $.speech.change.anything);
  return second ? inARow(first, second) : first;
}

/** Names in our own sentences are strangers' words, too: of a service's models, or of what somebody asked for. */
function withPlainValues(text: Text): Text {
  if ('ownWords' in text) return ownWords(plain(text.ownWords));
  if (!('select' in text)) return text;
  const values = Object.entries(text.values).map(([name, value]) => [name, plainValue(value)]);
  return { select: text.select, values: Object.fromEntries(values) as typeof text.values };
}

function plainValue(value: Value): Value {
  if (typeof value === 'string') return plain(value);
  if (typeof value !== 'object' || value instanceof Date) return value;
  if ('map' in value)
    return value.map((each) => (typeof each === 'string' ? plain(each) : withPlainValues(each)));
  return withPlainValues(value);
}

/** A stranger's words as one plain sentence. */
function sentence(words: string): string {
  const line = plain(words);
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}

/** A stranger's words: nothing in them formats, links or goes on for lines. */
function plain(words: string): string {
  const chars = [
    ...words
      .replaceAll(/[`*_~|<>\\[\]@#]/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  ];
  if (chars.length <= maxSentenceChars) return chars.join('');
  return `${chars.slice(0, maxSentenceChars - 1).join('')}…`;
}

function whenAgain(retryAfterMs: number | undefined): Text {
  if (retryAfterMs === undefined) return text(($) => $.speech.when.later);
  const seconds = Math.ceil(retryAfterMs / 1000);
  if (seconds < 120) return text(($) => $.speech.when.seconds, { count: Math.max(1, seconds) });
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return text(($) => $.speech.when.minutes, { count: minutes });
  const hours = Math.ceil(minutes / 60);
  if (hours < 48) return text(($) => $.speech.when.hours, { count: hours });
  return text(($) => $.speech.when.days, { count: Math.ceil(hours / 24) });
}
