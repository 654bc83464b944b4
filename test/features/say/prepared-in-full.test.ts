import { expect, test } from 'vitest';

import { testStore } from '../../store/folder.ts';
import { ada, hello, replyOf, setUp } from './speaking-rig.ts';

test('a line that is noted while its author switches that off is not kept', async () => {
  await using rig = await testStore();
  const { people, earlierLines } = rig.store;
  const keep = (keepsLines: boolean) =>
    people.change(ada.id, { actorId: ada.id }, (now) => ({ ...now, keepsLines }));
  await keep(true);
  const cleared: string[] = [];
  const { speaking, calls, whereabouts } = setUp({
    people,
    earlierLines: {
      async note(userId, text) {
        await keep(false);
        await earlierLines.clear(userId);
        await earlierLines.note(userId, text);
      },
      async clear(userId) {
        await earlierLines.clear(userId);
        cleared.push(userId);
      },
    },
  });
  calls.inChannel('g', 'a');
  whereabouts.put(ada.id, 'a');
  void speaking.say(ada, hello, replyOf().reply);
  await expect.poll(() => cleared).toEqual([ada.id]);
  expect(await earlierLines.of(ada.id)).toEqual([]);
});
