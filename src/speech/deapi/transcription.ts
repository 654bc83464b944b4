import { FormData } from 'undici';
import { z } from 'zod';

import { parseJson, word } from '../http/json.ts';
import type { Scrub } from '../http/scrub.ts';
import type { Transcribe } from '../speech.ts';
import { setClip, setWebhook } from './form.ts';
import { endOf } from './job-news.ts';
import type { DoneStatus } from './job-status.ts';
import { deapiError } from './refusals.ts';
import type { Results } from './results.ts';
import { type JobParts, submit } from './submit.ts';

interface TranscriptionParts extends JobParts {
  readonly scrub: Scrub;
}

const model = 'WhisperLargeV3';
const maxRecordingBytes = 20_000_000;

export function transcription(parts: TranscriptionParts): Transcribe {
  const { http, routes, quotas, news, results, clock, jobTimeoutMs, webhook, scrub } = parts;
  return async (recording, signal) => {
    signal.throwIfAborted();
    // The service takes no m4a to write down, and what clips are made into is mp3.
    if (recording.format === 'm4a') return '';
    if (recording.bytes.length > maxRecordingBytes)
      throw deapiError('too-large', 'the recording is larger than 20 MB');
    const form = new FormData();
    setClip(form, 'source_file', 'recording', recording);
    form.set('model', model);
    // Booleans of a multipart body are 1 and 0.
    form.set('include_ts', '0');
    form.set('return_result_in_response', '1');
    setWebhook(form, webhook, routes);

    const reservation = quotas.jobs.reserve();
    try {
      const path = routes.transcription;
      const budget = quotas.transcription;
      const requestId = await submit(http, { path, form, budget, scrub, signal });
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
