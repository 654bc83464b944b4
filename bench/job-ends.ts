import type { DeapiJob } from '@crier/rehearsal/deapi/jobs.ts';

import { bySocket, byWebhook } from '../test/job-ways.ts';
import { openScene } from '../test/scene.ts';
import type { SceneOptions } from '../test/scene.ts';
import { InCall } from './in-call.ts';
import type { Scenario } from './row.ts';
import { sampled } from './sampled.ts';

const short = (run: number): string => `Line number ${run} of the benchmark is spoken now.`;
/** Jobs end at seeded random times. */
const deapi = { tier: 'premium', latency: { minMs: 500, maxMs: 4000 }, seed: 20 } as const;

/** One way of hearing of the ends of jobs, and the names of the rows measured for it. */
interface Way {
  /** From the end of a job until its first frame is heard. */
  readonly firstPacket: string;
  /** From the end of a job until the bot, which knows of it then, asks for the result. */
  readonly notice?: string;
  readonly statusCalls?: string;
  readonly open: () => Promise<Pick<SceneOptions, 'environment' | 'deapi'>>;
}

export const polledJob = jobsHeardOf({
  firstPacket: 'first-packet/job-api',
  notice: 'api/notice-polling',
  statusCalls: 'api/status-calls',
  open: async () => ({}),
});

export const reportedJob = jobsHeardOf({
  firstPacket: 'first-packet/job-webhook',
  notice: 'api/notice-webhook',
  statusCalls: 'api/status-calls-webhook',
  open: byWebhook,
});

export const toldJob = jobsHeardOf({
  firstPacket: 'first-packet/job-socket',
  notice: 'api/notice-socket',
  statusCalls: 'api/status-calls-socket',
  open: async () => bySocket,
});

/** The same jobs behind the gateway, of which the sound is the answer. */
export const gatewayJob = jobsHeardOf({
  firstPacket: 'first-packet/gateway',
  open: async () => ({ environment: { DEAPI_DELIVERY: 'gateway' } }),
});

function jobsHeardOf({ open, firstPacket, notice, statusCalls }: Way): Scenario {
  return {
    names: [firstPacket, notice, statusCalls].filter((name) => name !== undefined),
    async measure() {
      const way = await open();
      const scene = await openScene({ ...way, deapi: { ...deapi, ...way.deapi } });
      try {
        const inCall = await InCall.enter(scene);
        const ends = await sampled(async (run) => endOfJob(inCall, run));
        if (notice === undefined && scene.deapi.calls.submit > 0)
          throw new Error('not all was spoken by the gateway');
        const figure = (name: string | undefined, unit: string, samples: readonly number[]) =>
          name === undefined ? [] : [{ name, unit, samples }];
        return [
          ...figure(
            firstPacket,
            'ms',
            ends.map(({ heardMs }) => heardMs),
          ),
          ...figure(
            notice,
            'ms',
            ends.map(({ knownMs }) => knownMs),
          ),
          ...figure(
            statusCalls,
            'calls',
            ends.map(({ job }) => job.statusCalls),
          ),
        ];
      } finally {
        await scene.close({ check: false });
      }
    },
  };
}

interface EndOfJob {
  readonly job: DeapiJob;
  /** After the end of the job. */
  readonly heardMs: number;
  readonly knownMs: number;
}

async function endOfJob(inCall: InCall, run: number): Promise<EndOfJob> {
  const { deapi } = inCall.scene;
  const next = deapi.nextJob();
  const { packet } = await inCall.firstPacket(short(run));
  const job = await next;
  await inCall.hush();
  const { endedAtMs = Number.NaN } = job;
  const asked = deapi.requests.find(
    ({ route, path }) => route === 'result' && path.includes(job.id),
  );
  return {
    job,
    heardMs: packet.atMs - endedAtMs,
    knownMs: (asked?.atMs ?? Number.NaN) - endedAtMs,
  };
}
