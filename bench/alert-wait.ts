import { setTimeout as delay } from 'node:timers/promises';

import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';

import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';

const waitMs = 30_000;
/** Each person may give three alerts in a minute. */
const people = 4;
const alertsOfEach = 3;
const alert = 'Please help me.';
const spoken = [
  'This is a long text, of several sentences, that somebody has read aloud.',
  'It goes on and on without much of a pause because that is how some people write when they are in a hurry',
  'and then there is a sentence with commas, with short ones, and with words.',
  'At last it comes to its end, which takes a while, too, and nobody minds.',
].join(' ');

/** From an alert that somebody gives while a line is spoken to the first packet of its sound. */
export const alertWait: Scenario = {
  names: ['alert/wait'],
  async measure() {
    const scene = await openScene();
    try {
      const { discord, server, call, text: channel } = scene;
      const inCall = await InCall.enter(scene);
      const others = Array.from({ length: people }, (_, at) =>
        discord.addPerson(server, { name: `Person ${at}` }),
      );
      for (const person of others) discord.join(call, person);
      // Both are kept then, so that how fast anything is made counts for nothing.
      const whole = inCall.command('say', { text: spoken });
      // On a busy machine there may be silence within it.
      await whole.shown(({ text }) => text.includes('Spoken'), waitMs);
      const known = new Set(inCall.heard.map(({ opus }) => Buffer.from(opus).toString('base64')));
      const samples: number[] = [];
      for (const [at, by] of others
        .flatMap((person) => Array.from({ length: alertsOfEach }, () => person))
        .entries())
        samples.push(await measured(by, at));
      return [{ name: 'alert/wait', unit: 'ms', samples }];

      async function measured(by: Person, at: number): Promise<number> {
        const said = inCall.command('say', { text: spoken });
        await speechBegins(inCall.listener, said.sentAtMs, waitMs);
        // At another place of the text each time.
        await delay(300 + at * 450);
        const asked = discord.command({ name: 'alert', options: { text: alert }, channel, by });
        const first = await inCall.listener.next(
          ({ silence, opus }) => !silence && !known.has(Buffer.from(opus).toString('base64')),
          { sinceMs: asked.sentAtMs, timeoutMs: waitMs },
        );
        await asked.reply(undefined, waitMs);
        await inCall.hush();
        return first.atMs - asked.sentAtMs;
      }
    } finally {
      await scene.close({ check: false });
    }
  },
};
