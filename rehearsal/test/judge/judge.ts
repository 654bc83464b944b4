/** Judges what a bot sends, and what the stand-in tells it, by Discord's own description of its API. */
import { dereference, type OutputUnit, validate } from '@cfworker/json-schema';

import type { Answered as Reply, Asked as Request, Dispatch } from '#discord/traffic.ts';

import {
  ANSWERS,
  type Description,
  EVENTS,
  type Operation,
  REQUESTS,
  type Response,
  type Schema,
  type Schemas,
  schemasFor,
} from './description.ts';
import { Fitting } from './fitting.ts';

type Asked = Pick<Request, 'method' | 'path' | 'query' | 'body'>;
type Answered = Pick<Reply, 'method' | 'path' | 'status' | 'answer'>;
type Told = Pick<Dispatch, 'event' | 'data'>;

/** Parts of events that the description knows: the whole, or what is under these keys. */
const EVENT_SCHEMAS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  MESSAGE_CREATE: { '': 'MessageResponse' },
  MESSAGE_UPDATE: { '': 'MessageResponse' },
  VOICE_STATE_UPDATE: { '': 'VoiceStateResponse' },
  CHANNEL_CREATE: { '': 'GuildChannelResponse' },
  CHANNEL_UPDATE: { '': 'GuildChannelResponse' },
  THREAD_CREATE: { '': 'ThreadResponse' },
  GUILD_ROLE_CREATE: { role: 'GuildRoleResponse' },
  GUILD_MEMBER_ADD: { '': 'GuildMemberResponse' },
  READY: { user: 'UserPIIResponse' },
  INTERACTION_CREATE: {
    message: 'MessageResponse',
    member: 'GuildMemberResponse',
    user: 'UserResponse',
    'data.resolved': 'ResolvedObjectsResponse',
  },
  GUILD_CREATE: {
    roles: 'GuildRoleResponse',
    members: 'GuildMemberResponse',
    channels: 'GuildChannelResponse',
    threads: 'ThreadResponse',
    voice_states: 'VoiceStateResponse',
  },
};

export class Judge {
  readonly #description: Description;
  readonly #routes: readonly { readonly segments: readonly string[]; readonly path: string }[];
  readonly #requests: Law;
  readonly #answers: Law;
  readonly #events: Law;

  constructor(description: Description) {
    this.#description = description;
    this.#routes = Object.keys(description.paths)
      .map((path) => ({ path, segments: path.slice(1).split('/') }))
      // A path that is written out wins over one with a name in it.
      .toSorted((one, other) => named(one.segments) - named(other.segments));
    this.#requests = new Law(schemasFor(description, REQUESTS, bodiesOf(description)));
    this.#answers = new Law(schemasFor(description, ANSWERS, answersOf(description)));
    this.#events = new Law(schemasFor(description, EVENTS));
  }

  /** The fault of a request; undefined if it is as described. */
  request({ method, path, query, body }: Asked): string | undefined {
    const found = this.#operation(method, path);
    if (found === undefined) return 'it is not in the description';
    const known = found.operation.parameters?.filter((parameter) => parameter.in === 'query') ?? [];
    const strange = [...query.keys()].find((key) => !known.some(({ name }) => name === key));
    if (strange !== undefined) return `the query "${strange}" is not in the description`;
    const takesBody = bodyOf(found.operation) !== undefined;
    if (!takesBody) return body === undefined ? undefined : 'it takes no body';
    return this.#requests.faultOf(body ?? {}, found.name);
  }

