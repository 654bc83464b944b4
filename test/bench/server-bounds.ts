import { expect } from 'vitest';

import { serverView } from '#features/voices/server-view.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';

import { translations } from '../fakes/asker.ts';
import { testStore } from '../store/folder.ts';
import { maxLengthOf } from './bounded.ts';

const book = voiceBook([]);
const most = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${at}`);
const refusedSettings = (settings: object) =>
  serverSettings.safeParse(settings).error?.issues[0]?.path;

/** The bounds of what admins decide in a server, by the rows that measure it. */
export const serverBounds: Readonly<Record<string, () => unknown>> = {
  'settings/change': () =>
    expect(refusedSettings({ calls: { personIds: most(501) } })).toEqual(['calls', 'personIds']),
  'settings/voices'() {
    const settings = serverSettings.parse({ forbiddenVoices: most(2_000) });
    const known = { book: book, kept: [] };
    const none = () => undefined;
    const called = { user: none, role: none, channel: none };
    const view = serverView(
      { settings, banned: [], known, called, obstacle: undefined },
      translations('en-US'),
    );
    expect(JSON.stringify(view).match(/"value"/g)?.length).toBeLessThanOrEqual(15 * 25);
    expect(refusedSettings({ forbiddenVoices: most(2_001) })).toEqual(['forbiddenVoices']);
  },
  'settings/reading': () =>
    expect(refusedSettings({ reading: { channelIds: most(501) } })).toEqual([
      'reading',
      'channelIds',
    ]),
  'option/forbidden-typed': () => expect(maxLengthOf('/voice forbid voice')).toBe(100),
  async 'budget/show'() {
    await using rig = await testStore();
    const { budgets } = rig.store;
    const of = (at: number) =>
      ({ whose: 'person', personId: `${at}`, period: 'day', usd: 1 }) as const;
    for (let at = 0; at < 100; at += 1) await budgets.set('club', of(at), 'mod');
    await expect(budgets.set('club', of(100), 'mod')).rejects.toThrow(/100 is the most/);
  },
};
