import type { Deapi } from '#deapi/deapi.ts';

/** Fields of `data` in the answers that these tests read, whichever route gives them. */
export interface Data {
  readonly request_id: string;
  readonly status: string;
  readonly progress: number | string;
  readonly result_url: string;
  readonly price: unknown;
  readonly balance: number;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON, when it is JSON. */
  readonly body: {
    readonly data: Data;
    readonly message: string;
    readonly errors: Readonly<Record<string, readonly string[]>>;
  };
}

export const plain = {
  text: 'Hello there, my friend.',
  model: 'Kokoro',
  lang: 'en-us',
  speed: '1',
  format: 'mp3',
  sample_rate: '24000',
  voice: 'af_sky',
};

export type Fields = Record<string, string | File | undefined>;

/** A bare client: it does as it is told, right or wrong. */
export function clientOf(deapi: Deapi) {
  const headers = {
    authorization: `Bearer ${deapi.key}`,
    accept: 'application/json',
    'user-agent': 'test/1',
  };

  async function ask(
    method: string,
    path: string,
    init: { body?: string | FormData; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const response = await fetch(new URL(path, deapi.url), {
      method,
      headers: { ...headers, ...init.headers },
      ...(init.body !== undefined && { body: init.body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  }

  const form = (fields: Fields): FormData => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      if (value instanceof File) data.set(name, value, value.name);
      else if (value !== undefined) data.set(name, value);
    }
    return data;
  };
  const json = (fields: unknown) => ({
    body: JSON.stringify(fields),
    headers: { 'content-type': 'application/json' },
  });

  return {
    ask,
    form,
    json,
    submit: (fields: Fields = {}) =>
      ask('POST', '/api/v2/audio/speech', { body: form({ ...plain, ...fields }) }),
    submitV1: (fields: Record<string, unknown> = {}) =>
      ask('POST', '/api/v1/client/txt2audio', json({ ...plain, ...fields })),
    status: (id: string) => ask('GET', `/api/v2/jobs/${id}`),
    /** Submits and waits: the job's `data` when it has ended. */
    async finished(fields: Fields = {}): Promise<Data> {
      const job = deapi.nextJob();
      const reply = await ask('POST', '/api/v2/audio/speech', {
        body: form({ ...plain, ...fields }),
      });
      if (reply.status !== 200) throw new Error(reply.text);
      await (
        await job
      ).ended;
      return (await ask('GET', `/api/v2/jobs/${reply.body.data.request_id}`)).body.data;
    },
    download: (address: string, headers: Record<string, string> = {}) =>
      fetch(address, { headers, redirect: 'manual', signal: AbortSignal.timeout(10_000) }),
  };
}

function parsed(text: string): Reply['body'] {
  try {
    return JSON.parse(text) as Reply['body'];
  } catch {
    return {} as Reply['body'];
  }
}
