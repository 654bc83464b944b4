import { expect, test } from 'vitest';

import { text } from '#i18n/text.ts';
import { inEnglish } from '#i18n/texts.ts';
import { explain } from '#speech/explain.ts';
import { languageText } from '#speech/language-text.ts';
import { SpeechError, type SpeechErrorFacts, type SpeechFailure } from '#speech/speech.ts';

function sentence(failure: SpeechFailure, facts: Partial<SpeechErrorFacts> = {}): string {
  const error = new SpeechError(failure, 'for operators only', { engine: 'deapi', ...facts });
  return inEnglish(explain(error));
}

test.each<[SpeechFailure, RegExp]>([
  ['unauthorised', /key\. Whoever runs the bot/],
  ['suspended', /account.*Whoever runs the bot/],
  ['refused', /refused the request\. Change the text or the voice\./],
  ['model-gone', /Choose another voice/],
  ['plan', /plan.*Choose another voice/],
  ['balance', /balance.*top it up/],
  ['rate-limited', /too often\. Try again later/],
  ['too-large', /Try a shorter one/],
  ['gone', /no longer offers/],
  ['unavailable', /can’t be reached.*Try again in a minute/],
  [
    'maybe-submitted',
    /may have been charged, so it was not sent again\. Try again if nothing is heard/,
  ],
  ['job-failed', /failed while speaking\. Try again/],
  ['job-lost', /Ask for it again/],
  ['timeout', /took too long/],
  ['result-expired', /no longer hands it out/],
  ['foreign-host', /does not trust.*result hosts/],
  ['bad-audio', /not sound that can be played/],
  ['endless', /far too long/],
  ['bad-answer', /can’t read/],
])('%s is explained', (failure, words) => {
  const said = sentence(failure);
  expect(said).toMatch(words);
  expect(said).not.toContain('operators only');
  expect(said.length).toBeLessThan(200);
  expect(said).toMatch(/^(?:deAPI|[A-Z]).*\.$/);
});

test.each([
  ['deapi', /^deAPI can’t be reached/, /^What came from deAPI is/],
  ['openai', /^The speech server can’t be reached/, /^What came from the speech server is/],
  ['embedded', /^The built-in engine can’t be reached/, /^What came from the built-in engine is/],
] as const)(
  'the engine %s is named as at the beginning and as within a sentence',
  (engine, first, within) => {
    expect(sentence('unavailable', { engine })).toMatch(first);
    expect(sentence('bad-audio', { engine })).toMatch(within);
  },
);

test.each([
  [1, 'in 1 second.'],
  [41_000, 'in 41 seconds.'],
  [119_000, 'in 119 seconds.'],
  [120_000, 'in 2 minutes.'],
  [300_000, 'in 5 minutes.'],
  [119 * 60_000, 'in 119 minutes.'],
  [14 * 3_600_000, 'in 14 hours.'],
  [47 * 3_600_000, 'in 47 hours.'],
  [48 * 3_600_000, 'in 2 days.'],
  [49 * 3_600_000, 'in 3 days.'],
])('a wait of %i ms is said as time', (retryAfterMs, words) => {
  expect(sentence('rate-limited', { retryAfterMs, quota: 'minute' })).toContain(words);
});

test.each([
  ['person', 'day', /^Your speech budget for today is used up\. There is a new one in 3 hours\.$/],
  ['server', 'month', /^This server’s speech budget for this month is used up\. .* in 3 hours\.$/],
  ['bot', 'day', /^This bot’s speech budget for today is used up\. .* in 3 hours\.$/],
] as const)(
  'of a budget it is said that it is that of the %s for the %s',
  (scope, period, words) => {
    const budget = { scope, period, againAtMs: 0 };
    expect(sentence('over-budget', { budget, retryAfterMs: 3 * 3_600_000 })).toMatch(words);
  },
);

