/**
 * Discord's own description of its API (`openapi.json`, discord/discord-api-spec), read as a judge needs it. It calls itself a
 * preview that yields to the documentation: where the two differ, what the documentation says is put in here, each with its reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type Schema = Readonly<Record<string, unknown>>;

/** The response of one status; one that several operations share is named. */
export interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
  readonly $ref?: string;
}

export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema: Schema }>> };
  readonly responses: Readonly<Record<string, Response>>;
}

export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses: Readonly<Record<string, Response>>;
  };
}

const PLACE = 'shared/discord-openapi/openapi.json';

/** Where the description lies: named by DISCORD_OPENAPI, or beside the project; undefined where it doesn't. */
export function descriptionPath(): string | undefined {
  const beside = fileURLToPath(new URL(`../../../../${PLACE}`, import.meta.url));
  return [process.env['DISCORD_OPENAPI'], beside].find(
    (path) => path !== undefined && path !== '' && existsSync(path),
  );
}

export function readDescription(path: string): Description {
  const { paths, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Description;
  return { ...rest, paths: { ...MISSING_PATHS, ...paths } };
}

const text: Schema = { type: 'string' };
const textOrNone: Schema = { type: ['string', 'null'] };

/**
 * Operations that a description may lack which was cut to those that the bot itself makes, as the documentation has them
 * (user, "Get Current User Guilds"; guild, "Get Guild Channels").
 */
const MISSING_PATHS: Description['paths'] = {
  '/users/@me/guilds': {
    get: {
      parameters: ['before', 'after', 'limit', 'with_counts'].map((name) => ({
        name,
        in: 'query',
      })),
      responses: answeredWith({
        type: 'object',
        properties: {
          id: text,
          name: text,
          icon: textOrNone,
          banner: textOrNone,
          owner: { type: 'boolean' },
          permissions: { type: 'string', pattern: String.raw`^\d+$` },
          features: { type: 'array', items: text },
          approximate_member_count: { type: 'integer' },
          approximate_presence_count: { type: 'integer' },
        },
        required: ['id', 'name', 'icon', 'banner', 'owner', 'permissions', 'features'],
      }),
    },
  },
  '/guilds/{guild_id}/channels': {
    get: { responses: answeredWith({ $ref: '#/components/schemas/GuildChannelResponse' }) },
  },
};

/** A list of these, or a refusal. */
function answeredWith(items: Schema): Operation['responses'] {
  return {
    200: { content: { 'application/json': { schema: { type: 'array', items } } } },
    429: { $ref: '#/components/responses/ClientRatelimitedResponse' },
    '4XX': { $ref: '#/components/responses/ClientErrorResponse' },
  };
}

/**
 * Fields that the documentation has and the description lacks (application commands, "Command Structure" and "Option Structure";
 * interactions, "Message Interaction Structure").
 */
const MISSING_FIELDS: Readonly<Record<string, Record<string, Schema>>> = {
  ApplicationCommandUpdateRequest: { nsfw: { type: 'boolean' } },
  ApplicationCommandAttachmentOption: { file_types: { type: 'array', items: { type: 'string' } } },
  ApplicationCommandAttachmentOptionResponse: {
    file_types: { type: 'array', items: { type: 'string' } },
  },
  MessageInteractionResponse: { member: { type: 'object' } },
};

/** Fields that the description requires, and the documentation calls optional (voice, "Voice State Structure"; "Guild Create"). */
const OPTIONAL_FIELDS: Readonly<Record<string, readonly string[]>> = {
  VoiceStateResponse: ['self_stream', 'guild_id'],
};

/** Faults of fields have their codes in words (reference, "Error Messages"), and what came too often need have none. */
const ERROR: Schema = {
  type: 'object',
  properties: { code: { type: ['integer', 'string'] }, message: { type: 'string' } },
  required: ['message'],
};

/** Whole numbers that may be larger than JSON's are taken as strings, too. */
const MAX_INT32 = 2_147_483_647;

interface Side {
  /** Ids may come as numbers (of attachments), and large numbers as strings. */
  readonly numbersMayBeText: boolean;
  /** A field that isn't described is refused. */
  readonly closed: boolean;
}

/** The judgement of requests, which the bot sends. */
export const REQUESTS: Side = { numbersMayBeText: true, closed: true };
/** The judgement of answers, which the stand-in sends. */
export const ANSWERS: Side = { numbersMayBeText: false, closed: true };
/** The judgement of events, which the gateway sends: the same things with fields of its own. */
export const EVENTS: Side = { numbersMayBeText: false, closed: false };

export interface Schemas {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly others: Readonly<Record<string, Schema>>;
}

/**
 * Every schema of the description as one side is judged by it, with others beside that refer to them. Each is adapted when it is
 * first asked for: one test needs few of them.
 */
export function schemasFor(
  { components: { schemas } }: Description,
  side: Side,
  others: Readonly<Record<string, Schema>> = {},
): Schemas {
  const typed = new Map(
    Object.entries(schemas).map(([name, schema]) => [`#/components/schemas/${name}`, schema]),
  );
  const parts = partsOfOthers(schemas);
  const own = mapped(schemas, (schema, name) => {
    const closed = side.closed && !parts.has(name);
    return adapt(documented(name, schema, side), { ...side, closed }, typed) as Schema;
  });
  return {
    components: { schemas: own },
    others: mapped(others, (schema) => adapt(schema, side, typed) as Schema),
  };
}

/** The values of a record made into others, each when it is first read. */
function mapped<From, To>(
  from: Readonly<Record<string, From>>,
  make: (value: From, key: string) => To,
): Record<string, To> {
  const to: Record<string, To> = {};
  for (const [key, each] of Object.entries(from)) {
    const get = (): To => {
      const value = make(each, key);
      Object.defineProperty(to, key, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(to, key, { get, enumerable: true, configurable: true });
  }
  return to;
}

/** Names of schemas that others are put together from: each part leaves room for the rest. */
function partsOfOthers(node: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null) return found;
  for (const [key, value] of Object.entries(node)) {
    if (key === 'allOf') {
      for (const { $ref: reference } of value as readonly { $ref?: string }[])
        if (reference !== undefined) found.add(reference.split('/').at(-1) ?? '');
    }
    partsOfOthers(value, found);
  }
  return found;
}

/** As the documentation has it, where that differs. */
function documented(name: string, schema: Schema, { numbersMayBeText }: Side): Schema {
  if (name === 'Error') return ERROR;
  // The description knows no forwards (messages, "Message Reference Types"); the bot sends none.
  if (name === 'MessageReferenceType' && !numbersMayBeText)
    return { type: 'integer', enum: [0, 1] };
  if (name === 'SnowflakeType')
    return numbersMayBeText ? { ...schema, type: ['string', 'integer'], minimum: 0 } : schema;
  const properties = { ...(schema['properties'] as Schema), ...MISSING_FIELDS[name] };
  const required = ((schema['required'] ?? []) as readonly string[]).filter(
    (field) => OPTIONAL_FIELDS[name]?.includes(field) !== true,
  );
  return {
    ...schema,
    ...('properties' in schema && { properties }),
    ...('required' in schema && { required }),
  };
}

type Typed = ReadonlyMap<string, Schema>;

function adapt(node: unknown, side: Side, typed: Typed): unknown {
  if (Array.isArray(node)) return node.map((each) => adapt(each, side, typed));
  if (typeof node !== 'object' || node === null) return node;
  const schema = node as Schema;
  const union = (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined;
  if (Array.isArray(union)) return adaptUnion(schema, union as readonly Schema[], side, typed);
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'properties') return [key, fields(value, side, typed)];
      // The parts that make one whole don't know all its fields each.
      return [key, adapt(value, key === 'allOf' ? { ...side, closed: false } : side, typed)];
    }),
  );
  if (side.closed && 'properties' in inner && !('additionalProperties' in inner))
    inner['additionalProperties'] = false;
  if (side.numbersMayBeText && isLargeInteger(schema)) return { anyOf: [inner, DIGITS] };
  return inner;
}

