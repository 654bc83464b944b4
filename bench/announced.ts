import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import { startOpenai } from '@crier/rehearsal/openai/openai.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import { openaiEnvironment } from './openai-environment.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const stepMs = 20_000;
/** As long a service takes for each message; who wrote it was made before. */
const latency = { firstByteMs: 400, lastByteMs: 500 };

const line = (run: number): string => `Message number ${run} is heard when it was made.`;

/** From a message that somebody writes to the first frame of who wrote it, while the rest is made. */
export const announced: Scenario = {
  names: ['first-packet/announced'],
  async measure() {
    const openai = await startOpenai({ latency });
    const scene = await openScene({
      environment: openaiEnvironment(openai),
    });
    try {
      const { discord, server, text: channel, ann } = scene;
      const inCall = await InCall.enter(scene);
      const admin = discord.addPerson(server, { name: 'Mo', permissions: ['ManageChannels'] });
      const settings = { 'autoread on': {}, 'autoread words': { said: 'always' } };
      for (const [name, options] of Object.entries(settings))
        await discord.command({ channel, by: admin, name, options }).reply(undefined, stepMs);
      const samples = await sampled(async (run) => {
        const sinceMs = performance.now();
        discord.say({ channel, by: ann, content: line(run) });
        const { atMs } = await speechBegins(inCall.listener, sinceMs, stepMs);
        await inCall.hush();
        return atMs - sinceMs;
      });
      return [{ name: 'first-packet/announced', unit: 'ms', samples }];
    } finally {
      await scene.close({ check: false });
      await openai.close();
    }
  },
};
