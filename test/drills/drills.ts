import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';

import { outcomes } from './told.ts';
import type { Outcome } from './told.ts';
import type { Speaker } from './whose.ts';

/** One way in which the service fails for a while. */
export interface Drill {
  readonly name: string;
  /** How ends of jobs are told; they are asked for without. */
  readonly toldBy?: 'webhook' | 'socket';
  /** How many lines there are while it fails; default 9. */
  readonly lines?: number;
  /** It fails from now on; what is returned makes it well again. */
  readonly fail: (deapi: Deapi) => Promise<() => Promise<void>>;
  /** These may speak meanwhile. */
  readonly speakers: readonly Speaker[];
  /** People may be told this of a line while it fails. */
  readonly told: readonly Outcome[];
  /** A line that is heard while it fails is heard within this, the lines before it included. */
  readonly lateAtMostMs: number;
  /** Nobody speaks in its stead. */
  readonly isAlone?: boolean;
}

const forEver = { times: Infinity };
const alternating = (): (() => boolean) => {
  let calls = 0;
  return () => (calls += 1) % 2 === 1;
};

export const drills: readonly Drill[] = [
  {
    name: 'refuses connections',
    async fail(deapi) {
      await deapi.goOffline();
      return () => deapi.goOnline();
    },
    speakers: ['fallback'],
    told: ['another voice', 'read'],
    lateAtMostMs: 15_000,
  },
  {
    name: 'refuses with no fallback',
    isAlone: true,
    async fail(deapi) {
      await deapi.goOffline();
      return () => deapi.goOnline();
    },
    speakers: [],
    told: ['out of reach'],
    lateAtMostMs: 0,
  },
  {
    name: 'hangs',
    async fail(deapi) {
      const fault = deapi.next({ on: 'any', fail: 'never-answers', ...forEver });
      return async () => fault.cancel();
    },
    speakers: ['fallback'],
    told: ['another voice', 'read'],
    // The first waits for the 30 s of a submit; whoever waits behind it doesn't wait as long again.
    lateAtMostMs: 45_000,
  },
  {
    name: 'answers HTML',
    async fail(deapi) {
      const fault = deapi.next({ on: 'any', fail: 'html', ...forEver });
      return async () => fault.cancel();
    },
    speakers: ['fallback'],
    told: ['another voice', 'read'],
    lateAtMostMs: 15_000,
  },
  {
    name: 'fails half the jobs',
    async fail(deapi) {
      const fault = deapi.next({ job: { error: {}, time: 300 }, when: alternating(), ...forEver });
      return async () => fault.cancel();
    },
    speakers: ['deAPI', 'fallback'],
    told: ['spoken', 'another voice', 'read'],
    lateAtMostMs: 15_000,
  },
  {
    name: 'loses webhooks',
    toldBy: 'webhook',
    async fail(deapi) {
      const fault = deapi.next({ webhook: 'lost', ...forEver });
      return async () => fault.cancel();
    },
    speakers: ['deAPI'],
    told: ['spoken', 'read'],
    lateAtMostMs: 20_000,
  },
  {
    name: 'loses the socket',
    toldBy: 'socket',
    async fail({ sockets }) {
      sockets.refuse(503);
      sockets.cut();
      return async () => sockets.admit();
    },
    speakers: ['deAPI'],
    told: ['spoken', 'read'],
    lateAtMostMs: 15_000,
  },
  {
    name: 'loses the socket unseen',
    toldBy: 'socket',
    async fail({ sockets }) {
      sockets.stall();
      return async () => sockets.resume();
    },
    speakers: ['deAPI'],
    told: ['spoken', 'read'],
    lateAtMostMs: 20_000,
  },
  {
    name: 'slows to 30 s',
    lines: 6,
    async fail(deapi) {
      deapi.setLatency(30_000);
      return async () => deapi.setLatency(usualMs);
    },
    speakers: ['deAPI', 'fallback'],
    told: outcomes,
    lateAtMostMs: 120_000,
  },
];

/** How long a job takes while the service is well. */
export const usualMs = 400;
