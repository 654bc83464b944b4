import { readingOverview } from '#features/autoread/reading-panel.ts';
import { Budgeting } from '#features/budgets/budgeting.ts';
import { settingsLike } from '#features/configuring/find-setting.ts';
import { oneView } from '#features/configuring/one-view.ts';
import { sectionView } from '#features/configuring/section-view.ts';
import { rowsIn, sectionNames } from '#features/configuring/sections.ts';
import { serverView } from '#features/voices/server-view.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import type { Input } from './input.ts';
import { nastyTexts } from './nasty.ts';
import type { Rig } from './rig.ts';

/** A server whose admins have set as much as they may. */
const guildId = '100000000000000009';
const most = { budgets: 100, channels: 500, forbidden: 2_000 };
const idAt = (at: number): string => String(400_000_000_000_000_000n + BigInt(at));
const ids = Array.from({ length: most.channels }, (_, at) => idAt(at));

/** The inputs of admins: their decisions, and the panels that show them. */
export function serverInputs({ store, catalogue, asker: ann }: Rig): readonly Input[] {
  const asker = { ...ann, guildId };
  const speaker = { userId: asker.id, guildId, channelId: asker.channelId, locale: asker.locale };
  const suggestions = voiceSuggestions({ ...store, catalogue, onTyping: () => undefined });
  const budgeting = new Budgeting(store, 'money');
  let filled: Promise<void> | undefined;
  const inFull = (work: (run: number) => unknown) => async (run: number) => {
    await (filled ??= fill(
      store,
      catalogue.book.offers.map(({ key }) => key),
    ));
    await work(run);
  };
  // As it is stored, so that the panels are shown without a wait for it.
  const current = fullSettings(catalogue.book.offers.map(({ key }) => key));
  const called = {
    user: () => undefined,
    role: () => undefined,
    channel: () => 'general-chat-and-much-more',
  };
  const state = {
    seesContent: true,
    unseenIds: ids,
    obstacle: undefined,
    callId: undefined,
    translator: undefined,
  };
  const shown = { settings: current, known: { book: catalogue.book, kept: [] }, hindrances: [] };
  return [
    {
      name: 'settings/change',
      bound: '500 channels, 500 roles and people each, 2,000 forbidden voices; refused above',
      works: [
        inFull((run) =>
          store.serverSettings.change(guildId, { actorId: asker.id }, (now) => ({
            ...now,
            volumeDb: -(run % 5),
          })),
        ),
      ],
    },
    {
      name: 'settings/voices',
      bound: 'of 2,000 forbidden voices and 500 channels as many as a panel holds',
      works: [
        () =>
          serverView(
            {
              settings: current,
              banned: [],
              known: { book: catalogue.book, kept: [] },
              called,
              obstacle: undefined,
            },
            asker.t,
          ),
      ],
    },
    {
      name: 'settings/reading',
      bound: 'of 500 channels and 500 roles as many as a panel holds',
      works: [() => readingOverview(current, state, catalogue.book, asker)],
    },
    {
      name: 'settings/panel',
      bound: 'of what a section has as many as a panel holds; 100 characters to find one by',
      works: [
        ...sectionNames.map((name) => () => sectionView(name, shown, asker)),
        ...sectionNames
          .flatMap((name) => rowsIn(name))
          .map((row) => () => oneView(row, shown, () => 'general-chat-and-much-more', asker)),
        ...nastyTexts.map((text) => () => settingsLike(text.slice(0, 100), asker, 25)),
      ],
    },
    {
      name: 'option/forbidden-typed',
      bound: '100 characters, among 3,000 voices of which 2,000 are forbidden',
      works: [...nastyTexts.map((text) => text.slice(0, 100)), ''].map((text) =>
        inFull(() => suggestions.forbidden(text, speaker)),
      ),
    },
    {
      name: 'budget/show',
      bound: '100 people of a server have budgets of their own; refused above',
      isSliced: true,
      works: [inFull(() => budgeting.show(asker))],
    },
  ];
}

function fullSettings(keys: readonly string[]) {
  const channel = { voice: { voice: keys[0], style: 'calm '.repeat(60) } };
  return serverSettings.parse({
    forbiddenVoices: keys.slice(-most.forbidden),
    channels: Object.fromEntries(ids.map((id) => [id, channel])),
    reading: { on: true, channelIds: ids, ignoredRoleIds: ids },
    calls: { personIds: ids, roleIds: ids },
  });
}

async function fill({ serverSettings: stored, budgets }: Store, keys: readonly string[]) {
  await stored.change(guildId, { actorId: '1' }, () => fullSettings(keys));
  for (let at = 0; at < most.budgets; at += 1)
    for (const period of ['day', 'month'] as const) {
      const budget = { whose: 'person', userId: idAt(at), period, usd: 1, chars: 1_000 } as const;
      await budgets.set(guildId, budget, '1');
    }
}
