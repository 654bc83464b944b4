import { expect, test } from 'vitest';

import { Track } from '#audio/track.ts';
import { viewOf } from '#discord/view.ts';
import type { Shown, View } from '#discord/view.ts';
import { sayingView } from '#features/say/saying-view.ts';
import { nothingMade, notingMade, stateLine } from '#features/say/saying.ts';
import type { Saying, Stage } from '#features/say/saying.ts';
import { utteranceIn } from '#features/say/utterance.ts';
import { ownWords, text } from '#i18n/text.ts';

import { translations } from '../../fakes/asker.ts';

// The view of something that is said: how far it is, what should be known of it, and its buttons.

const noLines = { lastLines: { worded: () => async () => undefined } };

const saying = (more: Partial<Saying> = {}): Saying => ({
  id: 'id',
  authorId: 'ada',
  authorName: 'Ada',
  t: translations(),
  guildId: 'g',
  text: 'hello',
  request: {
    text: 'hello',
    model: 'Kokoro',
    language: 'en-us',
    voice: { mode: 'preset', id: 'af_sky' },
    speed: 1,
  },
  isForFile: false,
  isTakenUp: false,
  voice: ownWords('Sky, English (US)'),
  engine: 'deapi',
  made: nothingMade(),
  ...more,
});

test.each([
  ['de', 'Wird erzeugt … 42 %'],
  ['fr', 'En préparation… 42 %'],
  ['ja', '作成中… 42%'],
])('how much is made is written as in %s', (locale, shown) => {
  const stage = { kind: 'making', progress: { phase: 'speaking', percent: 41.6 } } as const;
  const said = stateLine(saying({ t: translations(locale) }), stage);
  // Some languages have a space there, of one kind or another.
  expect(said.replaceAll(/\p{Z}/gu, ' ')).toBe(shown);
});

test.each<[Stage, string]>([
  [{ kind: 'joining', channelId: '7' }, 'Joining <#7> …'],
  [{ kind: 'queued', before: 3 }, 'Waiting: 3 before it'],
  [{ kind: 'lined-up', sentence: text(($) => $.say.turns.next) }, 'Waiting: yours is next'],
  [{ kind: 'making' }, 'Being made …'],
  [{ kind: 'making', progress: { phase: 'queued' } }, 'Waiting for the speech service …'],
  [{ kind: 'making', progress: { phase: 'speaking' } }, 'Being made …'],
  [{ kind: 'rendering', progress: { phase: 'speaking', percent: 41.6 } }, 'Being made … 42%'],
  [{ kind: 'rendering', progress: { phase: 'fetching' } }, 'Nearly there …'],
  [{ kind: 'speaking' }, 'Speaking …'],
  [{ kind: 'heard' }, 'Spoken'],
  [{ kind: 'skipped' }, 'Skipped'],
  [{ kind: 'left' }, 'Not spoken: I left the call'],
  [{ kind: 'restarting' }, 'I’m being restarted, and say it right after'],
  [{ kind: 'posted', notes: [ownWords('a file'), ownWords('why')] }, 'AI voice · a file · why'],
])('%j is shown as %j', (stage, shown) => {
  expect(stateLine(saying(), stage)).toBe(shown);
});

test('what it cost is the sum of its parts, in two digits that say something', () => {
  const said = saying();
  const { onSpoken } = notingMade(said);
  onSpoken({ engine: 'deapi', costUsd: 0.000_123 });
  onSpoken({ engine: 'deapi' });
  onSpoken({ engine: 'deapi', costUsd: 0.001 });
  expect(stateLine(said, { kind: 'heard' })).toBe('Spoken · $0.0011');
  onSpoken({ engine: 'deapi', costUsd: 0.001, costIsEstimated: true });
  onSpoken({ engine: 'deapi', costUsd: 0.001 });
  expect(stateLine(said, { kind: 'heard' })).toBe('Spoken · about $0.0031');
  // Speech that was kept costs nothing, and nothing is said of its price.
  expect(stateLine(saying(), { kind: 'heard' })).toBe('Spoken');
});

