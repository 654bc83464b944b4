import fc from 'fast-check';

import type { Step } from './run.ts';
import type { Ending, Plan, Taking } from './service.ts';

/** How the service treats a submit, and the job that it makes of it. */
export const plan: fc.Arbitrary<Plan> = fc.record({
  taking: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Taking>('answered') },
    { weight: 2, arbitrary: fc.constant<Taking>('lost') },
    { weight: 1, arbitrary: fc.constantFrom<Taking>('refused', 'unsent') },
  ),
  ending: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Ending>('done') },
    { weight: 2, arbitrary: fc.constantFrom<Ending>('refunded', 'kept') },
  ),
});

const toJob = fc.record({
  do: fc.constantFrom('work', 'end', 'end', 'report', 'report', 'repeat', 'stale', 'forge', 'tell'),
  job: fc.nat({ max: 3 }),
});
/** The next step between the bot, the service and the people. */
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: toJob },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('answer', 'answer', 'look', 'looked', 'cancel') }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'crash' }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ask'), isTakenUp: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('pass'), ms: fc.constantFrom(10, 900, 5_000, 60_000) }),
  },
);
