import { setTimeout as delay } from 'node:timers/promises';

import { startOpenai } from '@crier/rehearsal/openai/openai.ts';
import type { OpenaiOptions } from '@crier/rehearsal/openai/options.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { openaiEnvironment } from './openai-environment.ts';
import { cpuMs } from './process-figures.ts';
import type { Scenario } from './row.ts';

/** 3.7 s of speech, and new to the bot. */
const line = (run: number): string =>
  `Somebody wrote line number ${run}, and it takes a while to read.`;

const betweenLinesMs = 5000;
/** Code that runs often is compiled meanwhile. */
const warmUps = 3;
/** A process's time is counted in steps of 10 ms: a window is long enough for that not to matter. */
const linesPerWindow = 3;
const windows = 3;

/** All processes of a bot in one call are given a line of 3.7 s by a service, every 5 s: the time on a core for each line. */
export const lineMp3 = costOfLine('cpu/line-mp3', 'mp3');
export const lineWav = costOfLine('cpu/line-wav', 'wav');

/** The bot is in one call in which nobody says anything: the time on a core for each second. */
export const idleCall: Scenario = {
  names: ['cpu/idle-call'],
  async measure() {
    const scene = await openScene();
    try {
      const inCall = await InCall.enter(scene);
      await inCall.sayWhole('One line has been heard.');
      await delay(quietMs);
      const samples: number[] = [];
      for (let window = 0; window < windows; window += 1) {
        const spentMs = await spentIn(scene.bot.pid, () => delay(idleWindowMs));
        samples.push(spentMs / (idleWindowMs / 1000));
      }
      return [{ name: 'cpu/idle-call', unit: 'ms/s', samples }];
    } finally {
      await scene.close({ check: false });
    }
  },
};

const quietMs = 10_000;
const idleWindowMs = 20_000;

function costOfLine(name: string, format: NonNullable<OpenaiOptions['format']>): Scenario {
  return {
    names: [name],
    async measure() {
      const openai = await startOpenai({ format });
      const all = warmUps + windows * linesPerWindow;
      await openai.prepare(Array.from({ length: all }, (_, run) => line(run)));
      const scene = await openScene({ environment: openaiEnvironment(openai) });
      try {
        const inCall = await InCall.enter(scene);
        let run = 0;
        const sayLines = async (count: number): Promise<void> => {
          for (let said = 0; said < count; said += 1) {
            const pause = delay(betweenLinesMs);
            inCall.command('say', { text: line(run) });
            run += 1;
            await pause;
          }
        };
        await sayLines(warmUps);
        const samples: number[] = [];
        for (let window = 0; window < windows; window += 1) {
          const spentMs = await spentIn(scene.bot.pid, () => sayLines(linesPerWindow));
          samples.push(spentMs / linesPerWindow);
        }
        return [{ name, unit: 'ms', samples }];
      } finally {
        await scene.close({ check: false });
        await openai.close();
      }
    },
  };
}

/** The time on a core that all processes of a bot have had while something was done. */
async function spentIn(pid: number, work: () => Promise<void>): Promise<number> {
  const beforeMs = cpuMs(pid);
  await work();
  return cpuMs(pid) - beforeMs;
}
