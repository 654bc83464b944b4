import { expect, test } from 'vitest';

import { withdrawal } from '#features/oversight/withdrawal.ts';
import type { WithdrawalParts } from '#features/oversight/withdrawal.ts';
import type { Store } from '#store/store.ts';

import { anyClip, consentTo, hashOf, keepClone, testStore } from '../../store/folder.ts';

const ann = '123456789012345678';

/** The events in their order: what is silenced and forgotten, and when the store erases. */
function withdrawing(store: Store, { fails = false } = {}) {
  const told: string[] = [];
  const erased = async <Result>(erasing: Promise<Result>): Promise<Result> => {
    const result = await erasing;
    told.push('erased');
    if (fails) throw new Error('the disk is full');
    return result;
  };
  const parts: WithdrawalParts = {
    ...store,
    voices: { ...store.voices, remove: (...of) => erased(store.voices.remove(...of)) },
    personalData: {
      ...store.personalData,
      forget: (...of) => erased(store.personalData.forget(...of)),
    },
    speaking: {
      silence(isMeant) {
        const byAnn = isMeant({ id: 's', authorId: ann, guildId: 'club' });
        told.push(byAnn ? 'silenced what Ann says' : 'silenced the voice');
      },
    },
    forgetSpeech: async (whose) => {
      told.push(`forgot ${nameOf(whose)}`);
    },
    forgetUnfinished: () => void told.push('dropped what is in memory'),
  };
  return { told, withdrawn: withdrawal(parts) };
}

function nameOf(whose: Parameters<WithdrawalParts['forgetSpeech']>[0]): string {
  if ('userId' in whose) return 'what was paid for Ann';
  return 'clipHash' in whose ? whose.clipHash : whose.mode;
}

const endOf = (erasing: Promise<unknown>): Promise<unknown> =>
  erasing.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.message : error),
  );

test.each([false, true])(
  'what a voice spoke is gone before the voice is, and once more after it; erasing fails: %s',
  async (fails) => {
    await using rig = await testStore();
    const clip = anyClip();
    const { id } = await keepClone(rig.store, ann, 'Mine', clip);
    const { told, withdrawn } = withdrawing(rig.store, { fails });
    expect(await endOf(withdrawn.remove(id, ann))).toBe(fails ? 'the disk is full' : 'done');
    const gone = ['silenced the voice', `forgot ${hashOf(clip)}`];
    expect(told).toEqual([...gone, 'erased', ...gone]);
    expect(await withdrawn.remove(id, ann)).toBeUndefined();
  },
);

test.each([false, true])(
  'what somebody said and what their clips spoke is gone before their data is, and once more after it; erasing fails: %s',
  async (fails) => {
    await using rig = await testStore();
    const [kept, once] = [anyClip(), anyClip()];
    await keepClone(rig.store, ann, 'Mine', kept);
    await consentTo(rig.store, ann, hashOf(once));
    const { told, withdrawn } = withdrawing(rig.store, { fails });
    const forgetting = withdrawn.forgetPerson(ann, { keepOptOut: false });
    expect(await endOf(forgetting)).toBe(fails ? 'the disk is full' : 'done');
    const at = told.indexOf('erased');
    // Texts that fall silent are noted, and dropped with the rest.
    expect([told[0], told.at(-1)]).toEqual(Array(2).fill('dropped what is in memory'));
    for (const part of [told.slice(1, at), told.slice(at + 1, -1)]) {
      expect(part[0]).toBe('silenced what Ann says');
      expect(new Set(part.slice(1))).toEqual(
        new Set([
          'forgot what was paid for Ann',
          `forgot ${hashOf(kept)}`,
          `forgot ${hashOf(once)}`,
        ]),
      );
    }
  },
);

test('nobody else’s voice falls silent for who asks to remove it', async () => {
  await using rig = await testStore();
  const { id } = await keepClone(rig.store, ann, 'Mine');
  const { told, withdrawn } = withdrawing(rig.store);
  expect(await withdrawn.remove(id, '3')).toBeUndefined();
  expect(told).toEqual([]);
});
