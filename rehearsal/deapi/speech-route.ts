import { createHash } from 'node:crypto';

import type { Account } from './account.ts';
import { notEnoughBalance, ok } from './answers.ts';
import type { Answer } from './answers.ts';
import { priceOf } from './ledger.ts';
import type { ApiVersion, DeapiRequest } from './requests.ts';
import { judgePrice, judgeSpeech } from './speech-rules.ts';
import type { AcceptedSpeech, MeasuredClip } from './speech-rules.ts';
import { timbreOf } from './timbres.ts';

const knownFields = new Set(
  'text model lang speed format sample_rate mode voice ref_audio ref_text instruct webhook_url webhook_secret count_text'.split(
    ' ',
  ),
);

/** Submits a job: it is charged when it is accepted. */
export async function submitSpeech(
  account: Account,
  request: DeapiRequest,
  api: ApiVersion,
): Promise<Answer> {
  noteUnknown(account, request);
  const clip = await clipOf(account, request);
  const verdict = judgeSpeech(request, api, account.law, clip);
  if ('refusal' in verdict) return verdict.refusal;
  const { accepted } = verdict;
  const priceUsd = priceOf(accepted.model, Array.from(accepted.text).length, accepted.speed);
  if (!account.ledger.affords(priceUsd)) return notEnoughBalance();
  const order = orderOf(accepted, timesDesigned(account, request));
  const job = account.jobs.submit({
    kind: 'speech',
    api,
    request,
    clip: clip && { ...clip.file, facts: clip.facts },
    priceUsd,
    spoil: account.faults.forJob(request),
    work: async () => ({ sound: await account.sound.make(order) }),
  });
  account.ledger.charge(job.id, chargedFields(request), priceUsd);
  return ok({ data: { request_id: job.id } });
}

export function quoteSpeech(account: Account, request: DeapiRequest): Answer {
  noteUnknown(account, request);
  const quote = judgePrice(request, account.law);
  if ('status' in quote) return quote;
  return ok({ data: { price: priceOf(quote.model, quote.chars, quote.speed) } });
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

function noteUnknown(account: Account, { fields, files, route }: DeapiRequest): void {
  for (const name of [...Object.keys(fields), ...Object.keys(files)]) {
    if (!knownFields.has(name)) account.violate(`Unknown field ${name} in ${route}`);
  }
}
