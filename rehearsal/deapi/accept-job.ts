import type { Account } from './account.ts';
import { notEnoughBalance, ok } from './answers.ts';
import type { Answer } from './answers.ts';
import type { JobOrder } from './jobs.ts';
import type { Charge } from './ledger.ts';

/** Accepts a job that broke no rule: it is charged for these fields, and the answer is its id. */
export async function acceptJob(
  { ledger, jobs, faults, webhooks }: Account,
  order: Omit<JobOrder, 'spoil'>,
  charged: Charge['fields'],
): Promise<Answer> {
  if (!ledger.affords(order.priceUsd)) return notEnoughBalance();
  const job = jobs.submit({ ...order, spoil: faults.forJob(order.request) });
  ledger.charge(job.id, charged, job.priceUsd);
  if (job.spoil.newsFirst) {
    await job.ended;
    await webhooks.sentOnce(job);
  }
  return { ...ok({ data: { request_id: job.id } }), jobId: job.id };
}
