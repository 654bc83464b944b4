import { createHash } from 'node:crypto';

import type { Account } from './account.ts';
import { invalid, notEnoughBalance, ok } from './answers.ts';
import type { Answer } from './answers.ts';
import { FieldRules } from './field-rules.ts';
import type { ApiVersion, DeapiRequest } from './requests.ts';
import type { MeasuredClip } from './speech-rules.ts';

const models = ['WhisperLargeV3', 'WhisperLargeV3Ct2'];
const fileTypes = ['mp3', 'ogg', 'wav', 'flac'];
const fileBytes = 20 * 1024 * 1024;
const usdPerHour = 0.05;

/** Submits a recording to be written down. The stand-in's owner decides what is heard in it. */
export async function submitTranscription(
  account: Account,
  request: DeapiRequest,
  api: ApiVersion,
): Promise<Answer> {
  const rules = new FieldRules(request.fields);
  const recording = await recordingOf(account, request, rules);
  rules.required('include_ts');
  rules.among('include_ts', ['0', '1', 'true', 'false']);
  rules.required('model');
  rules.among('model', models);
  rules.length('lang', { min: 1, max: 16 });
  rules.among('ts_level', ['segment', 'word']);
  rules.webhook(api);
  if (rules.failed || !recording) return invalid(rules.errors);
  const { file, facts } = recording;
  const priceUsd = (facts.durationMs / 3_600_000) * usdPerHour;
  if (!account.ledger.affords(priceUsd)) return notEnoughBalance();
  const job = account.jobs.submit({
    kind: 'transcription',
    api,
    request,
    clip: { ...file, facts },
    priceUsd,
    spoil: account.faults.forJob(request),
    work: () => Promise.resolve({ transcript: account.hear(file.bytes) }),
  });
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  account.ledger.charge(job.id, { ...request.fields, recording: hash }, priceUsd);
  return ok({ data: { request_id: job.id } });
}

/** The uploaded recording; an address of a file in its place is refused, as only links to platforms are taken. */
async function recordingOf(
  account: Account,
  { path, files, fields }: DeapiRequest,
  rules: FieldRules,
): Promise<MeasuredClip | undefined> {
  const name = path.includes('audiofile2txt') ? 'audio' : 'source_file';
  const label = name.replace('_', ' ');
  const file = files[name];
  if (!file) {
    if (fields['source_url'] === undefined) rules.required(name);
    else rules.refuse('source_url', 'The source url must be a link to a supported platform.');
    return undefined;
  }
  if (fields['source_url'] !== undefined) {
    rules.refuse('source_url', `The source url field is prohibited when ${label} is present.`);
  }
  const facts = await account.sound.measureClip(file.bytes);
  if (!fileTypes.includes(facts.format ?? '')) {
    rules.refuse(name, `The ${label} field must be a file of type: ${fileTypes.join(', ')}.`);
  }
  if (file.bytes.length > fileBytes) {
    const limit = fileBytes / 1024;
    rules.refuse(name, `The ${label} field must not be greater than ${limit} kilobytes.`);
  }
  return { file, facts };
}
