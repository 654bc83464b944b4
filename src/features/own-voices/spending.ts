import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Quotas } from '#store/quotas.ts';

const dayMs = 24 * 3_600_000;

/** Each costs a sample at the speech service, and mostly a transcription. */
export const cloneQuota = { what: 'clone', max: 20, perMs: dayMs } as const;
/** Each costs as many jobs as there are takes. */
export const designQuota = { what: 'design', max: 10, perMs: dayMs } as const;

/** Runs what a person may do so often a day, and counts it when it came to something. Rejects with a `UserError` beyond. */
export async function spendingClone<Value>(
  userId: string,
  quotas: Quotas,
  work: () => Promise<Value>,
): Promise<Value> {
  const { spent } = await quotas.spend(userId, cloneQuota);
  if (!spent)
    throw new UserError(text(($) => $.ownVoices.usedUp.clones, { count: cloneQuota.max }));
  return orGivenBack(userId, cloneQuota, quotas, work);
}

/** The same for a voice that is designed for one text. */
export async function spendingDesign<Value>(
  userId: string,
  quotas: Quotas,
  work: () => Promise<Value>,
): Promise<Value> {
  await spendTry(userId, quotas);
  return orGivenBack(userId, designQuota, quotas, work);
}

async function orGivenBack<Value>(
  userId: string,
  quota: typeof cloneQuota | typeof designQuota,
  quotas: Quotas,
  work: () => Promise<Value>,
): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    await quotas.giveBack(userId, quota);
    throw error;
  }
}

/** How many tries to design a voice are left today after this one. Rejects with a `UserError` when there was none left. */
export async function spendTry(userId: string, quotas: Quotas): Promise<number> {
  const spending = await quotas.spend(userId, designQuota);
  if (!spending.spent)
    throw new UserError(text(($) => $.ownVoices.usedUp.tries, { count: designQuota.max }));
  return spending.left;
}
