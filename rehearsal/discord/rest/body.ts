/** A request's body: JSON, or multipart with `payload_json` and `files[n]`. */
import type { IncomingMessage } from 'node:http';

import { RESTJSONErrorCodes } from 'discord-api-types/v10';

import { Refusal } from './refusal.ts';

export interface UploadedFile {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface Body {
  /** Undefined when nothing was sent. */
  readonly json: unknown;
  /** By the number in their field's name. */
  readonly files: ReadonlyMap<number, UploadedFile>;
}

/** Discord's own bound on a request, well above any file limit. */
const MAX_BODY_BYTES = 200 * 1024 * 1024;

const NO_FILES: ReadonlyMap<number, UploadedFile> = new Map();

export async function readBody(request: IncomingMessage): Promise<Body> {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return { json: undefined, files: NO_FILES };
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/form-data')) return readMultipart(bytes, contentType);
  if (contentType.startsWith('application/json')) {
    return { json: parseJson(bytes.toString()), files: NO_FILES };
  }
  throw new Refusal(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', {
    _errors: [
      {
        code: 'CONTENT_TYPE_INVALID',
        message:
          'Expected "Content-Type" header to be one of {application/json, multipart/form-data}.',
      },
    ],
  });
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += (chunk as Buffer).length;
    if (sizeBytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

export function tooLarge(): Refusal {
  return new Refusal(413, RESTJSONErrorCodes.RequestEntityTooLarge, 'Request entity too large');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(
      400,
      RESTJSONErrorCodes.RequestBodyContainsInvalidJSON,
      'The request body contains invalid JSON.',
    );
  }
}

async function readMultipart(bytes: Buffer, contentType: string): Promise<Body> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  })
    .formData()
    .catch(() => {
      throw new Refusal(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body');
    });
  const files = new Map<number, UploadedFile>();
  let json: unknown;
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      if (field === 'payload_json') json = parseJson(value);
      continue;
    }
    const index = /^files\[(\d+)\]$/u.exec(field)?.[1];
    if (index === undefined) continue;
    files.set(Number(index), {
      filename: value.name,
      contentType: value.type,
      bytes: new Uint8Array(await value.arrayBuffer()),
    });
  }
  return { json, files };
}
