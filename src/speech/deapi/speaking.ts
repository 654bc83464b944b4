import { codePoints } from '../code-points.ts';
import { scrubber } from '../http/scrub.ts';
import { refusedBy } from '../limits.ts';
import {
  SpeechError,
  type SpeechContext,
  type SpeechRequest,
  type SpokenAudio,
} from '../speech.ts';
import type { DeapiCatalogue } from './catalogue.ts';
import { type Webhook, speechFields, speechForm } from './form.ts';
import { type Job, endOf } from './job-news.ts';
import { assertRequestId } from './job-status.ts';
import { PaidResult } from './paid-result.ts';
import { sampleRateName } from './sample-rate.ts';
import { type JobParts, keptCall, submit } from './submit.ts';

interface SpeakingParts extends JobParts {
  readonly catalogue: DeapiCatalogue;
  readonly key: string;
}

/** Facts about a job that another run submitted; better polls and the right format come of them. */
interface JobHints {
  readonly model?: string;
  readonly textChars?: number;
  readonly format?: string;
}

export interface Speaking {
  speak(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio>;
  /** Takes up a job that was submitted before: costs nothing. */
  follow(requestId: string, context: SpeechContext, hints?: JobHints): Promise<SpokenAudio>;
}

const fallbackFormat = 'mp3';
/** How long a list of models may be trusted to refuse a request without asking for a newer one. */
const trustedListMs = 60_000;
const refreshTimeoutMs = 3_000;
/** A message of a channel is read soon or not at all. */
const autoReadPatienceMs = 30_000;

export function deapiSpeaking(options: SpeakingParts): Speaking {
  const { clock } = options;
  return {
    async speak(request, context) {
      context.signal.throwIfAborted();
      await refuseWhatIsSure(options, request, context.signal);
      const listed = options.catalogue.find(request.model)?.limits.formats;
      const format = request.format ?? listed?.[0] ?? fallbackFormat;
      const reservation = keptCall(options, context.payer?.way);
      const webhook = options.webhook();
      try {
        const asked = { request, format, webhook };
        const { requestId, format: agreed } = await submitOnce(options, asked, context);
        context.onProgress?.({ phase: 'queued' });
        const { model, text } = request;
        const job: Job = {
          requestId,
          model,
          textChars: codePoints(text),
          submittedAtMs: clock.nowMs(),
          isReported: webhook !== undefined,
          ...(reservation && { reservation }),
        };
        return await heard(job, agreed, options, context);
      } finally {
        reservation?.release();
      }
    },

    async follow(requestId, context, hints = {}) {
      context.signal.throwIfAborted();
      assertRequestId(requestId);
      const { model = '', textChars = 0, format = fallbackFormat } = hints;
      const job = { requestId, model, textChars, submittedAtMs: clock.nowMs(), isResumed: true };
      const reservation = keptCall(options, context.payer?.way);
      return heard({ ...job, ...(reservation && { reservation }) }, format, options, context);
    },
  };
}

/** A refusal of our own must be beyond doubt: an old list of models is read again before it counts. */
async function refuseWhatIsSure(
  { catalogue }: SpeakingParts,
  request: SpeechRequest,
  signal: AbortSignal,
): Promise<void> {
  const refusal = () => {
    const model = catalogue.find(request.model);
    return model && refusedBy(model, request);
  };
  if (!refusal()) return;
  if (catalogue.ageMs > trustedListMs) {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(refreshTimeoutMs)]);
    await catalogue.refresh(patience).catch(() => undefined);
    signal.throwIfAborted();
  }
  const sure = refusal();
  if (sure) throw sure;
}

interface AskedSpeech {
  readonly request: SpeechRequest;
  readonly format: string;
  readonly webhook: Webhook | undefined;
}

/** Submits, and again as mp3 or in the model's own sample rate when that was refused. */
async function submitOnce(
  options: SpeakingParts,
  { request, format, webhook }: AskedSpeech,
  context: SpeechContext,
): Promise<{ requestId: string; format: string }> {
  const { http, routes, quotas, catalogue, key } = options;
  const { voice } = request;
  const fields = speechFields(request, format, catalogue.find(request.model));
  const written = [fields['text'], fields['ref_text'], fields['instruct']];
  try {
    const requestId = await submit(http, {
      path: routes.speech,
      form: speechForm(fields, voice, webhook, routes),
      budget: quotas.speech,
      way: context.payer?.way,
      scrub: scrubber([key, ...written.filter((words) => words !== undefined)]),
      signal: context.signal,
      ...(context.onPaying && { onPaying: context.onPaying }),
      onSubmitted: (requestId) => {
        options.results.warm();
        context.onSubmitted?.(requestId);
      },
    });
    return { requestId, format };
  } catch (error) {
    if (!(error instanceof SpeechError)) throw error;
    const wrong = learn(options, request, format, error);
    if (wrong === 'format')
      return submitOnce(options, { request, format: fallbackFormat, webhook }, context);
    const { sampleRateHz: _, ...inUsualRate } = request;
    if (wrong === 'sample rate')
      return submitOnce(options, { request: inUsualRate, format, webhook }, context);
    throw error;
  }
}

/** Learns from a refusal about the catalogue. Returns what of the same request may be asked for otherwise. */
function learn(
  { catalogue }: SpeakingParts,
  request: SpeechRequest,
  format: string,
  { failure, facts }: SpeechError,
): 'format' | 'sample rate' | 'other' {
  if (failure === 'model-gone') catalogue.suspect();
  if (failure !== 'refused' || facts.status !== 422) return 'other';
  if (facts.clipLength) catalogue.learnClipLength(request.model, facts.clipLength);
  const names = Object.keys(facts.fields ?? {});
  if (names.includes('mode')) catalogue.refuse(request.model, request.voice.mode);
  const { sampleRateHz } = request;
  if (names.includes('sample_rate') && sampleRateHz !== undefined) {
    catalogue.refuse(request.model, sampleRateName(sampleRateHz));
    return 'sample rate';
  }
  if (!names.includes('format') || format === fallbackFormat) return 'other';
  catalogue.refuse(request.model, format);
  return 'format';
}

/** Waits for the end of the job, and opens its result. */
async function heard(
  job: Job,
  format: string,
  options: SpeakingParts,
  { signal, onProgress, payer }: SpeechContext,
): Promise<SpokenAudio> {
  const status = await endOf(job, options.news, {
    signal,
    timeoutMs: options.jobTimeoutMs,
    onStatus: (status) => {
      if (status.state === 'pending') onProgress?.({ phase: 'queued' });
      if (status.state !== 'processing') return;
      const { percent } = status;
      onProgress?.({ phase: 'speaking', ...(percent !== undefined && { percent }) });
    },
  });
  onProgress?.({ phase: 'fetching' });
  const patienceMs = payer?.way === 'read' ? autoReadPatienceMs : options.jobTimeoutMs;
  const untilMs = job.submittedAtMs + Math.min(patienceMs, options.jobTimeoutMs);
  const paid = new PaidResult({ requestId: job.requestId, done: status, untilMs }, options);
  const result = await paid.open(signal);
  return {
    format: result.format ?? format,
    bytes: result.bytes,
    engine: 'deapi',
    ...(status.costUsd !== undefined && { costUsd: status.costUsd }),
    ...(status.costIsEstimated && { costIsEstimated: true }),
  };
}
