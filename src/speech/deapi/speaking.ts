import { scrubber } from '../http/scrub.ts';
import { refusedBy } from '../limits.ts';
import {
  SpeechError,
  type SpeechContext,
  type SpeechRequest,
  type SpokenAudio,
} from '../speech.ts';
import type { DeapiCatalogue } from './catalogue.ts';
import { speechFields, speechForm } from './form.ts';
import { type Job, endOf } from './job-news.ts';
import { type DoneStatus, type JobStatus, assertRequestId } from './job-status.ts';
import { deapiError } from './refusals.ts';
import type { Result } from './results.ts';
import { type JobParts, submit } from './submit.ts';

interface SpeakingParts extends JobParts {
  readonly catalogue: DeapiCatalogue;
  /** One status call outside of the plan, for a fresh address. */
  readonly reread: (requestId: string, signal: AbortSignal) => Promise<JobStatus>;
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

export function deapiSpeaking(options: SpeakingParts): Speaking {
  const { quotas, clock } = options;
  return {
    async speak(request, context) {
      context.signal.throwIfAborted();
      await refuseWhatIsSure(options, request, context.signal);
      const listed = options.catalogue.find(request.model)?.limits.formats;
      const format = request.format ?? listed?.[0] ?? fallbackFormat;
      // Kept before money is spent: a job that could not be followed would be paid for nothing.
      const reservation = quotas.jobs.reserve();
      try {
        const { requestId, format: agreed } = await submitOnce(options, request, format, context);
        context.onProgress?.({ phase: 'queued' });
        const { model, text } = request;
        const job = { requestId, model, textChars: [...text].length, reservation };
        return await heard({ ...job, submittedAtMs: clock.nowMs() }, agreed, options, context);
      } finally {
        reservation.release();
      }
    },

    async follow(requestId, context, hints = {}) {
      context.signal.throwIfAborted();
      assertRequestId(requestId);
      const { model = '', textChars = 0, format = fallbackFormat } = hints;
      const job = { requestId, model, textChars, submittedAtMs: clock.nowMs(), isResumed: true };
      return heard({ ...job, reservation: quotas.jobs.reserve() }, format, options, context);
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

/** Submits, and again as mp3 when nothing but the format was refused. */
async function submitOnce(
  options: SpeakingParts,
  request: SpeechRequest,
  format: string,
  context: SpeechContext,
): Promise<{ requestId: string; format: string }> {
  const { http, routes, quotas, catalogue, webhook, key } = options;
  const { voice } = request;
  const fields = speechFields(request, format, catalogue.find(request.model));
  const written = [fields['text'], fields['ref_text'], fields['instruct']];
  try {
    const requestId = await submit(http, {
      path: routes.speech,
      form: speechForm(fields, voice, webhook, routes),
      budget: quotas.speech,
      scrub: scrubber([key, ...written.filter((words) => words !== undefined)]),
      signal: context.signal,
      onSubmitted: (requestId) => {
        options.results.warm();
        context.onSubmitted?.(requestId);
      },
    });
    return { requestId, format };
  } catch (error) {
    if (!(error instanceof SpeechError)) throw error;
    if (learn(options, request, format, error) !== 'format') throw error;
    return submitOnce(options, request, fallbackFormat, context);
  }
}

/** Learns from a refusal about the catalogue. Returns `format` when the same request may be asked for as mp3. */
function learn(
  { catalogue }: SpeakingParts,
  request: SpeechRequest,
  format: string,
  { failure, facts }: SpeechError,
): 'format' | 'other' {
  if (failure === 'model-gone') catalogue.suspect();
  if (failure !== 'refused' || facts.status !== 422) return 'other';
  const names = Object.keys(facts.fields ?? {});
  if (names.includes('mode')) catalogue.refuse(request.model, request.voice.mode);
  if (!names.includes('format') || format === fallbackFormat) return 'other';
  catalogue.refuse(request.model, format);
  return 'format';
}

/** Waits for the end of the job, and opens its result. */
async function heard(
  job: Job,
  format: string,
  options: SpeakingParts,
  { signal, onProgress }: SpeechContext,
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
  const result = await resultOf(job, status, options, signal);
  return {
    format: result.format ?? format,
    bytes: result.bytes,
    engine: 'deapi',
    ...(status.costUsd !== undefined && { costUsd: status.costUsd }),
  };
}

/** An address that has expired is asked for afresh, once. */
async function resultOf(
  { requestId }: Job,
  { resultUrl }: DoneStatus,
  { results, reread }: SpeakingParts,
  signal: AbortSignal,
): Promise<Result> {
  if (resultUrl === undefined) throw deapiError('bad-answer', 'the job ended without a result');
  try {
    return await results.open(resultUrl, signal);
  } catch (error) {
    if (!(error instanceof SpeechError && error.failure === 'result-expired')) throw error;
    // No call left, or no answer: then it stays expired.
    const again = await reread(requestId, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (again?.state !== 'done' || again.resultUrl === undefined) throw error;
    return results.open(again.resultUrl, signal);
  }
}
