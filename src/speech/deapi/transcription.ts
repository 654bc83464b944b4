import { FormData } from 'undici';
import { z } from 'zod';

import { parseJson, word } from '../http/json.ts';
import type { Scrub } from '../http/scrub.ts';
import type { Transcribe } from '../speech.ts';
import type { DeapiCatalogue } from './catalogue.ts';
import { setClip, setWebhook } from './form.ts';
import { type Job, endOf } from './job-news.ts';
import type { DoneStatus } from './job-status.ts';
import { PaidResult } from './paid-result.ts';
import { deapiError } from './refusals.ts';
import { type JobParts, keptCall, submit } from './submit.ts';

interface TranscriptionParts extends JobParts {
  readonly catalogue: Pick<DeapiCatalogue, 'transcriber'>;
  readonly scrub: Scrub;
}

const maxRecordingBytes = 20_000_000;
/** The price on the vendor's page for what is asked for here. */
const usdPerHour = 0.05;
/** Codecs fill up their last frames, and the service counts what it hears. */
const paddingMs = 200;

/** US dollars that a recording of this length costs, about, and not less. */
export function transcriptUsd(durationMs: number): number {
  return (Math.ceil((durationMs + paddingMs) / 1_000) / 3_600) * usdPerHour;
}

export function transcription(parts: TranscriptionParts): Transcribe {
  const { http, routes, quotas, news, clock, jobTimeoutMs, scrub } = parts;
  return async (recording, { signal, payer, onPaying, onSubmitted }) => {
    signal.throwIfAborted();
    // The service takes no m4a to write down, and what clips are made into is mp3.
    if (recording.format === 'm4a') return { text: '' };
    if (recording.bytes.length > maxRecordingBytes)
      throw deapiError('too-large', 'the recording is larger than 20 MB');
    const model = await parts.catalogue.transcriber(signal);
    const form = new FormData();
    setClip(form, 'source_file', 'recording', recording);
    form.set('model', model);
    // Booleans of a multipart body are 1 and 0.
    form.set('include_ts', '0');
    form.set('return_result_in_response', '1');
    const webhook = parts.webhook();
    setWebhook(form, webhook, routes);

    const reservation = keptCall(parts, payer?.way);
    try {
      const path = routes.transcription;
      const budget = quotas.transcription;
      const requestId = await submit(http, {
        path,
        form,
        budget,
        way: payer?.way,
        scrub,
        signal,
        ...(onPaying && { onPaying: () => onPaying(model) }),
        ...(onSubmitted && { onSubmitted }),
      });
      const submittedAtMs = clock.nowMs();
      const job: Job = {
        requestId,
        model,
        textChars: 0,
        submittedAtMs,
        isReported: webhook !== undefined,
        ...(reservation && { reservation }),
      };
      const done = await endOf(job, news, { signal, timeoutMs: jobTimeoutMs });
      const paid = new PaidResult(
        { requestId, done, untilMs: submittedAtMs + jobTimeoutMs },
        parts,
      );
      const { costUsd } = done;
      const text = await wordsOf(done, paid, signal);
      return { text, ...(costUsd !== undefined && { costUsd }) };
    } finally {
      reservation?.release();
    }
  };
}

async function wordsOf(status: DoneStatus, paid: PaidResult, signal: AbortSignal): Promise<string> {
  if (status.result !== undefined) return textOf(status.result);
  const segments = spoken(status.transcription);
  if (segments !== '') return segments;
  // No text anywhere is how the service says that nobody spoke.
  if (status.resultUrl === undefined) return '';
  return textOf(await paid.text(signal));
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
