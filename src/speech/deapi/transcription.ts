import { FormData } from 'undici';
import { z } from 'zod';

import type { Clock } from '../clock.ts';
import { parseJson, word } from '../http/json.ts';
import type { Scrub } from '../http/scrub.ts';
import { SpeechError } from '../speech.ts';
import { type Webhook, audioBlob, setWebhook } from './form.ts';
import type { Http } from './http.ts';
import { type JobNews, endOf } from './job-news.ts';
import type { DoneStatus } from './job-status.ts';
import type { Quotas } from './quotas.ts';
import type { Results } from './results.ts';
import type { Routes } from './routes.ts';
import { submit } from './submit.ts';

/** Audio to be written down. */
interface Recording {
  readonly bytes: Uint8Array;
  readonly format: 'mp3' | 'wav' | 'flac' | 'ogg' | 'aac' | 'webm';
  /** BCP 47 tag; absent: the service finds out. */
  readonly language?: string;
}

export interface TranscriptionOptions {
  readonly http: Http;
  readonly routes: Routes;
  readonly quotas: Quotas;
  readonly news: readonly JobNews[];
  readonly results: Results;
  readonly clock: Clock;
  readonly jobTimeoutMs: number;
  readonly webhook?: Webhook;
  readonly scrub: Scrub;
}

interface TranscriptionContext {
  readonly signal: AbortSignal;
  readonly onSubmitted?: (jobId: string) => void;
}

/** The words of a recording; empty when nobody speaks in it. Rejects with a `SpeechError` or the signal's reason. */
export type Transcribe = (recording: Recording, context: TranscriptionContext) => Promise<string>;

const model = 'WhisperLargeV3';
const maxRecordingBytes = 20_000_000;
const types: Readonly<Record<Recording['format'], string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  aac: 'audio/aac',
  webm: 'audio/webm',
};

export function transcription(options: TranscriptionOptions): Transcribe {
  const { http, routes, quotas, news, results, clock, jobTimeoutMs, webhook, scrub } = options;
  return async ({ bytes, format, language }, { signal, onSubmitted }) => {
    signal.throwIfAborted();
    if (bytes.length > maxRecordingBytes) {
      throw new SpeechError('too-large', 'the recording is larger than 20 MB', { engine: 'deapi' });
    }
    const form = new FormData();
    form.set('source_file', audioBlob(bytes, types[format]), `recording.${format}`);
    form.set('model', model);
    // Booleans of a multipart body are 1 and 0.
    form.set('include_ts', '0');
    form.set('return_result_in_response', '1');
    if (language !== undefined) form.set('lang', language);
    setWebhook(form, webhook, routes);

    const reservation = quotas.jobs.reserve();
    try {
      const requestId = await submit(http, {
        path: routes.transcription,
        form,
        budget: quotas.transcription,
        scrub,
        signal,
        ...(onSubmitted && { onSubmitted }),
      });
      const job = { requestId, model, textChars: 0, submittedAtMs: clock.nowMs(), reservation };
      const status = await endOf(job, news, { signal, timeoutMs: jobTimeoutMs });
      return await wordsOf(status, results, signal);
    } finally {
      reservation.release();
    }
  };
}

async function wordsOf(status: DoneStatus, results: Results, signal: AbortSignal): Promise<string> {
  if (status.result !== undefined) return textOf(status.result);
  const segments = spoken(status.transcription);
  if (segments !== '') return segments;
  // No text anywhere is how the service says that nobody spoke.
  if (status.resultUrl === undefined) return '';
  return textOf(await results.text(status.resultUrl, signal));
}

/** Plain text, or a JSON document that holds it. */
function textOf(result: string): string {
  const document = /^\s*[[{]/.test(result) ? parseJson(result) : undefined;
  return (document === undefined ? result : spoken(document)).trim();
}

const told = z.object({
  text: word,
  structured: z.unknown().optional(),
  segments: z.unknown().optional(),
  transcription: z.unknown().optional(),
});

function spoken(document: unknown): string {
  if (typeof document === 'string') return document;
  const object = told.safeParse(document).data;
  if (object?.text !== undefined) return object.text.trim();
  const parts = object ? (object.structured ?? object.segments ?? object.transcription) : document;
  if (parts === undefined || parts === null) return '';
  if (!Array.isArray(parts)) return parts === document ? '' : spoken(parts);
  return parts
    .map((part) => spoken(part).trim())
    .filter((words) => words !== '')
    .join(' ');
}
