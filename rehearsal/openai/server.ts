import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { deliver } from '#http/deliver.ts';
import { bodyOf } from '#http/listener.ts';
import { sendAudio } from '#http/spoiled-body.ts';
import type { BodySpoil } from '#http/spoiled-body.ts';
import { startSoundMaker } from '#sound/sound-maker.ts';

import { badKey, failAs, list, noSuchRoute, refuse } from './answers.ts';
import type {
  Latency,
  OpenaiFault,
  OpenaiOptions,
  OpenaiRequest,
  OpenaiRoute,
  PreparedAs,
} from './options.ts';
import { allFormats, judgeInput, modelsListed, withoutHeader } from './speech.ts';
import type { OpenaiLaw } from './speech.ts';
import { kokoroVoices } from './voices.ts';

const bodyLimitBytes = 1024 * 1024;

type OpenRequest = { -readonly [Key in keyof OpenaiRequest]: OpenaiRequest[Key] };

/** The server's state and its routes. */
export class OpenaiServer {
  readonly requests: OpenaiRequest[] = [];
  readonly calls: Record<OpenaiRoute, number> = { speech: 0, models: 0, voices: 0, unknown: 0 };
  readonly faults: { readonly fault: OpenaiFault; left: number }[] = [];
  readonly sound = startSoundMaker();
  readonly #options: OpenaiOptions;
  readonly #law: OpenaiLaw;
  latency: Latency;

  constructor(options: OpenaiOptions) {
    this.#options = options;
    this.latency = options.latency ?? 'instant';
    this.#law = {
      models: options.models ?? ['kokoro', 'Kokoro', 'tts-1', 'gpt-4o-mini-tts'],
      formats: options.formats ?? allFormats,
      onlyFormat: options.format,
      maxInputChars: 4096,
    };
  }

  async prepare(texts: readonly string[], as: PreparedAs = {}): Promise<void> {
    const { voice = 'af_alloy', speed = 1, format = this.#options.format ?? 'mp3' } = as;
    for (const input of texts) {
      const fields = { model: this.#law.models[0], input, voice, speed, response_format: format };
      const judged = judgeInput(fields, this.#law);
      if ('error' in judged) throw new Error(judged.error.message);
      await this.sound.make(judged.order);
    }
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const record = this.#note(request);
    response.once('finish', () => {
      record.status = response.statusCode;
    });
    const body = await bodyOf(request, bodyLimitBytes);
    const fields = body && jsonOf(body);
    if (fields) record.fields = fields;
    const fault = this.#strike(record.route);
    if (fault?.delayMs) await delay(fault.delayMs);
    if (fault?.fail || fault?.answer) failAs(response, fault);
    else if (this.#admits(request)) await this.#answer(record, response, fault?.audio);
    else refuse(response, badKey());
  }

  async #answer(
    record: OpenRequest,
    response: ServerResponse,
    spoil: BodySpoil | undefined,
  ): Promise<void> {
    switch (record.route) {
      case 'speech':
        return this.#speak(record, response, spoil);
      case 'models':
        return list(response, modelsListed(this.#law));
      case 'voices':
        return list(response, { voices: kokoroVoices });
      case 'unknown':
        return refuse(response, noSuchRoute(record.method, record.path));
      default:
        return record.route satisfies never;
    }
  }

  async #speak(
    record: OpenRequest,
    response: ServerResponse,
    spoil: BodySpoil | undefined,
  ): Promise<void> {
    const judged = judgeInput(record.fields, this.#law);
    if ('error' in judged) {
      refuse(response, judged);
      return;
    }
    const sound = await this.sound.make(judged.order);
    record.pcm = sound.pcm;
    const { bytes, contentType } = judged.bare ? withoutHeader(sound) : sound;
    if (spoil !== undefined) {
      await sendAudio(response, { bytes, contentType }, spoil, 'http://127.0.0.1:9/elsewhere');
      return;
    }
    response.writeHead(200, { 'content-type': contentType, 'transfer-encoding': 'chunked' });
    const { latency } = this;
    if (latency === 'instant') {
      response.end(bytes);
      return;
    }
    const pace = typeof latency === 'function' ? latency(String(record.fields['input'])) : latency;
    await deliver(response, bytes, pace, record.atMs);
  }

  #admits({ headers }: IncomingMessage): boolean {
    const { key } = this.#options;
    return key === undefined || headers.authorization === `Bearer ${key}`;
  }

  #strike(route: OpenaiRoute): OpenaiFault | undefined {
    const planned = this.faults.find(({ fault }) => (fault.on ?? 'speech') === route);
    if (!planned) return undefined;
    planned.left -= 1;
    if (planned.left <= 0) this.faults.splice(this.faults.indexOf(planned), 1);
    return planned.fault;
  }

  #note(request: IncomingMessage): OpenRequest {
    const method = request.method ?? 'GET';
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    const route = routeOf(`${method} ${path}`, this.#options.listsVoices ?? true);
    const record: OpenRequest = {
      atMs: performance.now(),
      route,
      method,
      path,
      fields: {},
      pcm: undefined,
      status: undefined,
    };
    this.requests.push(record);
    this.calls[route] += 1;
    return record;
  }
}

function routeOf(line: string, listsVoices: boolean): OpenaiRoute {
  if (line === 'POST /v1/audio/speech') return 'speech';
  if (line === 'GET /v1/models') return 'models';
  return line === 'GET /v1/audio/voices' && listsVoices ? 'voices' : 'unknown';
}

function jsonOf(body: Uint8Array): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}
