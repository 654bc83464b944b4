import { expect, test } from 'vitest';

import { bodyOf } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { manageView, onceView, trimView } from '#features/own-voices/clone-view.ts';
import { takesView } from '#features/own-voices/design-view.ts';
import type { CloneDraft } from '#features/own-voices/drafts.ts';
import { text } from '#i18n/text.ts';

import { ann } from '../../fakes/asker.ts';
import { ownTexts } from '../../i18n/own-texts.ts';

// Panels of own voices are in the language of whoever makes or keeps them.

const t = ownTexts({
  de: {
    clips: { problems: { silent: 'Es ist nichts zu hören.' } },
    ownVoices: {
      making: {
        trim: '{{why}} Von {{from, number(minimumFractionDigits: 1)}} bis {{to, number}} s?',
      },
      once: { trimmed: '{{why}} Ich nehme {{from, number(minimumFractionDigits: 1)}} s an.' },
      takes: {
        triesLeft_one: 'noch {{count, number}} Versuch',
        triesLeft_other: 'noch {{count, number}} Versuche',
      },
      buttons: { share: 'Teilen', use: 'Benutzen', askDelete: 'Löschen …', again: 'Noch einmal' },
    },
  },
})('de');

const shown = (view: View): string => JSON.stringify(bodyOf(view));
const silent = text(($) => $.clips.problems.silent);
const stretch = { fromMs: 1_000, toMs: 2_500 };

test('why a part of a recording is used, and which, is told in one sentence of the reader’s', () => {
  const draft = { id: 'a', name: 'Mine' } as CloneDraft;
  expect(shown(trimView(draft, stretch, silent, t))).toContain(
    'Es ist nichts zu hören. Von 1,0 bis 2,5 s?',
  );
  expect(shown(onceView('a', { stretch, why: silent }, t))).toContain(
    'Es ist nichts zu hören. Ich nehme 1,0 s an.',
  );
});

test('the buttons of a kept voice are in the language of its owner', () => {
  const view = shown(manageView('a', 'Mine', false, t));
  for (const label of ['Teilen', 'Benutzen', 'Löschen …']) expect(view).toContain(`"${label}"`);
});

test('the price of takes is said to be one about where one of them was estimated', () => {
  const takes = [false, true].map((costIsEstimated, index) => ({
    number: index + 1,
    isFile: false,
    costUsd: 0.0015,
    costIsEstimated,
  }));
  const draft = { id: 'a', name: 'Calm', rounds: [{ description: 'Calm', takes }] };
  const tried = { draft, problems: [], triesLeft: 1, inCall: false };
  const view = shown(takesView(tried as unknown as Parameters<typeof takesView>[0], ann.t));
  expect(view).toContain('about $0.003');
});

test.each([
  [1, 'noch 1 Versuch"'],
  [2, 'noch 2 Versuche"'],
])('%d tries are told with the price and plural of the reader’s language', (triesLeft, foot) => {
  const take = { number: 1, isFile: false, costUsd: 0.0015 };
  const draft = { id: 'a', name: 'Calm', rounds: [{ description: 'Calm', takes: [take] }] };
  const tried = { draft, problems: [], triesLeft, inCall: false };
  const view = shown(takesView(tried as unknown as Parameters<typeof takesView>[0], t));
  expect(view).toMatch(/0,0015\s\$ · /u);
  expect(view).toContain(foot);
  expect(view).toContain('"Noch einmal"');
});
