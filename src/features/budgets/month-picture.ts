import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { endOf, firstDayOf } from '#jobs/periods.ts';
import { dayMs, dayOf } from '#ops/utc-day.ts';
import { charsOf, moneyOf } from '#speech/amount.ts';
import type { Amount } from '#speech/amount.ts';
import type { SpentDay } from '#store/spending.ts';

import { barsPicture } from './bars.ts';
import type { Bar, Rgb } from './bars.ts';

/** Told of in the texts by their names. */
const colors = {
  paid: [88, 101, 242],
  doubtful: [240, 178, 50],
  saved: [87, 242, 135],
  budget: [242, 63, 67],
} as const satisfies Record<string, Rgb>;

/** A month as a picture, with what it shows in words. */
export interface MonthPicture {
  readonly png: Uint8Array;
  /** For whoever doesn't see it. */
  readonly alt: Text;
  /** Tells what the colours stand for. */
  readonly caption: Text;
}

/**
 * The days of the month in which the moment is, in US dollars, or in characters while nothing has a price. `budget` is
 * that of a day, which is drawn as a line when it is of the same unit.
 */
export function monthPicture(
  days: readonly SpentDay[],
  nowMs: number,
  budget: Amount = {},
): MonthPicture {
  const first = firstDayOf('month', nowMs);
  const count = dayOf(endOf('month', nowMs)) - first;
  const isPriced = days.some(({ usd, doubtfulUsd, savedUsd }) => usd + doubtfulUsd + savedUsd > 0);
  const barOf = (at: number): Bar => {
    const day = days.find((each) => each.day === first + at);
    if (!day) return [];
    const { usd, doubtfulUsd, savedUsd, chars, savedChars } = day;
    const paid = { value: isPriced ? usd : chars, color: colors.paid };
    const doubtful = { value: isPriced ? doubtfulUsd : 0, color: colors.doubtful };
    return [paid, doubtful, { value: isPriced ? savedUsd : savedChars, color: colors.saved }];
  };
  const value = isPriced ? budget.usd : budget.chars;
  const png = barsPicture(
    Array.from({ length: count }, (_, at) => barOf(at)),
    {
      marked: dayOf(nowMs) - first,
      ...(value !== undefined && { lineAt: { value, color: colors.budget } }),
    },
  );
  const month = new Date(first * dayMs);
  return {
    png,
    alt: altOf(days, month, isPriced),
    caption:
      value === undefined
        ? text(($) => $.budgets.usage.picture, { of: month })
        : text(($) => $.budgets.usage.pictureWithLine, { of: month }),
  };
}

function altOf(days: readonly SpentDay[], month: Date, isPriced: boolean): Text {
  const paidOn = ({ usd, chars }: SpentDay): number => (isPriced ? usd : chars);
  const tell = isPriced ? moneyOf : charsOf;
  const most = days.toSorted((a, b) => paidOn(b) - paidOn(a))[0];
  const paid =
    !most || paidOn(most) === 0
      ? text(($) => $.budgets.usage.altOfNothing, { of: month })
      : text(($) => $.budgets.usage.alt, {
          of: month,
          on: new Date(most.day * dayMs),
          most: tell(paidOn(most)),
          all: tell(days.reduce((sum, day) => sum + paidOn(day), 0)),
        });
  const doubtfulUsd = days.reduce((sum, day) => sum + day.doubtfulUsd, 0);
  if (doubtfulUsd === 0) return paid;
  const money = moneyOf(doubtfulUsd);
  return inARow(
    paid,
    text(($) => $.budgets.usage.altDoubtful, { money }),
  );
}