/** Names of fields are no keywords, though they may be called `type` or `required`. */
function fields(properties: unknown, side: Side, typed: Typed): Schema {
  const entries = Object.entries(properties as Readonly<Record<string, unknown>>);
  return Object.fromEntries(entries.map(([name, schema]) => [name, adapt(schema, side, typed)]));
}

const DIGITS: Schema = { type: 'string', pattern: '^-?\\d+$' };

function isLargeInteger({ type, maximum }: Schema): boolean {
  const types = [type].flat();
  return types.includes('integer') && typeof maximum === 'number' && maximum > MAX_INT32;
}

/** Told apart by their field `type` where they have one, so that what is found is what is wrong in the kind that was meant. */
function adaptUnion(schema: Schema, union: readonly Schema[], side: Side, typed: Typed): Schema {
  const { oneOf: _, anyOf: _also, ...rest } = schema;
  const kinds = union.filter(({ type }) => type !== 'null');
  const nullable = kinds.length < union.length;
  const types = kinds.map((kind) => typesOf(kind, typed));
  if (kinds.length > 1 && types.every((each) => each !== undefined)) {
    return {
      ...rest,
      type: nullable ? ['object', 'null'] : 'object',
      required: ['type'],
      properties: { type: { enum: types.flat() } },
      allOf: kinds.map((kind, index) => ({
        anyOf: [
          { not: { type: 'object', properties: { type: { enum: types[index] } } } },
          adapt(kind, side, typed),
        ],
      })),
    };
  }
  const values = union.map(({ const: value }) => value);
  if (values.every((value) => value !== undefined)) return { ...rest, enum: values };
  // Lists that may be empty fit more than one.
  return { ...rest, anyOf: union.map((kind) => adapt(kind, side, typed)) };
}

function typesOf({ $ref: reference }: Schema, typed: Typed): readonly unknown[] | undefined {
  const schema = typeof reference === 'string' ? typed.get(reference) : undefined;
  const { type } = (schema?.['properties'] ?? {}) as { type?: Schema };
  if (type === undefined) return undefined;
  const values = type['enum'] ?? ('const' in type ? [type['const']] : undefined);
  return values as readonly unknown[] | undefined;
}
