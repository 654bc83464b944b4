import { isDeepStrictEqual } from 'node:util';

import type { Store } from '#store/store.ts';

/** The settings of people, with a word to those who listen when somebody speaks in another voice than before. */
export function noticingVoices(store: Pick<Store, 'people' | 'members'>) {
  const listeners = new Set<(userId: string) => void>();
  const { people, members } = store;
  const noticing = async <Value extends { readonly voice: unknown }>(
    userId: string,
    get: () => Promise<Value>,
    change: () => Promise<Value>,
  ): Promise<Value> => {
    const before = await get();
    const after = await change();
    if (!isDeepStrictEqual(before.voice, after.voice))
      for (const listener of listeners) listener(userId);
    return after;
  };
  return {
    people: {
      get: (userId) => people.get(userId),
      change: (userId, ...change) =>
        noticing(
          userId,
          () => people.get(userId),
          () => people.change(userId, ...change),
        ),
    } satisfies Store['people'] as Store['people'],
    members: {
      get: (scope) => members.get(scope),
      change: (scope, ...change) =>
        noticing(
          scope.userId,
          () => members.get(scope),
          () => members.change(scope, ...change),
        ),
    } satisfies Store['members'] as Store['members'],
    onVoiceChanged: (listener: (userId: string) => void) => void listeners.add(listener),
  };
}
