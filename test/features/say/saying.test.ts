import { expect, test } from 'vitest';

import type { View } from '#discord/view.ts';
import { sayingView, utteranceOf } from '#features/say/saying-view.ts';
import { nothingMade, noteSpoken, stateLine } from '#features/say/saying.ts';
import type { Saying, Stage } from '#features/say/saying.ts';
import { ownWords, text } from '#i18n/text.ts';

import { translations } from '../../fakes/asker.ts';

// The view of something that is said: how far it is, what should be known of it, and its buttons.

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
  voice: ownWords('Sky, English (US)'),
  engine: 'deapi',
  made: nothingMade(),
  ...more,
});

test.each<[Stage, string]>([
  [{ kind: 'joining', channelId: '7' }, 'Joining <#7> …'],
  [{ kind: 'queued', before: 3 }, 'Waiting: 3 before it'],
  [{ kind: 'lined-up', sentence: text(($) => $.say.turns.next) }, 'Waiting: yours is next'],
  [{ kind: 'making' }, 'Being made …'],
  [{ kind: 'making', progress: { phase: 'queued' } }, 'Waiting for the speech service …'],
  [{ kind: 'making', progress: { phase: 'speaking' } }, 'Being made …'],
  [{ kind: 'recording', progress: { phase: 'speaking', percent: 41.6 } }, 'Being made … 42 %'],
  [{ kind: 'recording', progress: { phase: 'fetching' } }, 'Nearly there …'],
  [{ kind: 'speaking' }, 'Speaking …'],
  [{ kind: 'heard' }, 'Spoken'],
  [{ kind: 'skipped' }, 'Skipped'],
  [{ kind: 'left' }, 'Not spoken: I left the call'],
  [{ kind: 'restarting' }, "I'm being restarted, and say it right after"],
  [{ kind: 'posted', notes: [ownWords('a file'), ownWords('why')] }, 'AI voice · a file · why'],
])('%j is shown as %j', (stage, shown) => {
  expect(stateLine(saying(), stage)).toBe(shown);
});

test('what it cost is the sum of its parts, in two digits that say something', () => {
  const said = saying();
  const note = noteSpoken(said);
  note({ engine: 'deapi', costUsd: 0.000_123 });
  note({ engine: 'deapi' });
  note({ engine: 'deapi', costUsd: 0.001 });
  expect(stateLine(said, { kind: 'heard' })).toBe('Spoken · $0.0011');
  // Speech that was kept costs nothing, and nothing is said of its price.
  expect(stateLine(saying(), { kind: 'heard' })).toBe('Spoken');
});

test('that another engine spoke a part of it is told to the end', () => {
  const said = saying();
  const note = noteSpoken(said);
  for (const engine of ['deapi', 'embedded', 'deapi'] as const) note({ engine });
  expect(stateLine(said, { kind: 'heard' })).toMatch(/in another voice, .* not available$/);
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
  utteranceOf(said, { show: (view) => shown.push(view) }).onHindered?.(muted);
  expect(JSON.stringify(shown)).toContain('I am muted in this server');
  const stage = { kind, before: 1 } as Stage;
  expect(stateLine(said, stage).includes('I am muted in this server')).toBe(isHeld);
  utteranceOf(said, { show: () => undefined }).onHindered?.(undefined);
  expect(stateLine(said, stage)).not.toContain('muted');
});

test('a call is told whose it is and in which kept voice, and that its end is shown', () => {
  const none = { show: () => undefined };
  expect(utteranceOf(saying({ voiceId: 'v' }), none)).toMatchObject({
    id: 'id',
    authorId: 'ada',
    voiceId: 'v',
    endIsShown: true,
  });
  expect(utteranceOf(saying(), none)).not.toHaveProperty('voiceId');
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
  [{ kind: 'recording' }, []],
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
