import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const waitMs = 20_000;
const words = 'I need a break now, and I am back in ten minutes.';

/** From a press on Again in the box to speak with to the first packet. */
export const firstPacketAgain: Scenario = {
  names: ['first-packet/again'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      const box = await inCall.command('speak').reply(undefined, waitMs);
      await inCall.sayWhole(words);
      const samples = await sampled(() => inCall.pressed(box, 'Again'));
      return [{ name: 'first-packet/again', unit: 'ms', samples }];
    } finally {
      await scene.close({ check: false });
    }
  },
};
