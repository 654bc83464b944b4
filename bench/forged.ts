import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';

import { byWebhook, publicUrl } from '../test/job-ways.ts';
import { openScene } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';

const floodMs = 10_000;
const betweenMs = 500;
const frameMs = 20;
/** Eight seconds of speech, in one piece. */
const long = 'While strangers send whatever they like, this line goes on and on. '.repeat(2);
const others = Array.from({ length: floodMs / betweenMs }, (_, at) => `Genuine line ${at}.`);

/**
 * A stranger's process sends forged reports for ten seconds, as fast as this machine can, while a line is heard and
 * others are made: how many, how late the latest frame comes, and how long after the end of its job the last genuine
 * report is known of.
 */
export const forgedReports: Scenario = {
  names: ['api/forged', 'api/forged-frame', 'api/forged-notice'],
  async measure() {
    const way = await byWebhook();
    const latency = 300;
    const scene = await openScene({ ...way, deapi: { ...way.deapi, tier: 'premium', latency } });
    try {
      const { deapi } = scene;
      await deapi.prepare(others.map((text) => ({ text })));
      const inCall = await InCall.enter(scene);
      await inCall.sayWhole('Before.');
      const flood = await forge(way.environment['WEBHOOK_LISTEN'] ?? '');
      const line = inCall.firstPacket(long);
      for (const text of others) {
        inCall.command('say', { text, as: 'file' });
        await delay(betweenMs);
      }
      const { packet } = await line;
      const heard = inCall.heard.filter(({ atMs, silence }) => atMs >= packet.atMs && !silence);
      const perSecond = await flood.ended;
      for (let waits = 0; waits < 40 && noticesMs(deapi).length < others.length; waits += 1)
        await delay(betweenMs);
      if (noticesMs(deapi).length < others.length) throw new Error('not all lines were made');
      return [
        { name: 'api/forged', unit: 'per s', samples: [perSecond] },
        { name: 'api/forged-frame', unit: 'ms', samples: [latenessMs(heard)] },
        { name: 'api/forged-notice', unit: 'ms', samples: [Math.max(...noticesMs(deapi))] },
      ];
    } finally {
      await scene.close({ check: false });
    }
  },
};

/** Begins to send forged reports to `host:port`; how many were answered in a second, in the end. */
async function forge(host: string): Promise<{ readonly ended: Promise<number> }> {
  const { pathname } = new URL(publicUrl);
  const args = [host, pathname, String(floodMs)];
  const process = fork(new URL('forger.ts', import.meta.url), args);
  await once(process, 'message');
  return { ended: once(process, 'message').then(([perSecond]) => Number(perSecond)) };
}

/** How much later than the best one the latest frame came, by the times at which they were due. */
function latenessMs(heard: readonly HeardPacket[]): number {
  const [first] = heard;
  const behind = heard.map(
    ({ atMs, sequence }) => atMs - frameMs * ((sequence - (first?.sequence ?? 0)) & 0xffff),
  );
  return Math.max(...behind) - Math.min(...behind);
}

/** From the end of each of the others' jobs until the bot asked for its result, for those of which it did so far. */
function noticesMs({ jobs, requests }: Deapi): readonly number[] {
  return jobs
    .filter(({ fields }) => others.includes(fields['text'] ?? ''))
    .flatMap(({ id, endedAtMs }) => {
      const asked = requests.find(({ route, path }) => route === 'result' && path.includes(id));
      return asked && endedAtMs !== undefined ? [asked.atMs - endedAtMs] : [];
    });
}
