import { UserError } from '#errors.ts';
import type { Quotas } from '#store/quotas.ts';

/** Each costs as many jobs as there are takes. */
export const designQuota = { what: 'design', max: 10, perMs: 24 * 3_600_000 } as const;

/** How many tries are left today after this one. Rejects with a `UserError` when there was none left. */
export async function spendTry(personId: string, quotas: Quotas): Promise<number> {
  const spending = await quotas.spend(personId, designQuota);
  if (spending.spent) return spending.left;
  throw new UserError(
    `Those were ${designQuota.max} tries in a day, which is the most. Try again tomorrow.`,
  );
}

/** For a try that came to nothing. */
export async function giveTryBack(personId: string, quotas: Quotas): Promise<void> {
  await quotas.giveBack(personId, designQuota);
}
