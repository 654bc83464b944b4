import { createHash } from 'node:crypto';

import { acceptJob } from './accept-job.ts';
import type { Account } from './account.ts';
import { invalid, noSuchModel, ok } from './answers.ts';
import type { Answer } from './answers.ts';
import type { Asked } from './asked.ts';
import type { MeasuredClip } from './speech-rules.ts';
import type { ServedTranscriber } from './transcribers.ts';

/** Submits a recording to be written down. The stand-in's owner decides what is heard in it. */
export async function submitTranscription(account: Account, asked: Asked): Promise<Answer> {
  const { request, endpoint, rules } = asked;
  const model = modelOf(account, asked);
  if (model === 'unknown') return noSuchModel();
  const recording = await recordingOf(account, asked);
  if (rules.failed || !model || !recording) return invalid(rules.errors);
  const { file, facts } = recording;
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  return acceptJob(
    account,
    {
      kind: 'transcription',
      api: endpoint.api,
      request,
      clip: { ...file, facts },
      priceUsd: priceOf(model, facts.durationMs / 1000),
      work: () => Promise.resolve({ transcript: account.hear(file.bytes) }),
    },
    { ...request.fields, recording: hash },
  );
}

export async function quoteTranscription(account: Account, asked: Asked): Promise<Answer> {
  const { request, rules } = asked;
  const model = modelOf(account, asked);
  if (model === 'unknown') return noSuchModel();
  const seconds = request.fields['duration_seconds'];
  const recording = seconds === undefined ? await recordingOf(account, asked) : undefined;
  if (rules.failed || !model) return invalid(rules.errors);
  const lengthS = recording ? recording.facts.durationMs / 1000 : Number(seconds);
  return ok({ data: { price: priceOf(model, lengthS) } });
}

function priceOf({ usdPerHour }: ServedTranscriber, seconds: number): number {
  return (seconds / 3600) * usdPerHour;
}

/** The model with what it offers, refused for what it does not; undefined when none is named. */
function modelOf(
  { transcribers }: Account,
  { request: { fields }, rules }: Asked,
): ServedTranscriber | 'unknown' | undefined {
  const { model: slug, ts_level: level, diarize } = fields;
  if (slug === undefined) return undefined;
  const model = transcribers.find((known) => known.slug === slug);
  if (!model) return 'unknown';
  if (level !== undefined) rules.among('ts_level', model.timestampLevels);
  if (['1', 'true'].includes(diarize ?? '') && !model.diarizes) {
    rules.refuse('diarize', 'The selected model does not support diarization.');
  }
  return model;
}

/** The uploaded recording; an address of a file in its place is refused, as only links to platforms are taken. */
async function recordingOf(
  account: Account,
  { request: { files }, endpoint, rules }: Asked,
): Promise<MeasuredClip | undefined> {
  if (rules.has('source_url')) {
    rules.refuse('source_url', 'The source url must be a link to a supported platform.');
  }
  const name = 'audio' in endpoint.fields ? 'audio' : 'source_file';
  const file = files[name];
  if (!file) return undefined;
  const facts = await account.sound.measureClip(file.bytes);
  rules.contains(name, facts.format, endpoint.fields[name]?.formats ?? []);
  return { file, facts };
}
