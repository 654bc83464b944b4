import { after } from '#jobs/after.ts';
import type { Change, Intent, JobEnd, JobNames, Jobs, JobState, OpenJob } from '#jobs/job.ts';

type Job = JobState | JobEnd;

/** Jobs as a store keeps them, in memory; what has ended stays to be looked at. */
export class MemoryJobs implements Jobs, JobNames {
  readonly all = new Map<string, { intent: Intent; job: Job; readonly createdMs: number }>();
  /** Everything that was noted, in order. */
  readonly noted: string[] = [];

  async begin(intent: Intent): Promise<string> {
    const id = `job-${this.all.size + 1}`;
    this.all.set(id, { intent, job: { state: 'intended' }, createdMs: Date.now() });
    this.noted.push(`${id} intended`);
    return id;
  }

  async note(id: string, change: Change): Promise<void> {
    this.noted.push(`${id} ${change.to}`);
    const known = this.all.get(id);
    if (!known || isEnd(known.job)) return;
    known.job = after(known.job, change, known.intent.reservedUsd);
  }

  async open(): Promise<readonly OpenJob[]> {
    return [...this.all].flatMap(([id, { intent, job, createdMs }]) => {
      if (isEnd(job)) return [];
      const { engine, model, chars, format, name, payer } = intent;
      const by = payer && { userId: payer.userId, way: payer.way };
      const facts = { id, engine, model, chars, ...by, createdMs };
      return [{ ...job, ...facts, ...(format !== undefined && { format }), ...(name && { name }) }];
    });
  }

  async forget(whose: Parameters<JobNames['forget']>[0]): Promise<readonly string[]> {
    const meant = [...this.all].filter(([, { intent }]) =>
      'voice' in whose ? intent.name?.voice === whose.voice : intent.payer?.userId === whose.userId,
    );
    for (const [, known] of meant) {
      const { name: _, ...nameless } = known.intent;
      known.intent = nameless;
    }
    return meant.map(([id]) => id);
  }

  /** Where each stands, in the order of their beginning. */
  get states(): readonly string[] {
    return [...this.all.values()].map(({ job }) => job.state);
  }
}

function isEnd(job: Job): job is JobEnd {
  return job.state === 'settled' || job.state === 'free' || job.state === 'doubtful';
}
