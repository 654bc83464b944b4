import { expect, test } from 'vitest';

import { startCall, takeCallUp, transition } from '#call/machine.ts';

import { voiceServerAt, voiceStateIn } from './packets.ts';

// A process that ends leaves its calls connected, and the next one goes on with them.

const packets = { voiceState: voiceStateIn('a'), voiceServer: voiceServerAt('voice.example') };
const leftBehind = { type: 'left-behind', atMs: 0 } as const;
const did = ({ effects }: ReturnType<typeof transition>): readonly string[] =>
  effects.map((effect) => effect.do);

test('a call that was left is there at once, asks for nothing, and hears of the gateway', () => {
  const step = takeCallUp('a', packets);
  expect(step.state).toMatchObject({ is: 'ready', channelId: 'a' });
  expect(did(step)).toEqual(['attach']);
});

test('one in which the bot was muted meanwhile waits until it may speak', () => {
  const voiceState = voiceStateIn('a', { mute: true });
  expect(takeCallUp('a', { ...packets, voiceState }).state).toMatchObject({ is: 'suspended' });
});

test('a call that is connected is left as it is, and one that is not is left as ever', () => {
  const inside = takeCallUp('a', packets).state;
  const left = transition(inside, leftBehind);
  expect(left.state).toEqual({ is: 'gone', ending: 'closed' });
  expect(did(left)).toEqual(['calm', 'detach']);
  const entering = startCall('a', 0).state;
  expect(did(transition(entering, leftBehind))).toEqual([
    'calm',
    'disconnect',
    'request',
    'detach',
  ]);
});
