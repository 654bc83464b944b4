import { createHash } from 'node:crypto';

import { acceptJob } from './accept-job.ts';
import type { Account } from './account.ts';
import { ok } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Asked } from './asked.ts';
import { priceOf } from './ledger.ts';
import type { DeapiRequest } from './requests.ts';
import { judgePrice, judgeSpeech } from './speech-rules.ts';
import type { AcceptedSpeech, MeasuredClip } from './speech-rules.ts';
import { timbreOf } from './timbres.ts';

/** Submits a job: it is charged when it is accepted. */
export async function submitSpeech(account: Account, asked: Asked): Promise<Answer> {
  const { request, endpoint } = asked;
  const clip = await clipOf(account, request);
  const verdict = judgeSpeech(asked, account.law, clip);
  if ('refusal' in verdict) return verdict.refusal;
  const { accepted } = verdict;
  const priceUsd = priceOf(accepted.model, Array.from(accepted.text).length, accepted.speed);
  const order = orderOf(accepted, timesDesigned(account, request));
  return acceptJob(
    account,
    {
      kind: 'speech',
      api: endpoint.api,
      request,
      clip: clip && { ...clip.file, facts: clip.facts },
      priceUsd,
      isEstimated: accepted.model.isEstimated ?? false,
      work: async () => ({ sound: await account.sound.make(order) }),
    },
    chargedFields(request),
  );
}

export function quoteSpeech(account: Account, asked: Asked): Answer {
  const quote = judgePrice(asked, account.law);
  if ('status' in quote) return quote;
  const { model, chars, speed } = quote;
  const estimated = model.isEstimated && { is_estimated: true };
  return ok({ data: { price: priceOf(model, chars, speed), ...estimated } });
}

function orderOf(accepted: AcceptedSpeech, tried: number): Parameters<Account['sound']['make']>[0] {
  const { text, speed, format } = accepted;
  return { text, speed, format, timbre: timbreOf(accepted, tried) };
}

/** How many jobs were submitted with this description before. */
function timesDesigned({ jobs }: Account, { fields }: DeapiRequest): number {
  const { instruct } = fields;
  return jobs.jobs.filter((job) => isDesign(job) && job.fields['instruct'] === instruct).length;
}

function isDesign({ fields }: Pick<DeapiRequest, 'fields'>): boolean {
  return fields['mode'] === 'voice_design';
}

async function clipOf(
  account: Account,
  { files }: DeapiRequest,
): Promise<MeasuredClip | undefined> {
  const file = files['ref_audio'];
  if (!file) return undefined;
  return { file, facts: await account.sound.measureClip(file.bytes) };
}

function chargedFields({ fields, files }: DeapiRequest): Record<string, string> {
  const clip = files['ref_audio'];
  if (!clip) return { ...fields };
  return { ...fields, ref_audio: createHash('sha256').update(clip.bytes).digest('hex') };
}
