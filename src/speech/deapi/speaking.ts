import type { Clock } from '../clock.ts';
import { scrubber } from '../http/scrub.ts';
import { refusedBy } from '../limits.ts';
import {
  SpeechError,
  type SpeechContext,
  type SpeechRequest,
  type SpokenAudio,
} from '../speech.ts';
import type { Reservation } from './budget.ts';
import type { DeapiCatalogue } from './catalogue.ts';
import { type Webhook, speechFields, speechForm } from './form.ts';
import type { Http } from './http.ts';
import { type Job, type JobNews, endOf } from './job-news.ts';
import { type DoneStatus, type JobStatus, isRequestId } from './job-status.ts';
import type { Quotas } from './quotas.ts';
import { Expired, type Result, type Results } from './results.ts';
import type { Routes } from './routes.ts';
import { submit } from './submit.ts';

export interface SpeakingOptions {
  readonly http: Http;
  readonly routes: Routes;
  readonly quotas: Quotas;
  readonly catalogue: DeapiCatalogue;
  readonly news: readonly JobNews[];
  readonly results: Results;
  /** One status call outside of the plan, for a fresh address. */
  readonly reread: (requestId: string, signal: AbortSignal) => Promise<JobStatus>;
  readonly clock: Clock;
  readonly jobTimeoutMs: number;
  readonly webhook?: Webhook;
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

export function deapiSpeaking(options: SpeakingOptions): Speaking {
  const { quotas } = options;
  return {
    async speak(request, context) {
      context.signal.throwIfAborted();
      await refuseWhatIsSure(options, request, context.signal);
      const model = options.catalogue.find(request.model);
      const format = request.format ?? model?.limits.formats[0] ?? fallbackFormat;
      // Kept before money is spent: a job that could not be followed would be paid for nothing.
      const reservation = quotas.jobs.reserve();
      try {
        const { requestId, format: agreed } = await submitOnce(options, request, format, context);
        context.onProgress?.({ phase: 'queued' });
        const job = jobOf(
          requestId,
          { model: request.model, textChars: [...request.text].length },
          options,
          reservation,
        );
        return await heard(job, agreed, options, context);
      } finally {
        reservation.release();
      }
    },

    async follow(requestId, context, hints = {}) {
      context.signal.throwIfAborted();
      if (!isRequestId(requestId)) {
        throw new SpeechError('job-lost', 'no job has such an id', { engine: 'deapi' });
      }
      const reservation = quotas.jobs.reserve();
      const job = { ...jobOf(requestId, hints, options, reservation), isResumed: true };
      return heard(job, hints.format ?? fallbackFormat, options, context);
    },
  };
}

function jobOf(
  requestId: string,
  hints: JobHints,
  { clock }: SpeakingOptions,
  reservation: Reservation,
): Job {
  return {
    requestId,
    model: hints.model ?? '',
    textChars: hints.textChars ?? 0,
    submittedAtMs: clock.nowMs(),
    reservation,
  };
}

/** A refusal of our own must be beyond doubt: an old list of models is read again before it counts. */
async function refuseWhatIsSure(
  { catalogue }: SpeakingOptions,
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
  options: SpeakingOptions,
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
  { catalogue }: SpeakingOptions,
  request: SpeechRequest,
  format: string,
  { failure, facts }: SpeechError,
): 'format' | 'other' {
  if (failure === 'model-gone') catalogue.suspect();
  if (failure !== 'refused' || facts.status !== 422) return 'other';
  const names = Object.keys(facts.fields ?? {});
  if (names.includes('mode')) catalogue.refuseMode(request.model, request.voice.mode);
  if (!names.includes('format') || format === fallbackFormat) return 'other';
  catalogue.refuseFormat(request.model, format);
  return 'format';
}

/** Waits for the end of the job, and opens its result. */
async function heard(
  job: Job,
  format: string,
  options: SpeakingOptions,
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
  { results, reread }: SpeakingOptions,
  signal: AbortSignal,
): Promise<Result> {
  if (resultUrl === undefined) {
    throw new SpeechError('bad-answer', 'the job ended without a result', { engine: 'deapi' });
  }
  try {
    return await results.open(resultUrl, signal);
  } catch (error) {
    if (!(error instanceof Expired)) throw error;
  }
  // No call left, or no answer: then it stays expired.
  const again = await reread(requestId, signal).catch(() => undefined);
  signal.throwIfAborted();
  const fresh = again?.state === 'done' ? again.resultUrl : undefined;
  const expired = (cause?: Error) =>
    new SpeechError('result-expired', "the result's address has expired", {
      engine: 'deapi',
      cause,
    });
  if (fresh === undefined) throw expired();
  try {
    return await results.open(fresh, signal);
  } catch (error) {
    throw error instanceof Expired ? expired(error) : error;
  }
}
