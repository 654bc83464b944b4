import type * as prometheus from 'prom-client';
import type { Registry } from 'prom-client';

import type { Counting, KnownRefusals } from './counting.ts';

/** The library is loaded only for a bot that is watched: it takes some megabytes. */
export type Prometheus = typeof prometheus;

/** In seconds: from a cache to a service that queues. */
const buckets = [0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 30];

/** Counts into metrics, from zero at the start. */
export function counters(
  { Counter, Histogram }: Pick<Prometheus, 'Counter' | 'Histogram'>,
  registry: Registry,
  known: KnownRefusals,
): Counting {
  const registers = [registry];
  const firstPacket = new Histogram({
    name: 'crier_first_packet_seconds',
    help: 'From a message or command to the first packet of its sound, by the engine that spoke, where the sound was kept, and what it had to wait for.',
    labelNames: ['engine', 'cache', 'waited_for'],
    buckets,
    registers,
  });
  const served = new Counter({
    name: 'crier_cache_requests_total',
    help: 'Requests of speech, by where their sound came from: memory and disk are hits.',
    labelNames: ['engine', 'from'],
    registers,
  });
  const refusals = new Counter({
    name: 'crier_refusals_total',
    help: 'What was refused: messages that are not read, commands that failed, and speech that an engine did not make; by why.',
    labelNames: ['to', 'kind'],
    registers,
  });
  for (const [to, kinds] of Object.entries(known))
    for (const kind of kinds) refusals.inc({ to, kind }, 0);
  const messages = new Counter({
    name: 'crier_messages_total',
    help: 'Messages of channels that are read, by what became of them.',
    labelNames: ['outcome'],
    registers,
  });
  const translations = new Counter({
    name: 'crier_translations_total',
    help: 'Texts that somebody wanted in another language, by what came of them.',
    labelNames: ['outcome'],
    registers,
  });
  // Most bots translate nothing: the dashboard finds it there, too.
  translations.inc({ outcome: 'translated' }, 0);
  const jobs = new Counter({
    name: 'crier_job_changes_total',
    help: 'Jobs that are paid for, by what they came to.',
    labelNames: ['to'],
    registers,
  });
  return {
    firstPacket({ tookMs, waitedFor, source: { engine, cache } }) {
      firstPacket.observe({ engine, cache, waited_for: waitedFor }, tookMs / 1_000);
    },
    served: (engine, from) => served.inc({ engine, from }),
    refused: (to, kind) => refusals.inc({ to, kind }),
    messageEnded: (outcome) => messages.inc({ outcome }),
    translated: (outcome) => translations.inc({ outcome }),
    jobChanged: (to) => jobs.inc({ to }),
  };
}
