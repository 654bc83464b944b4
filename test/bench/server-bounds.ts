import { expect } from 'vitest';

import { oneView } from '#features/configuring/one-view.ts';
import { rowCalled } from '#features/configuring/sections.ts';
import { serverView } from '#features/voices/server-view.ts';
import { serverSettings } from '#store/server-settings.ts';
import { voiceBook } from '#voices/book.ts';

import { ann, translations } from '../fakes/asker.ts';
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
  'settings/panel'() {
    expect(maxLengthOf('/settings find')).toBe(100);
    const channelIds = most(500);
    const settings = serverSettings.parse({ reading: { channelIds } });
    const shown = { settings, known: { book, kept: [] }, hindrances: [] };
    const admin = { ...ann, managesServer: true };
    const view = oneView(rowCalled('reading.channelIds')!, shown, () => undefined, admin);
    // Nine more lead to the sections.
    expect(JSON.stringify(view).match(/"value"/g)).toHaveLength(14 * 25 + 9);
  },
  'option/forbidden-typed': () => expect(maxLengthOf('/voice forbid voice')).toBe(100),
  async 'people/muted'() {
    let nowMs = 0;
    await using rig = await testStore({ now: () => nowMs });
    const { mutes } = rig.store;
    const mute = (at: number, until = {}) =>
      mutes.mute('club', { userId: `${at}`, ...until }, 'mod');
    for (let at = 0; at < 1_000; at += 1) await mute(at, at === 7 ? { untilMs: 1_000 } : {});
    await expect(mute(1_000)).rejects.toThrow(/1,000 is the most/);
    // Somebody who is muted anew takes no more room, and a mute that has ended takes none.
    await mute(5);
    nowMs = 1_000;
    await mute(1_000);
    expect(await mutes.list('club')).toHaveLength(1_000);
    await expect(mute(1_001)).rejects.toThrow(/1,000 is the most/);
  },
  async 'oversight/report'() {
    await using rig = await testStore({ maxVoicesPerPerson: 2_000 });
    const { voices, sharing, reports } = rig.store;
    const sound = { mode: 'design', description: 'an old man' } as const;
    const keep = async (at: number) => {
      const { id } = await voices.keep({ ownerId: 'ann', name: `${at}`, sound });
      return id;
    };
    const share = (id: string) => sharing.share(id, 'ann', 'club', true);
    const report = (voiceId: string, by: number) =>
      reports.file({ guildId: 'club', voiceId, reporterId: `${by}`, reason: 'That is me.' });
    const first = await keep(0);
    for (let at = 1; at < 1_000; at += 1) await share(await keep(at));
    await share(first);
    const late = await keep(1_000);
    await expect(share(late)).rejects.toThrow(/1,000 is the most/);
    // A voice that is shared already can be shared again, and elsewhere there is room.
    await share(first);
    expect(await sharing.share(late, 'ann', 'pub', true)).toMatchObject({ id: late });
    for (let by = 0; by < 500; by += 1) await report(first, by);
    await expect(report(first, 500)).rejects.toThrow(/500 reports wait/);
    expect(await report(first, 7)).toMatchObject({ isNew: false });
  },
  async 'oversight/requests'() {
    await using rig = await testStore({ maxVoicesPerPerson: 2_000 });
    const { voices, sharing } = rig.store;
    const sound = { mode: 'design', description: 'an old man' } as const;
    const ids: string[] = [];
    for (let at = 0; at < 501; at += 1)
      ids.push((await voices.keep({ ownerId: 'ann', name: `${at}`, sound })).id);
    const ask = (id = '') => sharing.ask(id, 'ann', 'club');
    for (const id of ids.slice(0, 500)) await ask(id);
    await expect(ask(ids[500])).rejects.toThrow(/500 voices wait/);
    expect(await ask(ids[0])).toMatchObject({ isNew: false });
    await sharing.decide(ids[0] ?? '', 'club', 'approved', 'mod');
    expect(await ask(ids[500])).toMatchObject({ isNew: true });
  },
  async 'budget/show'() {
    await using rig = await testStore();
    const { budgets } = rig.store;
    const of = (at: number) =>
      ({ whose: 'person', userId: `${at}`, period: 'day', usd: 1 }) as const;
    for (let at = 0; at < 100; at += 1) await budgets.set('club', of(at), 'mod');
    await expect(budgets.set('club', of(100), 'mod')).rejects.toThrow(/100 is the most/);
  },
};
