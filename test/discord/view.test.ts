import { checkTogether } from '@crier/rehearsal/discord/forms/component-tree.ts';
import type { Component } from '@crier/rehearsal/discord/model.ts';
import { expect, test } from 'vitest';

import { button, panel, panelPart, textPanel } from '#discord/panel.ts';
import { bodyOf } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { ownWords } from '#i18n/text.ts';

import { ann } from '../fakes/asker.ts';

const press = button('a:b', ownWords('Press'), ann.t);

const taken = (view: View) => {
  const { components = [] } = bodyOf(view);
  return checkTogether(components as unknown as readonly Component[], []);
};

test('a panel is sent as it is', () => {
  const view = panel('x'.repeat(4_000), [press]);
  expect(bodyOf(view).components).toEqual(view.kind === 'panel' && view.components);
});

test('a panel with too much text loses the end of it, and nothing else', () => {
  const components = JSON.stringify(taken(panel('x'.repeat(4_001), [press])));
  expect(components).toContain(`"${'x'.repeat(3_999)}…"`);
  expect(components).toContain('"Press"');
  expect(() => taken(textPanel('x'.repeat(9_000)))).not.toThrow();
});

test('of several texts the longest are cut', () => {
  const parts = [
    panelPart('short', []),
    panelPart('x'.repeat(3_000), []),
    panelPart('y'.repeat(3_000), []),
  ];
  const components = JSON.stringify(taken({ kind: 'panel', components: parts }));
  expect(components).toContain('"short"');
  for (const letter of ['x', 'y']) expect(components).toContain(letter.repeat(1_900));
  expect(components.match(/…"/g)).toHaveLength(2);
});
