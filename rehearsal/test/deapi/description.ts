/** deAPI's own description of its API (deapi-ai/mintlify-docs, cut to the endpoints used), in the terms of the table of facts. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { EndpointFact, FieldFact } from '#deapi/facts.ts';

/** Where the description lies: named by DEAPI_OPENAPI, or beside the project; undefined where it doesn't. */
export function descriptionFolder(): string | undefined {
  const beside = fileURLToPath(new URL('../../../../shared/deapi-openapi', import.meta.url));
  return [process.env['DEAPI_OPENAPI'], beside].find(
    (path) => path !== undefined && path !== '' && existsSync(join(path, 'v2.json')),
  );
}

interface Property {
  readonly type: 'string' | 'number' | 'integer' | 'boolean' | 'array';
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly description?: string;
}

interface Schema {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Property>>;
}

interface Operation {
  readonly parameters: readonly {
    readonly name?: string;
    readonly in?: string;
    readonly schema: Property;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** An endpoint as the vendor describes it. */
export type Described = Omit<EndpointFact, 'name' | 'isExclusive'>;

export function describedEndpoints(folder: string): Described[] {
  const found: Described[] = [];
  for (const api of ['v2', 'v1'] as const) {
    const file = readFileSync(join(folder, `${api}.json`), 'utf8');
    const description = JSON.parse(file) as Description;
    for (const [path, methods] of Object.entries(description.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        found.push({
          api,
          method: method.toUpperCase() as 'GET' | 'POST',
          path: path.replace(/\{\w+\}/u, '{id}'),
          query: queryOf(operation),
          ...bodyOf(operation, description),
        });
      }
    }
  }
  return found;
}

function queryOf({ parameters }: Operation): Described['query'] {
  const asked = parameters.filter((parameter) => parameter.in === 'query');
  return Object.fromEntries(
    asked.map(({ name = '', schema }) => {
      // Limits of numbers are clamped, not refused, and lists are texts with commas.
      const type = schema.type === 'array' ? 'string' : schema.type;
      return [name, factOf({ type })];
    }),
  );
}

const encodings = { 'multipart/form-data': 'multipart', 'application/json': 'json' } as const;

function bodyOf(
  { requestBody }: Operation,
  { components }: Description,
): Pick<Described, 'encoding' | 'fields' | 'oneOf'> {
  const [content] = Object.entries(requestBody?.content ?? {});
  if (!content) return { fields: {} };
  const [type, { schema }] = content;
  const encoding = encodings[type as keyof typeof encodings];
  const named = schema.$ref?.split('/').at(-1);
  const whole = named === undefined ? schema : components.schemas[named]!;
  const kinds = whole.oneOf ?? [whole];
  const required = kinds.map((kind) => new Set(kind.required));
  const properties = Object.assign({}, ...kinds.map((kind) => kind.properties)) as Record<
    string,
    Property
  >;
  const fields: Record<string, FieldFact> = {};
  for (const [name, property] of Object.entries(properties)) {
    const isRequired = required.every((names) => names.has(name));
    fields[name] = factOf(property, isRequired);
  }
  const needed = new Set(kinds.flatMap((kind) => kind.required ?? []));
  const some = [...needed].filter((name) => fields[name]?.required !== true);
  const either = Object.keys(properties).filter((name) =>
    /^.*Either this or \w+ must/u.test(properties[name]?.description ?? ''),
  );
  const oneOf = [...some, ...either];
  return { encoding, fields, ...(oneOf.length > 0 && { oneOf }) };
}

const types = {
  string: 'text',
  number: 'number',
  integer: 'integer',
  boolean: 'boolean',
  array: 'text',
} as const;

function factOf({ type, format, description, ...limits }: Property, isRequired = false): FieldFact {
  return {
    ...(isRequired && { required: true }),
    type: format === 'binary' ? 'file' : types[type],
    ...(limits.enum && { values: limits.enum }),
    ...(limits.minLength !== undefined && { minChars: limits.minLength }),
    ...(limits.maxLength !== undefined && { maxChars: limits.maxLength }),
    ...(format === 'uri' && { isHttps: true }),
    ...factsInWords(description ?? ''),
  };
}

/** Facts without a place in a schema stand in the words beside it: each kind, and how it is put there. */
const wordings: readonly (readonly [RegExp, (words: readonly string[]) => Partial<FieldFact>])[] = [
  [
    /Required for (\w+) mode/u,
    ([mode]) => ({ requiredFor: mode as NonNullable<FieldFact['requiredFor']> }),
  ],
  [/(?:Requires|Only valid together with) `(\w+)`/u, ([needs = '']) => ({ needs })],
  [
    /Supported (?:audio|formats): ([\w, ]*\w)/iu,
    ([list = '']) => ({ formats: list.toLowerCase().replace('mpeg', 'mp3').split(', ') }),
  ],
  [
    /max(?:imum file size:)? ?(\d+) ?MB/iu,
    ([megabytes]) => ({ maxBytes: Number(megabytes) * 1024 * 1024 }),
  ],
  [/between (\d+)-(\d+) seconds/u, ([min, max]) => ({ seconds: [Number(min), Number(max)] })],
];

function factsInWords(description: string): Partial<FieldFact> {
  const facts: Partial<FieldFact> = {};
  for (const [pattern, read] of wordings) {
    const words = pattern.exec(description)?.slice(1);
    if (words) Object.assign(facts, read(words));
  }
  return facts;
}
