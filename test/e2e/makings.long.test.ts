import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answerAs, roles, showCarriers, tryAs } from './permission-cast.ts';
import { begun, makings } from './permission-drafts.ts';
import { openTrials } from './permission-trials.ts';
import type { Trials } from './permission-trials.ts';
import { soonMs, speechOf } from './room.ts';

// Nobody gets at what somebody else is making, tried through the real bot.

const everyMs = 120_000;

let trials: Trials;

beforeAll(async () => {
  trials = await openTrials();
}, everyMs);

afterAll(() => trials.close(), everyMs);

const others = roles.filter((role) => role !== 'owner');

describe('nobody but who makes it gets at', () => {
  beforeAll(() => showCarriers(trials.people), everyMs);

  test.each(Object.keys(makings))(
    '%s',
    async (making) => {
      const { voices } = trials.store;
      const draftId = await trials.begin(making);
      const [, ...steps] = makings[making]?.steps ?? [];
      for (const [at, [what, told]] of steps.entries()) {
        // Before what is made is kept or thrown away, everybody tries; before that, they take turns.
        const by = at === steps.length - 1 ? others : others.slice(at, at + 1);
        expect(await trials.found(making, draftId, by)).toEqual([]);
        const panel = await answerAs(trials.people, 'owner', trials.asked(what, 'owner', draftId));
        expect(panel.text).toMatch(told);
      }
      expect(await trials.found(making, draftId, ['owner', 'other'])).toEqual([]);
      for (const role of others)
        expect(await voices.ownedBy(trials.people.by[role].id)).toEqual([]);
      // The tables after this count on two voices.
      const { owner } = trials.people.by;
      for (const { id, name } of await voices.ownedBy(owner.id))
        if (name !== 'Hidden' && name !== 'Lent') await voices.remove(id, owner.id);
    },
    everyMs,
  );

  test(
    'takes, which nobody else can play in the call',
    async () => {
      const { room, by } = trials.people;
      const { discord } = trials.scene;
      discord.join(room.call, by.other);
      expect(await tryAs(trials.people, 'owner', '/join')).toMatch(/I’m in/);
      const draftId = await trials.begin('a design');
      const fromMs = performance.now();
      expect(await trials.found('a design', draftId, others)).toEqual([]);
      expect(speechOf(room.listener, { fromMs })).toEqual([]);
      const hear = trials.asked('[design:hear:%DRAFT]', 'owner', draftId);
      const carrier = trials.people.carriers.get('owner');
      if (!carrier) throw new Error('the owner sees no message');
      discord.forge(carrier, hear.slice(1, -1), by.owner);
      await expect
        .poll(() => speechOf(room.listener, { fromMs }).length, { timeout: soonMs })
        .toBeGreaterThan(10);
      expect(await tryAs(trials.people, 'owner', '/leave')).toMatch(/I left/);
      await discord.leave(room.server, by.other);
    },
    everyMs,
  );
});

test(
  'of what somebody is making nothing is left once they had everything deleted',
  async () => {
    const drafts: [string, string][] = [];
    for (const making of begun) drafts.push([making, await trials.begin(making)]);
    const deleted = trials.asked('[privacy:delete:all:%OWNER]', 'owner');
    expect(await tryAs(trials.people, 'owner', deleted)).toMatch(/is deleted/);
    for (const [making, draftId] of drafts)
      expect(await trials.found(making, draftId, roles)).toEqual([]);
  },
  everyMs,
);
