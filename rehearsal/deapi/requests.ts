import type { IncomingMessage } from 'node:http';

/** The documented endpoints, whatever version's. */
export type EndpointName =
  | 'submit'
  | 'status'
  | 'models'
  | 'price'
  | 'balance'
  | 'transcribe'
  | 'transcription-price';

export type RouteName =
  | EndpointName
  | 'socket-auth'
  | 'result'
  | 'gateway'
  | 'gateway-models'
  | 'removed'
  | 'unknown';

export type ApiVersion = 'v1' | 'v2';

export interface UploadedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A request as it came, for tests to look at. */
export interface DeapiRequest {
  /** `performance.now()` when its head was read. */
  readonly atMs: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly route: RouteName;
  readonly api: ApiVersion | undefined;
  /** Without `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly encoding: 'multipart' | 'json' | 'other' | undefined;
  /** Text fields and JSON values, trimmed, as text; empty ones are left out, as the service does. */
  readonly fields: Readonly<Record<string, string>>;
  /** Those of the fields that came as something else than text, as JSON can have it. */
  readonly typedFields: ReadonlySet<string>;
  readonly files: Readonly<Record<string, UploadedFile>>;
  /** The answer's status; undefined while there is none, and when there never is. */
  readonly status: number | undefined;
}

export function headersOf(request: IncomingMessage): Record<string, string> {
  const { authorization: _secret, ...headers } = request.headers;
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}

interface Form {
  readonly encoding: DeapiRequest['encoding'];
  readonly fields: Record<string, string>;
  readonly typedFields: Set<string>;
  readonly files: Record<string, UploadedFile>;
}

const noFields = (): Pick<Form, 'fields' | 'typedFields' | 'files'> => ({
  fields: {},
  typedFields: new Set(),
  files: {},
});

/** Fields of a multipart or JSON body. A body that can't be read has none, as with the service. */
export async function formOf(
  body: Uint8Array<ArrayBuffer>,
  contentType: string | undefined,
): Promise<Form> {
  const form: Form = { encoding: encodingOf(contentType, body), ...noFields() };
  try {
    if (form.encoding === 'json') readJson(body, form);
    if (form.encoding === 'multipart') await readMultipart(body, contentType ?? '', form);
  } catch {
    return { encoding: 'other', ...noFields() };
  }
  return form;
}

function encodingOf(contentType: string | undefined, body: Uint8Array): Form['encoding'] {
  if (contentType?.startsWith('multipart/form-data')) return 'multipart';
  if (contentType?.startsWith('application/json')) return 'json';
  return body.length > 0 ? 'other' : undefined;
}

function readJson(body: Uint8Array, { fields, typedFields }: Form): void {
  const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
  if (typeof parsed !== 'object' || parsed === null) return;
  for (const [name, value] of Object.entries(parsed)) {
    if (value === null || value === undefined) continue;
    put(fields, name, asText(value));
    if (typeof value !== 'string') typedFields.add(name);
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

async function readMultipart(
  body: Uint8Array<ArrayBuffer>,
  contentType: string,
  { fields, files }: Form,
): Promise<void> {
  const data = await new Response(body, { headers: { 'content-type': contentType } }).formData();
  for (const [name, value] of data) {
    if (typeof value === 'string') {
      put(fields, name, value);
    } else {
      const bytes = new Uint8Array(await value.arrayBuffer());
      files[name] = { name: value.name, type: value.type, bytes };
    }
  }
}

/** Laravel trims every field and takes an empty one for none. */
function put(fields: Record<string, string>, name: string, value: string): void {
  const trimmed = value.trim();
  if (trimmed !== '') fields[name] = trimmed;
}
