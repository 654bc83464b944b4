import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { expect } from 'vitest';

import { referenceOf } from '#features/voices/browse-state.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { profileKey } from '#voices/profile-key.ts';

import { openScene } from '../scene.ts';
import { answerAs, cast, tellOf, tryAs } from './permission-cast.ts';
import type { Cast, Role } from './permission-cast.ts';
import { makings } from './permission-drafts.ts';
import { closeClean } from './room.ts';

/** A scene with people of every role, who try what they may and may not. */
export interface Trials {
  readonly scene: Scene;
  readonly store: Store;
  readonly people: Cast;
  /** The words of a table with the ids of this scene in the place of `%…`. */
  asked(what: string, role: Role, draftId?: string): string;
  /** The sentences that some of these people were told of a draft, other than that there is none. */
  found(making: string, draftId: string, by: readonly Role[]): Promise<string[]>;
  /** Begins what its maker begins with; resolves with the id of the draft. */
  begin(making: string): Promise<string>;
  close(): Promise<void>;
}

export async function openTrials(): Promise<Trials> {
  const scene = await openScene();
  const store = await openStore({ folder: scene.bot.dataFolder });
  const people = await cast(scene, store);

  const asked: Trials['asked'] = (what, role, draftId = '') => {
    const { hidden, lent } = people;
    const words: Readonly<Record<string, string>> = {
      '%hidden': profileKey(hidden),
      '%lent': profileKey(lent),
      '%HIDDEN': hidden,
      '%LENT': lent,
      '%REF': referenceOf(profileKey(hidden)),
      '%LREF': referenceOf(profileKey(lent)),
      '%OWNER': people.by.owner.id,
      '%DRAFT': draftId,
    };
    return what.replace(/%\w+/g, (word) => words[word] ?? `${word} of ${role}`);
  };

  return {
    scene,
    store,
    people,
    asked,
    async found(making, draftId, by) {
      const { presses, gone } = makings[making] ?? { presses: [], gone: /never/ };
      const told = by.map(async (role) => {
        const unlike: string[] = [];
        for (const what of presses) {
          const text = await tryAs(people, role, asked(what, role, draftId));
          if (!gone.test(text)) unlike.push(`${what} by ${role}: ${tellOf(text)}`);
        }
        return unlike;
      });
      return (await Promise.all(told)).flat();
    },
    async begin(making) {
      const [what, told] = makings[making]?.steps[0] ?? ['', /never/];
      const panel = await answerAs(people, 'owner', what);
      expect(panel.text).toMatch(told);
      const [draftId] = customIdsOf(panel.components).map((customId) => customId.split(':')[2]);
      if (draftId === undefined) throw new Error('the panel has no buttons');
      return draftId;
    },
    async close() {
      await store.close();
      // Discarding a recording drops even its words: they are written down anew.
      await closeClean(scene, { mayPayTwice: true });
    },
  };
}

/** The ids of all buttons, however deep. */
export function customIdsOf(components: readonly object[]): readonly string[] {
  const found: string[] = [];
  JSON.stringify(components, (key, value: unknown) => {
    if (key === 'custom_id' && typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}
