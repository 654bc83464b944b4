import { ComponentType } from 'discord-api-types/v10';

import type { View } from '#discord/view.ts';
import { sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Counted, Limit } from '#jobs/limit.ts';
import { dayOf } from '#ops/utc-day.ts';
import { amountOf, charsOf, moneyOf } from '#speech/amount.ts';
import type { Amount } from '#speech/amount.ts';
import type { Spent, SpentDay } from '#store/spending.ts';

import { monthPicture } from './month-picture.ts';
import { againAt, countedIn, uncountedText } from './told-amounts.ts';

/** The spending of one month, and the limits of it. */
export interface ShownUsage {
  readonly of: Limit['scope'];
  /** Those of the month, in order. */
  readonly days: readonly SpentDay[];
  readonly limits: readonly { readonly limit: Limit; readonly used: Required<Amount> }[];
  readonly counted: Counted;
  /** US dollars. */
  readonly balanceUsd?: number | undefined;
  readonly nowMs: number;
}

const pictureName = 'usage.png';
/** Discord's limit on the description of a picture. */
const maxAltChars = 1_024;

/** Tells what was spent today and in the month, what limits it, and what is left in the account. */
export function usageLines(usage: ShownUsage, t: Translate): readonly string[] {
  const { of, days, limits, counted, balanceUsd, nowMs } = usage;
  const today = days.filter(({ day }) => day === dayOf(nowMs));
  const uncounted = uncountedText(
    limits.map(({ limit }) => limit),
    counted,
  );
  return [
    t(($) => $.budgets.usage.titles[of]),
    t(text(($) => $.budgets.usage.periods.day, { spent: spentText(sumOf(today)) })),
    t(text(($) => $.budgets.usage.periods.month, { spent: spentText(sumOf(days)) })),
    ...limits.map(({ limit, used }) => `- ${t(limitText(limit, used, nowMs))}`),
    ...(uncounted ? [t(uncounted)] : []),
    ...(balanceUsd === undefined
      ? []
      : [t(($) => $.budgets.usage.balance, { money: moneyOf(balanceUsd) })]),
  ];
}

/** Shows what was spent today and in the month, and each day of it as a bar. */
export function usageView(usage: ShownUsage, t: Translate): View {
  const { days, limits, nowMs } = usage;
  const budget = limits.find(({ limit }) => limit.period === 'day')?.limit;
  const { png, alt, caption } = monthPicture(days, nowMs, budget);
  const content = [...usageLines(usage, t), t(caption)].join('\n');
  const description = t(alt).slice(0, maxAltChars);
  return {
    kind: 'panel',
    components: [
      { type: ComponentType.TextDisplay, content },
      {
        type: ComponentType.MediaGallery,
        items: [{ media: { url: `attachment://${pictureName}` }, description }],
      },
    ],
    files: [{ name: pictureName, data: png, contentType: 'image/png', description }],
  };
}

function limitText(limit: Limit, used: Required<Amount>, nowMs: number): Text {
  return text(($) => $.budgets.usage.limits[limit.scope][limit.period], {
    used: amountOf(countedIn(limit, used)),
    most: amountOf(limit),
    when: againAt(limit, nowMs),
  });
}

function spentText({ chars, jobs, usd, doubtfulUsd, savedChars, savedUsd }: Spent): Text {
  const parts = [
    ...(usd > 0 ? [moneyOf(usd)] : []),
    ...(chars > 0 ? [charsOf(chars)] : []),
    ...(jobs > 0 ? [text(($) => $.budgets.usage.jobs, { count: jobs })] : []),
    ...(doubtfulUsd > 0
      ? [text(($) => $.budgets.usage.doubtful, { money: moneyOf(doubtfulUsd) })]
      : []),
    ...(savedChars > 0
      ? [
          savedUsd > 0
            ? text(($) => $.budgets.usage.saved, { money: moneyOf(savedUsd) })
            : text(($) => $.budgets.usage.savedChars, { chars: charsOf(savedChars) }),
        ]
      : []),
  ];
  return parts.length === 0 ? text(($) => $.budgets.usage.nothing) : sideBySide(...parts);
}

const nothing: Spent = { chars: 0, jobs: 0, usd: 0, doubtfulUsd: 0, savedChars: 0, savedUsd: 0 };

function sumOf(days: readonly Spent[]): Spent {
  return days.reduce<Spent>(
    (sum, day) => ({
      chars: sum.chars + day.chars,
      jobs: sum.jobs + day.jobs,
      usd: sum.usd + day.usd,
      doubtfulUsd: sum.doubtfulUsd + day.doubtfulUsd,
      savedChars: sum.savedChars + day.savedChars,
      savedUsd: sum.savedUsd + day.savedUsd,
    }),
    nothing,
  );
}
