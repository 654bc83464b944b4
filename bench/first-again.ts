import { setTimeout as delay } from 'node:timers/promises';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const waitMs = 20_000;
/** Two presses that come sooner are one. */
const pressPauseMs = 500;
const words = 'I need a break now, and I am back in ten minutes.';

/** From a press on Again in the box to speak with to the first packet. */
export const firstPacketAgain: Scenario = {
  names: ['first-packet/again'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      const { discord, ann } = scene;
      const box = await inCall.command('speak').reply(undefined, waitMs);
      await inCall.sayWhole(words);
      const samples = await sampled(async () => {
        const pressed = discord.press(box, 'Again', ann);
        const packet = await speechBegins(inCall.listener, pressed.sentAtMs, waitMs);
        await inCall.hush();
        await delay(pressPauseMs);
        return packet.atMs - pressed.sentAtMs;
      });
      return [{ name: 'first-packet/again', unit: 'ms', samples }];
    } finally {
      await scene.close({ check: false });
    }
  },
};
