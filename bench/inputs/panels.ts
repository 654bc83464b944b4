import { usageView } from '#features/budgets/usage-view.ts';
import { waitingView } from '#features/calls/waiting-view.ts';
import { endOf, firstDayOf } from '#jobs/periods.ts';
import { dayOf } from '#ops/utc-day.ts';

import type { Input } from './input.ts';
import type { Rig } from './rig.ts';

const nowMs = Date.UTC(2026, 9, 31, 12);
const firstDay = firstDayOf('month', nowMs);
const days = Array.from({ length: dayOf(endOf('month', nowMs)) - firstDay }, (_, at) => ({
  day: firstDay + at,
  chars: 1_000 * at,
  jobs: at,
  usd: at % 7,
  doubtfulUsd: at % 3,
  savedChars: 100 * at,
  savedUsd: at % 5,
}));
const limits = (['day', 'month'] as const).map((period) => ({
  limit: { scope: 'person', period, usd: 5, userId: '1' } as const,
  used: { usd: 3, chars: 1_000 },
}));
/** As many as wait in a call. */
const maxWaiting = 50;

/** Panels that anybody asks for as often as they like, at the most that they show. */
export function panelInputs({ asker }: Rig): readonly Input[] {
  const lines = Array.from({ length: maxWaiting }, (_, at) => ({
    utterance: {
      id: `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
      authorId: String(at),
      about: () => ({
        author: 'An\u0301na_**XxX**🔥'.repeat(3),
        channelId: '1',
        expectedMs: 4_000,
      }),
      render: () => undefined as never,
    },
    isSpoken: at === 0,
    cameAtMs: at,
    lengthMs: 4_000,
    leftMs: 4_000,
    place: at + 1,
    heardAtMs: nowMs,
    isOwn: at % 2 === 0,
    maySkip: true,
    mayBeFirst: true,
  }));
  const shown = { channelId: '1', hindrance: undefined, isPaused: false, seesAll: true };
  return [
    {
      name: 'usage/month',
      bound: 'a month of 31 days, as a picture of 640 × 240 pixels',
      works: [
        () =>
          usageView(
            { of: 'person', days, limits, counted: 'money', balanceUsd: 5, nowMs },
            asker.t,
          ),
      ],
    },
    {
      name: 'queue/show',
      bound: '50 lines wait in a call; ten are listed',
      works: [() => waitingView({ ...shown, lines, isLast: false, asker })],
    },
  ];
}