  /** The fault of an answer; undefined if it is as described, or answers something that isn't. */
  answer({ method, path, status, answer }: Answered): string | undefined {
    const found = this.#operation(method, path);
    if (found === undefined) return undefined;
    const { responses } = found.operation;
    const code = status in responses || status < 400 ? String(status) : '4XX';
    const response = responses[code];
    if (response === undefined) return `it is never answered ${status}`;
    const hasBody = contentOf(response, this.#description) !== undefined;
    if (hasBody !== (answer !== undefined))
      return `${status} comes ${hasBody ? 'with' : 'without'} a body`;
    return hasBody ? this.#answers.faultOf(answer, `${found.name} ${code}`) : undefined;
  }

  /** The fault of an event; undefined if it is as described, or nowhere is. */
  event({ event, data }: Told): string | undefined {
    for (const [key, name] of Object.entries(EVENT_SCHEMAS[event] ?? {})) {
      const part = partOf(data, key);
      for (const each of Array.isArray(part) ? part : [part]) {
        const fault = each === undefined ? undefined : this.#events.faultOf(each, name);
        if (fault !== undefined) return key === '' ? fault : `${key}: ${fault}`;
      }
    }
    return undefined;
  }

  #operation(
    method: string,
    path: string,
  ): { readonly name: string; readonly operation: Operation } | undefined {
    const segments = path.split('/');
    for (const route of this.#routes) {
      const operation = this.#description.paths[route.path]?.[method.toLowerCase()];
      const fits =
        route.segments.length === segments.length &&
        route.segments.every((each, index) => each.startsWith('{') || each === segments[index]);
      if (fits && operation !== undefined)
        return { name: `${method.toLowerCase()} ${route.path}`, operation };
    }
    return undefined;
  }
}

/** The schemas of one side, ready to judge by. */
class Law {
  readonly #schemas: Schemas;
  readonly #fitting: Fitting;
  #lookup: ReturnType<typeof dereference> | undefined;

  constructor(schemas: Schemas) {
    this.#schemas = schemas;
    this.#fitting = new Fitting((reference) => this.#schema(reference.split('/').at(-1) ?? ''));
  }

  /** By the schema of that name. */
  faultOf(value: unknown, name: string): string | undefined {
    const schema = this.#schema(name);
    // Values that aren't JSON, an undefined field say, aren't sent either.
    const json: unknown = JSON.parse(JSON.stringify(value));
    return this.#fitting.of(schema)(json) ? undefined : this.#found(json, schema);
  }

  #found(json: unknown, schema: Schema): string | undefined {
    this.#lookup ??= dereference(this.#schemas);
    const { valid, errors } = validate(json, schema, '2020-12', this.#lookup, false);
    return valid ? undefined : innermost(errors);
  }

  #schema(name: string): Schema {
    const { components, others } = this.#schemas;
    const schema = others[name] ?? components.schemas[name];
    if (schema === undefined) throw new Error(`there is no schema ${name}`);
    return schema;
  }
}

function operationsOf({ paths }: Description): [string, Operation][] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]): [string, Operation][] =>
      // The parts that its methods have in common stand beside them.
      method === 'parameters' ? [] : [[`${method} ${path}`, operation]],
    ),
  );
}

function bodyOf({ requestBody }: Operation): Schema | undefined {
  return requestBody?.content['application/json']?.schema;
}

function bodiesOf(description: Description): Record<string, Schema> {
  return Object.fromEntries(
    operationsOf(description).flatMap(([name, operation]) => {
      const schema = bodyOf(operation);
      return schema === undefined ? [] : [[name, schema]];
    }),
  );
}

function answersOf(description: Description): Record<string, Schema> {
  return Object.fromEntries(
    operationsOf(description).flatMap(([name, { responses }]) =>
      Object.entries(responses).flatMap(([status, response]) => {
        const schema = contentOf(response, description);
        return schema === undefined ? [] : [[`${name} ${status}`, schema]];
      }),
    ),
  );
}

/** An error is told by every schema around it: the one that is furthest in says most. */
function innermost(errors: readonly OutputUnit[]): string {
  const depth = ({ instanceLocation }: OutputUnit): number => instanceLocation.split('/').length;
  const deepest = Math.max(...errors.map(depth));
  const found = errors.findLast((error) => depth(error) === deepest);
  return `${found?.instanceLocation ?? '#'}: ${found?.error ?? 'it does not fit'}`;
}

function named(segments: readonly string[]): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

function contentOf({ $ref, ...own }: Response, { components }: Description): Schema | undefined {
  const response = $ref === undefined ? own : components.responses[$ref.split('/').at(-1) ?? ''];
  return response?.content?.['application/json']?.schema;
}

function partOf(data: unknown, key: string): unknown {
  if (key === '') return data;
  return key
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], data);
}