test('that another engine spoke a part of it is told to the end', () => {
  const said = saying();
  const { onSpoken } = notingMade(said);
  for (const engine of ['deapi', 'embedded', 'deapi'] as const) onSpoken({ engine });
  expect(stateLine(said, { kind: 'heard' })).toMatch(/in another voice, .* not available$/);
});

test('until when another engine speaks is told when it is for the quota of the day', () => {
  const said = saying();
  const instead = { failure: 'rate-limited', quota: 'day', untilMs: 90_000_000 } as const;
  notingMade(said).onSpoken({ engine: 'embedded', instead });
  expect(stateLine(said, { kind: 'heard' })).toMatch(
    /in another voice until <t:90000:t>, .* used up/,
  );
});

test('that the chosen voice may have been charged, though another speaks, is told', () => {
  const said = saying();
  const instead = { failure: 'maybe-submitted', isDoubtful: true } as const;
  const { onSpoken } = notingMade(said);
  onSpoken({ engine: 'embedded', instead: { failure: 'unavailable' } });
  expect(stateLine(said, { kind: 'heard' })).not.toMatch(/charged/);
  onSpoken({ engine: 'embedded', instead });
  expect(stateLine(said, { kind: 'heard' })).toMatch(
    /in another voice, .* · the chosen one may have been charged all the same$/,
  );
});

test('what was kept is told with what it would have cost, where that is known', () => {
  const said = saying();
  const { onSpoken, onSaved } = notingMade(said);
  onSaved({ chars: 9 });
  expect(stateLine(said, { kind: 'heard' })).toBe('Spoken');
  onSpoken({ engine: 'deapi', costUsd: 0.002 });
  onSaved({ chars: 9, usd: 0.001 });
  onSaved({ chars: 9, usd: 0.0005 });
  expect(stateLine(said, { kind: 'heard' })).toBe('Spoken · $0.002 · about $0.0015 saved');
});

test.each([
  ['person', 'since your budget is used up'],
  ['server', 'since the server’s budget is used up'],
  ['bot', 'since my budget is used up'],
] as const)('when the budget of the %s is used up, that is why, and until when', (scope, why) => {
  const said = saying();
  const budget = { scope, period: 'day', againAtMs: 1_795_996_800_000 } as const;
  const instead = { failure: 'over-budget', budget } as const;
  notingMade(said).onSpoken({ engine: 'embedded', instead });
  expect(stateLine(said, { kind: 'heard' })).toBe(
    `Spoken · in the built-in voice, ${why} (new <t:1795996800:R>)`,
  );
});

test.each([
  ['person', 'since your budget has no room for it (left: $0.02,'],
  ['server', 'since the server’s budget has no room for it (left: $0.02,'],
  ['bot', 'since my budget has no room for it (left: $0.02,'],
] as const)('when the budget of the %s has something left, that is told', (scope, why) => {
  const said = saying();
  const left = { usd: 0.02 };
  const budget = { scope, period: 'day', left, againAtMs: 1_795_996_800_000 } as const;
  notingMade(said).onSpoken({ engine: 'embedded', instead: { failure: 'over-budget', budget } });
  expect(stateLine(said, { kind: 'heard' })).toBe(
    `Spoken · in the built-in voice, ${why} new <t:1795996800:R>)`,
  );
});

