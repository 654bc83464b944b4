import { FormData } from 'undici';

import type { Clip } from '#audio/clip/clip.ts';

import type { SpeechRequest, Voice, VoiceMode } from '../speech.ts';
import type { DeapiModel } from './models.ts';
import type { Routes } from './routes.ts';
import { sampleRateFor } from './sample-rate.ts';

/** Where the service shall report a job's changes. */
export interface Webhook {
  /** https, at most 2048 characters. */
  readonly url: string;
  /** 32 to 255 characters; v2 only. Without one, deliveries are signed with the account's, or not at all. */
  readonly secret: string;
}

const modeNames: Readonly<Record<VoiceMode, string>> = {
  preset: 'custom_voice',
  clone: 'voice_clone',
  design: 'voice_design',
};

const clipTypes: Readonly<Record<Clip['format'], string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
};

/** A request in the service's fields, all of them text. Nothing is left for the server to fill in. */
export function speechFields(
  request: SpeechRequest,
  format: string,
  model: DeapiModel | undefined,
): Record<string, string> {
  return {
    text: request.text.toWellFormed(),
    model: request.model,
    lang: request.language,
    speed: String(request.speed),
    format,
    sample_rate: String(sampleRateFor(request, model)),
    mode: modeNames[request.voice.mode],
    ...voiceFields(request.voice),
  };
}

function voiceFields(voice: Voice): Record<string, string> {
  switch (voice.mode) {
    case 'preset':
      return { voice: voice.id, ...(filled(voice.style) && { instruct: voice.style }) };
    case 'clone':
      return filled(voice.transcript) ? { ref_text: voice.transcript } : {};
    case 'design':
      return { instruct: voice.description };
  }
}

function filled(words: string | undefined): words is string {
  return words !== undefined && words.trim() !== '';
}

/** The body of a submit: the fields, the clip as a file with name and type, and where to report. */
export function speechForm(
  fields: Readonly<Record<string, string>>,
  voice: Voice,
  webhook: Webhook | undefined,
  routes: Routes,
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  if (voice.mode === 'clone') setClip(form, 'ref_audio', 'reference', voice.clip);
  setWebhook(form, webhook, routes);
  return form;
}

export function setWebhook(form: FormData, webhook: Webhook | undefined, routes: Routes): void {
  if (!webhook) return;
  form.set('webhook_url', webhook.url);
  if (routes.takesWebhookSecret) form.set('webhook_secret', webhook.secret);
}

export function setClip(
  form: FormData,
  field: string,
  name: string,
  { bytes, format }: Pick<Clip, 'bytes' | 'format'>,
): void {
  const blob = new Blob([new Uint8Array(bytes)], { type: clipTypes[format] });
  form.set(field, blob, `${name}.${format}`);
}
