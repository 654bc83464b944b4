import type { Change, JobEnd, JobState } from './job.ts';

type States = { readonly [State in JobState['state']]: Extract<JobState, { state: State }> };
type Changes = { readonly [To in Change['to']]: Extract<Change, { to: To }> };
type Steps = {
  readonly [State in keyof States]: {
    readonly [To in keyof Changes]?: (
      job: States[State],
      change: Changes[To],
      reservedUsd: number,
    ) => JobState | JobEnd;
  };
};

/**
 * The steps that there are; whatever else is heard changes nothing. A job only goes on: intended, submitted, done, ended.
 */
const steps: Steps = {
  intended: {
    submitted: (_, { requestId }) => ({ state: 'submitted', ...withId(requestId) }),
    done: (_, { costUsd }) => ({ state: 'done', ...withCost(costUsd) }),
    kept: (_, __, usd) => ({ state: 'settled', usd }),
    refused: () => ({ state: 'free' }),
    failed: (_, { refunded }, usd) => failed(refunded, usd),
    lost: (_, __, usd) => ({ state: 'doubtful', usd }),
  },
  submitted: {
    submitted: (job, { requestId }) => ({
      state: 'submitted',
      ...withId(job.requestId ?? requestId),
    }),
    done: (job, { costUsd }) => ({ state: 'done', ...withId(job.requestId), ...withCost(costUsd) }),
    kept: (_, __, usd) => ({ state: 'settled', usd }),
    failed: (_, { refunded }, usd) => failed(refunded, usd),
    lost: (_, __, usd) => ({ state: 'doubtful', usd }),
  },
  done: {
    submitted: (job, { requestId }) => ({ ...job, ...withId(job.requestId ?? requestId) }),
    done: (job, { costUsd }) => ({ ...job, ...withCost(job.costUsd ?? costUsd) }),
    kept: ({ costUsd }, _, usd) => ({ state: 'settled', usd: costUsd ?? usd }),
    // The sound was there: what it cost was spent.
    lost: ({ costUsd }, _, usd) => ({ state: 'settled', usd: costUsd ?? usd }),
  },
};

/** Where a job stands after what was heard of it. `reservedUsd` counts until the service says what it cost. */
export function after(job: JobState, change: Change, reservedUsd: number): JobState | JobEnd {
  // The table pairs each state with its step: TypeScript can't follow which of them it is.
  const step = steps[job.state][change.to] as
    | ((job: JobState, change: Change, reservedUsd: number) => JobState | JobEnd)
    | undefined;
  return step?.(job, change, reservedUsd) ?? job;
}

/** A service says "not refunded" of what it never charged as well. */
function failed(refunded: boolean | undefined, usd: number): JobEnd {
  return refunded === true ? { state: 'free' } : { state: 'doubtful', usd };
}

function withId(requestId: string | undefined) {
  return requestId === undefined ? {} : { requestId };
}

function withCost(costUsd: number | undefined) {
  return costUsd === undefined ? {} : { costUsd };
}