test.each<[Stage['kind'], boolean]>([
  ['queued', true],
  ['making', true],
  ['speaking', true],
  ['heard', false],
  ['left', false],
])('why nobody hears it for now stands in the place of “%s”: %s', (kind, isHeld) => {
  const muted = text(($) => $.calls.suspended.muted);
  const said = saying();
  const shown: View[] = [];
  const show = (view: Shown): void => void shown.push(viewOf(view));
  utteranceIn('guild', said, { isPrivate: false, show }, noLines).onHindered?.(muted);
  expect(JSON.stringify(shown)).toContain('I am muted in this server');
  const stage = { kind, before: 1 } as Stage;
  expect(stateLine(said, stage).includes('I am muted in this server')).toBe(isHeld);
  utteranceIn('guild', said, { isPrivate: false, show: () => undefined }, noLines).onHindered?.(
    undefined,
  );
  expect(stateLine(said, stage)).not.toContain('muted');
});

test('a call is told whose it is and in which kept voice, and that its end is shown', () => {
  const none = { isPrivate: false, show: () => undefined };
  expect(utteranceIn('guild', saying({ voiceId: 'v' }), none, noLines)).toMatchObject({
    id: 'id',
    authorId: 'ada',
    voiceId: 'v',
    endIsShown: true,
  });
  expect(utteranceIn('guild', saying(), none, noLines)).not.toHaveProperty('voiceId');
});

test('a call is told who asked, unless the answer is theirs alone, and none of the words', () => {
  const said = saying({ authorName: 'Ada', text: 'A secret.' });
  const aboutIt = (isPrivate: boolean) =>
    utteranceIn('guild', said, { isPrivate, show: () => undefined }, noLines).about?.();
  expect(aboutIt(false)).toEqual({ author: 'Ada', expectedMs: expect.any(Number) });
  expect(aboutIt(true)).toEqual({ author: undefined, expectedMs: expect.any(Number) });
});

const labels = (view: View): readonly string[] =>
  [...JSON.stringify(view).matchAll(/"label":"(.*?)"/g)].map(([, label = '']) => label);

test.each<[Stage, readonly string[]]>([
  [{ kind: 'joining', channelId: '7' }, ['Skip', 'Post as file']],
  [{ kind: 'queued', before: 1 }, ['Skip', 'Post as file']],
  [{ kind: 'making' }, ['Skip', 'Post as file']],
  [{ kind: 'speaking' }, ['Skip', 'Post as file']],
  [{ kind: 'heard' }, ['Replay', 'Post as file']],
  [{ kind: 'skipped' }, ['Replay', 'Post as file']],
  [{ kind: 'left' }, ['Replay', 'Post as file']],
  [{ kind: 'rendering' }, []],
  [{ kind: 'restarting' }, []],
  [{ kind: 'posted', notes: [] }, []],
])('under %j are the buttons %j', (stage, expected) => {
  expect(labels(sayingView(saying(), stage))).toEqual(expected);
  // People who hear a sample of somebody else's voice can report it.
  const reportable = saying({ isReportable: true, voiceId: 'v' });
  expect(labels(sayingView(reportable, stage)).slice(expected.length)).toEqual([
    expect.stringMatching(/^Report/),
  ]);
});

test('what is shown of it is escaped, and a spoiler stays one', () => {
  const shown = JSON.stringify(
    sayingView(saying({ authorName: '*Ada*', text: 'a ||secret|| word' }), { kind: 'heard' }),
  );
  expect(shown).toContain(String.raw`\\*Ada\\*`);
  expect(shown).not.toContain('secret');
});

test('own words are kept with their sound for the author once they were heard, and nobody else’s are', () => {
  const kept: unknown[] = [];
  const lastLines = {
    worded: (guildId: string) => async (spoken: object, track: unknown) =>
      void kept.push([guildId, 'authorId' in spoken && spoken.authorId, track]),
  };
  const reply = { show: () => undefined, isPrivate: true };
  const own = utteranceIn('g', saying({ isOwn: true }), reply, { lastLines });
  expect(own.typed?.()).toBe('hello');
  expect(kept).toEqual([]);
  const track = new Track();
  own.onHeard?.(track);
  expect(kept).toEqual([['g', 'ada', track]]);
  expect(utteranceIn('g', saying(), reply, { lastLines }).onHeard).toBeUndefined();
});
