import { z } from 'zod';

import type { OperatorLimit } from './limit.ts';
import { periods } from './periods.ts';

type WrittenLimit = Omit<OperatorLimit, 'scope'>;

const form = 'expected amounts such as 0.50 usd/day, 10 usd/month, 20000 chars/day';
const amount = /^(\d{1,9}(?:\.\d{1,4})?) ?(usd|chars) ?\/ ?(day|month)$/;

/** Amounts as an operator writes them, separated by commas, by period: one of each unit for each. */
export const writtenLimits = z
  .string()
  .default('')
  .transform((text, context): readonly WrittenLimit[] => {
    const items = text.toLowerCase().split(',').filter(Boolean);
    const amounts = items.map((item) => amount.exec(item.trim()));
    if (amounts.includes(null)) {
      context.addIssue({ code: 'custom', message: form });
      return z.NEVER;
    }
    const kinds = amounts.map((found) => found?.slice(2).join('/'));
    const twice = kinds.find((kind, at) => kinds.indexOf(kind) !== at);
    if (twice !== undefined) {
      context.addIssue({ code: 'custom', message: `has two amounts of ${twice}` });
      return z.NEVER;
    }
    return periods.flatMap((period) => {
      const own = amounts.flatMap((found) => (found?.[3] === period ? [found] : []));
      const units = own.map(([, number, unit]) => [unit, Number(number)] as const);
      return units.length === 0 ? [] : [{ period, ...Object.fromEntries(units) }];
    });
  });
