import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Stage, target } from './fake-stage.ts';
import { voiceStateIn } from './packets.ts';

test('a refused request to speak on a Stage is logged, and the hindrance told to whoever joins', async () => {
  await using stage = new Stage({ unsuppress: () => Promise.reject(new Error('Missing Access')) });
  await expect(stage.joined({ suppress: true })).rejects.toThrow('I am in the audience');
  expect(stage.log).toEqual(['could not ask to speak on the Stage: Error: Missing Access']);
  // Told already: whoever asks now need not wait for it.
  await expect(stage.live.join(target, new AbortController().signal)).rejects.toThrow(
    'I am in the audience',
  );
});

test('where Discord lets it only ask to speak, the hindrance is told before its time is over', async () => {
  const limits = { hindranceMs: 60_000 };
  await using stage = new Stage({ unsuppress: async () => false }, { limits });
  await expect(stage.joined({ suppress: true })).rejects.toThrow('I am in the audience');
});

test('where Discord let it speak, word of that is waited for', async () => {
  await using stage = new Stage({ unsuppress: async () => true });
  await expect(stage.joined({ suppress: true })).rejects.toThrow('I am in the audience');
  await using late = new Stage({ unsuppress: async () => true }, { limits: { hindranceMs: 500 } });
  const joined = late.joined({ suppress: true });
  await delay(20);
  late.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn('A'));
  await joined;
});

test('where the gateway cannot ask to speak, the hindrance is told all the same', async () => {
  await using stage = new Stage();
  await expect(stage.joined({ suppress: true })).rejects.toThrow('I am in the audience');
});

test('a hindrance that nobody waits for is news', async () => {
  await using stage = new Stage();
  await stage.joined();
  stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn('A', { mute: true }));
  await delay(20);
  stage.listeners.at(-1)?.onVoiceStateUpdate(voiceStateIn('A'));
  expect(stage.news).toEqual([
    { kind: 'suspended', why: 'muted' },
    { kind: 'resumed', why: 'muted' },
  ]);
});
