import { Agent } from 'undici';

import type { Catalogue, SpeechModel } from '../catalogue.ts';
import { type Scrub, scrubber } from '../deapi/scrub.ts';
import { type WarmConnector, warmConnector } from '../deapi/warm-connector.ts';
import { SpeechError, type Speech, type SpeechRequest, type SpokenAudio } from '../speech.ts';
import { modelIdsOf, speechModels, voicesOf } from './catalogue.ts';
import { exchange, soundOf, textOf, type Answer, type Deadlines } from './exchange.ts';
import { refusalOf } from './refusals.ts';

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
const userAgent = 'Crier/0.1 (Discord speech bot)';

interface Server {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly agent: Agent;
  readonly connector: WarmConnector;
  readonly secrets: readonly string[];
}

/**
 * Any server with OpenAI's `POST /audio/speech`: OpenAI itself, deAPI's gateway, a Kokoro of one's own. The sound is
 * passed on while it arrives. Only preset voices: this interface has no others.
 */
export function openai({ url, key, model, deadlines }: OpenAiOptions): OpenAi {
  const deapi = isDeapi(url);
  const server = serverAt(url, key);

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

    async speak(request, { signal, onProgress }): Promise<SpokenAudio> {
      const asked = bodyOf(request);
      const scrub = scrubber([...server.secrets, asked.input, asked.instructions ?? '']);
      onProgress?.({ phase: 'speaking' });
      const answer = await exchange({
        ...server,
        url: `${url}/audio/speech`,
        json: asked,
        deadlines: { ...usualDeadlines, ...deadlines },
        scrub,
        signal,
      });
      const type = await soundType(answer, scrub, signal);
      onProgress?.({ phase: 'fetching' });
      return {
        format: formatOf(type) ?? formatOf(asked.response_format) ?? asked.response_format,
        bytes: soundOf(answer, scrub, signal),
        engine: 'openai',
      };
    },

    warm: () => server.connector.warm(new URL(url).origin),

    async close() {
      server.connector.close();
      await server.agent.destroy();
    },
  };
}

function serverAt(url: string, key: string | undefined): Server {
  const connector = warmConnector({ connectTimeoutMs: 5_000 });
  return {
    url,
    headers: {
      'user-agent': userAgent,
      ...(key !== undefined && { authorization: `Bearer ${keyFor(url, key)}` }),
    },
    secrets: key === undefined ? [] : [key],
    connector,
    agent: new Agent({
      connect: connector.connect,
      // Connections outlive the pause between two messages: a new one costs up to three round trips before the first word.
      keepAliveTimeout: 60_000,
      keepAliveMaxTimeout: 300_000,
    }),
  };
}

/** What the server lists at a path; undefined when it has nothing there, which not every server has to. */
async function listed(server: Server, path: string, signal: AbortSignal): Promise<unknown> {
  const scrub = scrubber(server.secrets);
  const answer = await exchange({
    ...server,
    url: `${server.url}${path}`,
    deadlines: catalogueDeadlines,
    scrub,
    signal,
  });
  const text = await textOf(answer, maxListBytes);
  signal.throwIfAborted();
  const { statusCode: status, headers } = answer;
  if (status === 200) return parsed(text);
  const refusal = refusalOf({ status, headers, text }, scrub);
  if (['unauthorised', 'rate-limited', 'unavailable'].includes(refusal.failure)) throw refusal;
  return undefined;
}

/** The type of the sound that an answer brings; throws when it brings none. */
async function soundType(answer: Answer, scrub: Scrub, signal: AbortSignal): Promise<string> {
  const { statusCode: status, headers } = answer;
  if (status !== 200) {
    const text = await textOf(answer, maxComplaintBytes);
    signal.throwIfAborted();
    throw refusalOf({ status, headers, text }, scrub);
  }
  const type = contentType(answer);
  if (!/^text\/|json|xml/.test(type)) return type;
  answer.body.destroy();
  throw new SpeechError('bad-audio', 'The speech server sent text in place of sound.', {
    engine: 'openai',
    status,
  });
}

function bodyOf({ text, model, voice, speed, format }: SpeechRequest) {
  if (voice.mode !== 'preset') {
    const words =
      'This speech server has preset voices only: cloning and designing need another one.';
    throw new SpeechError('refused', words, { engine: 'openai', fields: { mode: [words] } });
  }
  return {
    model,
    voice: voice.id,
    input: text,
    response_format: format ?? 'mp3',
    // What is as usual isn't said: servers differ in the fields that they know.
    ...(speed !== 1 && { speed }),
    ...(voice.style !== undefined && { instructions: voice.style }),
  };
}

function isDeapi(url: string): boolean {
  return /(?:^|\.)deapi\.ai$/.test(new URL(url).hostname);
}

/** deAPI's gateway takes the account's key with a prefix, its own interface without (docs: openai-compatibility). */
export function keyFor(url: string, key: string): string {
  return isDeapi(url) && !key.startsWith('dpn-sk-') ? `dpn-sk-${key}` : key;
}

function contentType({ headers }: Answer): string {
  const value = headers['content-type'];
  return (Array.isArray(value) ? value[0] : value)?.toLowerCase() ?? '';
}

function formatOf(type: string): string | undefined {
  return ['mp3', 'wav', 'flac', 'ogg', 'opus', 'mpeg', 'wave']
    .find((name) => type.includes(name))
    ?.replace('opus', 'ogg')
    .replace('mpeg', 'mp3')
    .replace('wave', 'wav');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
