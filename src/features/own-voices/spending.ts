import { UserError } from '#errors.ts';
import type { Quotas } from '#store/quotas.ts';

/** Each costs a sample at the speech service, and mostly a transcription. */
export const cloneQuota = { what: 'clone', max: 20, perMs: 24 * 3_600_000 } as const;
/** As for samples of other voices. */
const sampleQuota = { what: 'sample', max: 60, perMs: 3_600_000 } as const;

/** Runs what a person may do so often a day, and counts it when it came to something. Rejects with a `UserError` beyond. */
export async function spendingClone<Value>(
  personId: string,
  quotas: Quotas,
  work: () => Promise<Value>,
): Promise<Value> {
  const { spent } = await quotas.spend(personId, cloneQuota);
  if (!spent)
    throw new UserError(
      `Those were ${cloneQuota.max} clones in a day, which is the most. Try again tomorrow.`,
    );
  try {
    return await work();
  } catch (error) {
    await quotas.giveBack(personId, cloneQuota);
    throw error;
  }
}

/** Rejects with a `UserError` when a person has had as many samples as they may. */
export async function spendSample(personId: string, quotas: Quotas): Promise<void> {
  const { spent } = await quotas.spend(personId, sampleQuota);
  if (spent) return;
  throw new UserError(
    `Those were ${sampleQuota.max} samples in an hour, which is the most. Try again later.`,
  );
}
