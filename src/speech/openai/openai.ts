import { text } from '#i18n/text.ts';

import type { Catalogue, SpeechModel } from '../catalogue.ts';
import { connections } from '../http/connections.ts';
import { parseJson } from '../http/json.ts';
import { type Scrub, scrubber } from '../http/scrub.ts';
import type { Answering } from '../http/send.ts';
import { soundFormat } from '../http/sound-format.ts';
import type { Speech, SpeechRequest, SpokenAudio } from '../speech.ts';
import { modelIdsOf, speechModels, voicesOf } from './catalogue.ts';
import { gatewayKey } from './deapi-keys.ts';
import { exchange, soundOf, textOf, type Deadlines } from './exchange.ts';
import { openaiError, refusalOf } from './refusals.ts';

export interface OpenAiOptions {
  /** The base, without a slash at its end: `http://localhost:8880/v1`. */
  readonly url: string;
  /** Absent for servers that ask for none. */
  readonly key?: string | undefined;
  /** The only model to use; absent: whichever the server lists. */
  readonly model?: string | undefined;
  readonly deadlines?: Partial<Deadlines>;
}

export interface OpenAi extends Speech, Catalogue {
  /** Opens a connection ahead of the words that somebody is about to say; costs nothing when one is there. */
  warm(): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

const usualDeadlines: Deadlines = { answerMs: 60_000, stallMs: 15_000 };
/** A catalogue is asked for in the background and made of little text. */
const catalogueDeadlines: Deadlines = { answerMs: 10_000, stallMs: 10_000 };
const maxListBytes = 4_000_000;
const maxComplaintBytes = 64_000;

type Server = ReturnType<typeof serverAt>;

/**
 * Any server with OpenAI's `POST /audio/speech`: OpenAI itself, deAPI's gateway, a Kokoro of one's own. The sound is
 * passed on while it arrives. Only preset voices: this interface has no others.
 */
export function openai({ url, key, model, ...options }: OpenAiOptions): OpenAi {
  const deapi = isDeapi(url);
  const server = serverAt(url, key);
  const deadlines = { ...usualDeadlines, ...options.deadlines };

  return {
    async models(signal): Promise<readonly SpeechModel[]> {
      const [voices, models] = await Promise.all([
        listed(server, '/audio/voices', signal),
        listed(server, '/models', signal),
      ]);
      return speechModels(
        { models: modelIdsOf(models), voices: voicesOf(voices) },
        { wanted: model, deapi },
      );
    },

    async speak(request, { signal, onProgress, onPaying }): Promise<SpokenAudio> {
      const asked = bodyOf(request);
      const scrub = scrubber([...server.secrets, asked.input, asked.instructions ?? '']);
      onProgress?.({ phase: 'speaking' });
      await onPaying?.();
      const answering = await exchange({
        url: `${url}/audio/speech`,
        headers: server.headers,
        json: asked,
        agent: server.connections.agent,
        answerMs: deadlines.answerMs,
        scrub,
        signal,
      });
      const type = await soundType(answering, deadlines, scrub);
      onProgress?.({ phase: 'fetching' });
      return {
        format: soundFormat(type) ?? soundFormat(asked.response_format) ?? asked.response_format,
        bytes: soundOf(answering, deadlines, scrub),
        engine: 'openai',
      };
    },

    warm: () => server.connections.connector.warm(new URL(url).origin),
    close: () => server.connections.close(),
  };
}

function serverAt(url: string, key: string | undefined) {
  return {
    url,
    headers: key === undefined ? {} : { authorization: `Bearer ${keyFor(url, key)}` },
    secrets: key === undefined ? [] : [key],
    // Connections outlive the pause between two messages: a new one costs up to three round trips before the first word.
    connections: connections({
      connectTimeoutMs: 5_000,
      keepAliveMs: 60_000,
      maxKeepAliveMs: 300_000,
    }),
  };
}

/** The server's list at a path; undefined when it has none there: not every server has to. */
async function listed(server: Server, path: string, signal: AbortSignal): Promise<unknown> {
  const scrub = scrubber(server.secrets);
  const answering = await exchange({
    url: `${server.url}${path}`,
    headers: server.headers,
    agent: server.connections.agent,
    answerMs: catalogueDeadlines.answerMs,
    scrub,
    signal,
  });
  const text = await textOf(answering, maxListBytes, catalogueDeadlines, scrub);
  const { status, headers } = answering;
  if (status === 200) return parseJson(text);
  const refusal = refusalOf({ status, headers, text }, 'list', scrub);
  if (['unauthorised', 'rate-limited', 'unavailable'].includes(refusal.failure)) throw refusal;
  return undefined;
}

/** The type of the sound that an answer brings; throws when it brings none. */
async function soundType(
  answering: Answering,
  deadlines: Deadlines,
  scrub: Scrub,
): Promise<string> {
  const { status, headers, body } = answering;
  if (status !== 200) {
    const text = await textOf(answering, maxComplaintBytes, deadlines, scrub);
    throw refusalOf({ status, headers, text }, 'speech', scrub);
  }
  const type = headers['content-type']?.toLowerCase() ?? '';
  if (!/^text\/|json|xml/.test(type)) return type;
  body.destroy();
  throw openaiError('bad-audio', 'The speech server sent text in place of sound.', { status });
}

const presetsOnly = text(($) => $.speech.presetsOnly);

function bodyOf({ text, model, voice, speed, format }: SpeechRequest) {
  if (voice.mode !== 'preset') {
    throw openaiError('refused', 'the speech server has preset voices only', {
      fields: { mode: [presetsOnly] },
    });
  }
  return {
    model,
    voice: voice.id,
    input: text,
    response_format: format ?? 'mp3',
    // Fields with their usual value are left out: servers differ in the fields that they know.
    ...(speed !== 1 && { speed }),
    ...(voice.style !== undefined && { instructions: voice.style }),
  };
}

function isDeapi(url: string): boolean {
  return /(?:^|\.)deapi\.ai$/.test(new URL(url).hostname);
}

/** deAPI's gateway takes the account's key in a form of its own. */
export function keyFor(url: string, key: string): string {
  return isDeapi(url) ? gatewayKey(key) : key;
}
