import { expect, test } from 'vitest';

import { warmUp } from '#warm-up.ts';

import { FakeLog } from './fakes/log.ts';

// The bot reads what the first words would wait for before Discord lets it in.

test('it is over when the engines are ready', async () => {
  const log = new FakeLog();
  const preparing = Promise.withResolvers<void>();
  let isOver = false;
  const warming = warmUp({ prepare: () => preparing.promise }, log).then(() => (isOver = true));
  // Sound and words are read meanwhile.
  await warmUp({ prepare: async () => undefined }, log);
  expect(isOver).toBe(false);
  preparing.resolve();
  await warming;
  expect(log.lines).toEqual([]);
});

test('an engine that can’t be made ready is told of, and the bot starts all the same', async () => {
  const log = new FakeLog();
  const error = new Error('its file is gone');
  await warmUp({ prepare: () => Promise.reject(error) }, log);
  expect(log.lines).toEqual([
    { level: 'warn', facts: { error }, message: 'what speech needs could not be read ahead' },
  ]);
});
