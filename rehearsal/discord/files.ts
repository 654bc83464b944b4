/** Discord's file server on loopback: attachments under signed addresses that expire. */
import { createHmac, randomBytes } from 'node:crypto';
import { extname } from 'node:path';

import type { Clock } from './clock.ts';
import type { Attachment } from './model.ts';
import { Refusal } from './rest/refusal.ts';
import type { RestAnswer } from './rest/router.ts';

/** About a day, as Discord's. */
const LIFETIME_MS = 24 * 60 * 60 * 1_000;
const MAX_FILES = 1_000;

/** Discord tells the type by the name, not by the bytes. */
const TYPE_OF_EXTENSION: Readonly<Record<string, string>> = {
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/x-wav',
  '.flac': 'audio/flac',
  '.m4a': 'audio/mp4',
  '.mp4': 'video/mp4',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.txt': 'text/plain; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.zip': 'application/zip',
};

export function contentTypeOf(filename: string, stated = ''): string {
  const known = TYPE_OF_EXTENSION[extname(filename).toLowerCase()];
  return known ?? (stated === '' ? 'application/octet-stream' : stated);
}

export interface NewFile {
  readonly id: string;
  readonly channelId: string;
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly description?: string;
  readonly durationSecs?: number;
  readonly waveform?: string;
  readonly ephemeral?: boolean;
}

export class Files {
  readonly #files = new Map<string, Attachment>();
  readonly #secret = randomBytes(32);
  readonly #origin: () => string;
  readonly #clock: Clock;

  constructor(origin: () => string, clock: Clock) {
    this.#origin = origin;
    this.#clock = clock;
  }

  add({ channelId, ...file }: NewFile): Attachment {
    const folder = file.ephemeral === true ? 'ephemeral-attachments' : 'attachments';
    const path = `/${folder}/${channelId}/${file.id}/${encodeURIComponent(file.filename)}`;
    const attachment: Attachment = {
      ...file,
      sizeBytes: file.bytes.length,
      url: this.#origin() + this.#signed(path),
    };
    this.#files.set(path, attachment);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES && oldest !== undefined) this.#files.delete(oldest);
    return attachment;
  }

  get(path: string, query: URLSearchParams): RestAnswer {
    const file = this.#files.get(path);
    const expiry = query.get('ex') ?? '';
    const signed = this.#signature(path, expiry) === query.get('hm');
    if (
      file === undefined ||
      !signed ||
      Number.parseInt(expiry, 16) * 1_000 < this.#clock.nowMs()
    ) {
      throw new Refusal(404, 0, 'This content is no longer available.');
    }
    return { bytes: file.bytes, contentType: file.contentType };
  }

  #signed(path: string): string {
    const issued = Math.floor(this.#clock.nowMs() / 1_000);
    const expiry = (issued + LIFETIME_MS / 1_000).toString(16);
    return `${path}?ex=${expiry}&is=${issued.toString(16)}&hm=${this.#signature(path, expiry)}`;
  }

  #signature(path: string, expiry: string): string {
    return createHmac('sha256', this.#secret).update(`${path}?${expiry}`).digest('hex');
  }
}
