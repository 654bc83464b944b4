import { setTimeout as delay } from 'node:timers/promises';

import { openScene } from '../test/scene.ts';
import type { SceneOptions } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { memoryAloneMb, proportionalMb } from './process-figures.ts';
import type { Scenario } from './row.ts';

/** Meanwhile the bot gives back memory that only its start needed, or its last words. */
const settleMs = 20_000;
/** Longer than the process of eSpeak NG lives without work. */
const restMs = 65_000;
const looks = 3;
const betweenLooksMs = 1000;

const embedded = { environment: { SPEECH_ENGINE: 'embedded', DEAPI_KEY: undefined } };

/** Waits for work, with deAPI. */
export const memoryIdle = held('memory/idle', {});

/** Waits for work, with the built-in engine. */
export const memoryEmbedded = held('memory/embedded', embedded);

/** Has spoken an English line and a German one in a call, with the built-in engine, and is still in it. */
export const memorySpeaking = held('memory/speaking', embedded, async (scene) => {
  const inCall = await InCall.enter(scene);
  await inCall.sayWhole('This is a sentence in English, and everybody here has heard it before.');
  await inCall.sayWhole('Das ist ein Satz auf Deutsch, und alle haben ihn schon einmal gehört.');
  await delay(restMs);
});

/** Opens a bot, has it do something, and looks some time later what all its processes hold, here and alone on a machine. */
function held(
  name: string,
  options: SceneOptions,
  act?: (scene: Awaited<ReturnType<typeof openScene>>) => Promise<void>,
): Scenario {
  const alone = `${name}-alone`;
  return {
    names: [name, alone],
    async measure() {
      const scene = await openScene(options);
      try {
        await act?.(scene);
        await delay(settleMs);
        const proportional: number[] = [];
        const own: number[] = [];
        for (let look = 0; look < looks; look += 1) {
          proportional.push(proportionalMb(scene.bot.pid));
          own.push(memoryAloneMb(scene.bot.pid));
          await delay(betweenLooksMs);
        }
        return [
          { name, unit: 'MB', samples: proportional },
          { name: alone, unit: 'MB', samples: own },
        ];
      } finally {
        await scene.close({ check: false });
      }
    },
  };
}
