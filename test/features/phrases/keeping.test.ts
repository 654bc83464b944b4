import { expect, test } from 'vitest';

import { KeepingPhrases } from '#features/phrases/keeping.ts';
import { DatabaseAwayError } from '#ops/database-away.ts';

import { FakeLog } from '../../fakes/log.ts';

const unasked = () => {
  throw new Error('nobody asks for that');
};

test('where the phrases of somebody who changed their voice can’t be read, nothing is made, and nothing fails', async () => {
  let asked = 0;
  const keeping = new KeepingPhrases({
    phrases: {
      of: async () => {
        asked += 1;
        throw new DatabaseAwayError('away');
      },
    },
    phraseFrames: { release: unasked },
    renderer: { render: unasked },
    whereabouts: { guildOf: () => undefined, channelOf: unasked },
    words: unasked,
    languages: { find: unasked },
    chooser: { choose: unasked, maySpeak: unasked },
    now: Date.now,
    closing: new AbortController().signal,
    log: new FakeLog(),
  });
  await expect(keeping.voiceChanged('ann')).resolves.toBeUndefined();
  expect(asked).toBe(1);
});