test.each([
  [
    'person',
    'day',
    { usd: 0.02, chars: 12 },
    'Your speech budget for today has no room for this. Left of it: $0.02 · 12 characters. There',
  ],
  [
    'server',
    'month',
    { usd: 0.5 },
    'This server’s speech budget for this month has no room for this. Left of it: $0.50. There',
  ],
  [
    'bot',
    'day',
    { chars: 1 },
    'This bot’s speech budget for today has no room for this. Left of it: 1 character. There',
  ],
] as const)('a budget that has something left is not said to be used up (%s, %s)', (...row) => {
  const [scope, period, left, words] = row;
  const budget = { scope, period, left, againAtMs: 0 };
  const said = sentence('over-budget', { budget, retryAfterMs: 3 * 3_600_000 });
  expect(said).toBe(`${words} is a new one in 3 hours.`);
});

test('the limit of the day is said to be one', () => {
  expect(sentence('rate-limited', { retryAfterMs: 7_200_000, quota: 'day' })).toContain(
    'too often today. Try again in 2 hours.',
  );
});

test('what was wrong with which field is said by our own checks, or by the service, whose words are quoted', () => {
  const least = text(($) => $.speech.limits.textTooShort, { count: 2, model: 'Kokoro', least: 3 });
  const fields = { text: [least], speed: ['Too fast'], lang: ['Third.'] };
  expect(sentence('refused', { fields })).toBe(
    'deAPI refused the request. The text has 2 characters; Kokoro needs at least 3. Change the speed. In its own words: “Too fast.”',
  );
  expect(sentence('refused', { fields: { ref_audio: [] } })).toContain('Change the recording.');
  expect(sentence('refused', { fields: { constructor: [] } })).toContain('Change the request.');
});

test("a stranger's words neither format nor link nor go on", () => {
  const said = sentence('refused', {
    fields: { text: [`**@everyone** <@1> [x](http://y) \`z\`\n# ${'long '.repeat(200)}`] },
  });
  expect(said).not.toMatch(/[`*<>@[\]#\n]/);
  expect(said.length).toBeLessThan(250);
});

test('names in our own texts are plain as well, whoever gave them', () => {
  const voice = text(($) => $.speech.limits.noSuchVoice, {
    model: '**Kokoro**',
    voice: '<@1>',
    language: '[x](http://y)',
  });
  expect(sentence('refused', { fields: { voice: [voice] } })).toBe(
    'deAPI refused the request. Kokoro has no voice “1” in x(http://y).',
  );
});

test('a job that will never work is not to be tried again', () => {
  expect(sentence('job-failed', { retryable: false })).toContain('Change the text or the voice');
});

test('a charge that was kept is said to be one before somebody asks again', () => {
  const kept = sentence('job-failed', { retryable: true, refunded: false });
  expect(kept).toBe(
    'deAPI failed while speaking and gave no refund. Asking again is charged again.',
  );
  expect(sentence('job-failed', { retryable: true, refunded: true })).toMatch(/Try again\.$/);
});

test.each([
  ['openai', 'The speech server'],
  ['embedded', 'The built-in engine'],
] as const)('%s is called %s', (engine, name) => {
  expect(sentence('timeout', { engine })).toContain(name);
  expect(sentence('plan', { engine })).toContain(name.replace('The', 'the'));
});

test('names of a service are plain within the texts of its limits, too', () => {
  const language = languageText({ tag: 'no tag', name: '[Elvish](https://x.test)' });
  const voice = text(($) => $.speech.limits.noSuchVoice, { model: '*M*', voice: '`v`', language });
  const format = text(($) => $.speech.limits.formats, { model: 'M', formats: ['**mp3**', 'wav'] });
  expect(sentence('refused', { fields: { voice: [voice], format: [format] } })).toMatch(
    /M has no voice “v” in Elvish\(https:\/\/x\.test\)\. M makes mp3 and wav and no other format\.$/,
  );
});
