import type { Jobs } from '#jobs/job.ts';
import { tellingJobs } from '#jobs/telling-jobs.ts';
import type { Counting } from '#metrics/counting.ts';
import type { CacheOptions } from '#speech/cached-renderer.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { Speech } from '#speech/speech.ts';
import { tellingRefusals } from '#speech/telling-refusals.ts';

/** Counts what engines do. */
export type EngineCounting = Pick<Counting, 'served' | 'refused' | 'jobChanged'>;

/** The parts of engines, counted. */
export function countedIn(counting: EngineCounting) {
  return {
    cache: (engine: EngineName): Pick<CacheOptions, 'engine' | 'onServed'> => ({
      engine,
      onServed: (from) => counting.served(engine, from),
    }),
    jobs: (jobs: Jobs): Jobs => tellingJobs(jobs, (to) => counting.jobChanged(to)),
    speech: (speech: Speech): Speech =>
      tellingRefusals(speech, (failure) => counting.refused('speech', failure)),
  };
}
