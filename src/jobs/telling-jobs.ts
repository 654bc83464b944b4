import type { Change, Jobs } from './job.ts';

/** Jobs that tell what becomes of them, once it is written down. */
export function tellingJobs(jobs: Jobs, told: (to: 'begun' | Change['to']) => void): Jobs {
  return {
    async begin(...intent) {
      const id = await jobs.begin(...intent);
      told('begun');
      return id;
    },
    async note(id, change) {
      await jobs.note(id, change);
      told(change.to);
    },
    open: (key) => jobs.open(key),
  };
}
