/**
 * US dollars, hundreds of times what the longest text costs with the dearest model: more is a slip of the service, which
 * would use up every budget of the month if it were taken for a price.
 */
const mostUsd = 100;

/** A price as the service says it; undefined for what can't be one. 0 is a quote that failed, and never a gift. */
export function believable(usd: number | undefined): number | undefined {
  return usd !== undefined && usd > 0 && usd <= mostUsd ? usd : undefined;
}
