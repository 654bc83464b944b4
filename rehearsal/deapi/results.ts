import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { sendAudio } from '#http/spoiled-body.ts';

import { isAddressSpoil } from './faults.ts';
import type { DeapiJob, JobStore, OpenJob } from './jobs.ts';

const extensions: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'text/plain': 'txt',
};

export interface ResultsOptions {
  readonly jobs: JobStore;
  readonly ttlMs: number;
  /** Milliseconds of the epoch. */
  readonly now: () => number;
  readonly violate: (what: string) => void;
}

/** The host of results: pre-signed addresses, good for a while, without any other key. */
export class Results {
  readonly #secret = randomBytes(32);
  readonly #options: ResultsOptions;
  readonly #told = new Set<string>();
  /** Set once both listen. */
  host = '';
  foreignHost = '';
  scheme: 'http' | 'https' = 'http';

  constructor(options: ResultsOptions) {
    this.#options = options;
  }

  get foreignOrigin(): string {
    return `${this.scheme}://${this.foreignHost}`;
  }

  /** A fresh address of a finished job's result. */
  addressOf(job: DeapiJob): string {
    const { spoil } = job;
    const extension = extensions[job.result?.contentType ?? ''] ?? 'bin';
    const path = `/results/${job.id}.${extension}`;
    const first = !this.#told.has(job.id);
    this.#told.add(job.id);
    const stale = spoil.result === 'expired-for-good' || (spoil.result === 'expired' && first);
    const date = this.#options.now() - (stale ? this.#options.ttlMs + 1000 : 0);
    const query = new URLSearchParams({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Date': new Date(date).toISOString(),
      'X-Amz-Expires': String(Math.ceil(this.#options.ttlMs / 1000)),
    });
    query.set('X-Amz-Signature', this.#sign(`${path}?${query.toString()}`));
    const rest = `${path}?${query.toString()}`;
    if (spoil.result === 'foreign-host') return `${this.foreignOrigin}${rest}`;
    if (spoil.result === 'plain-http') return `http://results.deapi.ai${rest}`;
    if (spoil.result === 'no-address') return 'results/none';
    return `${this.scheme}://${this.host}${rest}`;
  }

  /** Answers a download. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== undefined) {
      this.#options.violate('The key was sent to the host of results');
      refuse(response, 400, 'InvalidArgument', 'Only one auth mechanism allowed');
      return;
    }
    const url = new URL(request.url ?? '/', `http://${this.host}`);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      refuse(response, 405, 'MethodNotAllowed', 'The specified method is not allowed.');
      return;
    }
    const reason = this.#refusalOf(url);
    if (reason) {
      refuse(response, 403, ...reason);
      return;
    }
    const id = /^\/results\/([^.]+)\./u.exec(url.pathname)?.[1] ?? '';
    const job = this.#options.jobs.find(id);
    if (!job?.result || !this.#isThere(job))
      refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.');
    else await this.#send(response, job, job.result);
  }

  /** A request at the foreign host: nobody should ever come here. */
  serveForeign(_request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#options.violate('A result was fetched from a foreign host');
    response.writeHead(200, { 'content-type': 'audio/mpeg' }).end();
    return Promise.resolve();
  }

  async #send(
    response: ServerResponse,
    job: OpenJob,
    result: NonNullable<DeapiJob['result']>,
  ): Promise<void> {
    job.downloads += 1;
    const { result: wrong, spoiledDownloads = Infinity } = job.spoil;
    const isGood = isAddressSpoil(wrong) || job.downloads > spoiledDownloads;
    const spoil = isGood ? undefined : wrong;
    await sendAudio(response, result, spoil, `${this.foreignOrigin}/result.mp3`);
  }

  #refusalOf(url: URL): [code: string, message: string] | undefined {
    const { searchParams } = url;
    const signature = searchParams.get('X-Amz-Signature') ?? '';
    const signedAt = Date.parse(searchParams.get('X-Amz-Date') ?? '');
    const seconds = Number(searchParams.get('X-Amz-Expires'));
    searchParams.delete('X-Amz-Signature');
    if (this.#sign(`${url.pathname}?${searchParams.toString()}`) !== signature) {
      return ['SignatureDoesNotMatch', 'The request signature we calculated does not match.'];
    }
    if (this.#options.now() > signedAt + seconds * 1000) {
      return ['AccessDenied', 'Request has expired'];
    }
    return undefined;
  }

  /** The file may come later than the news of it. */
  #isThere({ endedAt = 0, spoil }: DeapiJob): boolean {
    return this.#options.now() >= endedAt + (spoil.fileAfterMs ?? 0);
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('hex');
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
}
