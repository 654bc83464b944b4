import { number } from '../http/json.ts';
import type { Answer } from './http.ts';

/** The calls that one of the service's limits allows, and those that are left of it. */
interface Said {
  readonly limit?: number;
  readonly remaining?: number;
}

/** The limits that an answer tells: of each story of the vendor's about its headers, whatever is there. */
export interface SaidLimits {
  readonly minute: Said;
  readonly day: Said;
  /** Which limit a refusal is about. */
  readonly type?: 'minute' | 'daily';
}

export function saidLimits({ status, headers }: Pick<Answer, 'status' | 'headers'>): SaidLimits {
  const pair = (name: string): Said => {
    const limit = countOf(headers[`x-ratelimit-${name}limit`]);
    const remaining = countOf(headers[`x-ratelimit-${name}remaining`]);
    return {
      ...(limit !== undefined && limit > 0 && { limit }),
      ...(remaining !== undefined && { remaining }),
    };
  };
  const type = headers['x-ratelimit-type'];
  return {
    // On a refusal the unnamed pair may be the day's.
    minute: type === 'daily' || (status === 429 && type !== 'minute') ? {} : pair(''),
    day: pair('daily-'),
    ...((type === 'minute' || type === 'daily') && { type }),
  };
}

function countOf(header: string | undefined): number | undefined {
  const count = number.parse(header);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : undefined;
}
