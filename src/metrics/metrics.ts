import { counters } from './counters.ts';
import type { Prometheus } from './counters.ts';
import type { Counting, KnownRefusals } from './counting.ts';
import { register } from './figures.ts';
import type { Watched, WatchedSpeech } from './watched.ts';

/** All metrics of the bot. */
export interface Metrics {
  readonly counting: Counting;
  /** From now on these are looked at, too. */
  watch(watched: Watched | WatchedSpeech): void;
  /** In the format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/ */
  page(): Promise<{ readonly type: string; readonly text: string }>;
}

export function metrics(prometheus: Prometheus, known: KnownRefusals): Metrics {
  const registry = new prometheus.Registry();
  return {
    counting: counters(prometheus, registry, known),
    watch: (watched) => register(prometheus, registry, watched),
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
