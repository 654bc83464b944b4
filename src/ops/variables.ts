import { z } from 'zod';

import { leastMb, writtenBytes } from './memory.js';

/** Variables of the environment that belong together: their names begin alike. */
export interface VariableGroup {
  /** `DEAPI_` */
  readonly prefix: string;
  /** By their names in code: `resultHosts` is read from `DEAPI_RESULT_HOSTS`. */
  readonly fields: Readonly<Record<string, z.ZodType>>;
}

/** The name in the environment of a field of a group. */
export function variableName({ prefix }: VariableGroup, field: string): string {
  return prefix + field.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Keys travel in headers, so plain http is only for this machine. */
export const serviceUrl = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://example.org' })
  .refine((text) => isPrivateOrSecure(text), 'must be https, unless it is on this machine')
  .transform((text) => text.replace(/\/+$/, ''));

/** An address that others are told, who want a certificate. */
export const publicUrl = z
  .url({
    protocol: /^https$/,
    error: 'expected a public address of https, such as https://bot.example.org/hook',
  })
  .max(2_000, 'is too long: 2000 characters at most')
  .refine(
    (text) => !/[@#]/.test(text),
    'must have no name, password or "#": it is told to the service as it is',
  )
  .transform((text) => text.replace(/\/+$/, ''));

/** The address of a WebSocket's application, as Pusher's protocol has it. */
export const pusherUrl = z
  .url({ protocol: /^wss?$/, error: 'expected an address such as wss://example.org/app/KEY' })
  .regex(/\/app\/[\w-]+$/, 'must end with /app/ and the key of the application')
  .refine((text) => isPrivateOrSecure(text), 'must be wss, unless it is on this machine');

/** The address of a database of PostgreSQL. Beyond this machine and its network it is always encrypted, by a certificate that is believed. */
export const databaseUrl = z
  .url({
    protocol: /^postgres(?:ql)?$/,
    error:
      'expected an address such as postgres://crier:password@localhost:5432/crier (signs such as @ or # in a password as %40 or %23)',
  })
  .refine(
    (text) => !looksLikePlaceholder(passwordIn(text)),
    'has a placeholder for its password: put the real one there',
  )
  .refine(
    (text) => !(isOpen(text) && isPublic(text)),
    'must be encrypted, with a certificate that is looked at, unless it is on this machine or its network: leave sslmode out',
  )
  .refine(
    // A password elsewhere isn’t known as a secret, and would be written down as it is.
    (text) => !URL.canParse(text) || !new URL(text).searchParams.has('password'),
    'has its password behind the question mark: put it before the @, as postgres://crier:password@host/crier',
  )
  .transform((text) => {
    const url = new URL(text);
    const mode = url.searchParams.get('sslmode');
    const isLax = mode === null ? isPublic(text) : !keptModes.has(mode);
    if (isLax) url.searchParams.set('sslmode', 'verify-full');
    return url.href;
  });

/** The others that PostgreSQL knows would believe anybody’s certificate, or do without one. */
const keptModes: ReadonlySet<string> = new Set(['disable', 'no-verify', 'verify-full']);

/** Those of several secrets that were set. */
export function given(...secrets: readonly (string | undefined)[]): readonly string[] {
  return secrets.filter((one) => one !== undefined);
}

/** The passwords in addresses. */
export function passwordsIn(...addresses: readonly (string | undefined)[]): readonly string[] {
  return addresses.map((address = '') => passwordIn(address)).filter((password) => password !== '');
}

/** As it is, without what an address has in the place of some signs; empty where there is none. */
function passwordIn(text: string): string {
  if (!URL.canParse(text)) return '';
  const { password } = new URL(text);
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** Whether others on the way may read along, or stand in for the database. */
function isOpen(text: string): boolean {
  if (!URL.canParse(text)) return false;
  return ['disable', 'no-verify'].includes(new URL(text).searchParams.get('sslmode') ?? '');
}

/** Without a host it is a socket of this machine. */
function isPublic(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return hostname !== '' && !loopbackNames.has(hostname) && !isPrivateName(hostname);
}

/** `host:port` on which this machine listens. */
export const listenAddress = z
  .string()
  .regex(
    /^(?:\[[0-9a-f:]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):\d{1,5}$/i,
    'expected host:port, such as 127.0.0.1:8787',
  )
  .transform((text) => {
    const colon = text.lastIndexOf(':');
    const host = text.slice(0, colon).replace(/^\[|\]$/g, '');
    return { host, port: Number(text.slice(colon + 1)) };
  })
  .refine(({ port }) => port <= 65_535, 'has a port above 65535')
  .refine(
    ({ port }) => port > 0,
    'has the port 0, which is any, so that nobody knows where to send',
  );

/** The id of a person or a server, as Discord gives it. */
export const discordId = z
  .string()
  .regex(
    /^\d{17,20}$/,
    'expected an id of 17 to 20 digits: right-click the person or server in Discord and choose Copy ID (with User Settings → Advanced → Developer Mode on)',
  );

/** Several of them, separated by commas. */
export const discordIds = z
  .string()
  .default('')
  .transform((text) => text.split(',').flatMap((id) => id.trim() || []))
  .pipe(z.array(discordId))
  .readonly();

/** The same, or a port alone, which is then one that only this machine reaches. */
export const listenHere = z
  .string()
  .regex(/^(?:\d{1,5}|.*:\d{1,5})$/, 'expected a port, such as 9464, or host:port')
  .transform((text) => (text.includes(':') ? text : `127.0.0.1:${text}`))
  .pipe(listenAddress);

/** A list of `host` or `host:port`, separated by commas; `*.host` stands for every host under it. */
export const hosts = z
  .string()
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .pipe(
    z.array(
      z
        .string()
        .regex(
          /^(?:\[[0-9a-f:]+\]|(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/,
          'expected host or host:port, separated by commas',
        ),
    ),
  )
  .readonly();

/** A key: whatever is read with it never appears in the log. */
export const secret = z
  .string()
  .refine(
    (text) => !looksLikePlaceholder(text),
    'is still a placeholder: put the real key there or remove the line',
  );

/** A secret that an operator makes up, and that all processes of a bot have. */
export const sharedSecret = secret.min(
  32,
  'is too short: 32 characters at least, as `openssl rand -hex 32` makes them',
);

/** The address of a Redis or Valkey. */
export const redisUrl = z.url({
  protocol: /^rediss?$/u,
  error: 'is no address such as redis://localhost:6379',
});

/** The values of a group's secrets. */
export function secretsOf(
  { fields }: VariableGroup,
  values: Readonly<Record<string, unknown>>,
): readonly string[] {
  return Object.entries(fields).flatMap(([field, schema]) => {
    const value = values[field];
    return isSecret(schema) && typeof value === 'string' ? [value] : [];
  });
}

function isSecret(schema: z.ZodType): boolean {
  return (schema instanceof z.ZodOptional ? schema.unwrap() : schema) === secret;
}

/** Whether a value is one that a template or a manual has in the place of a real one. */
function looksLikePlaceholder(text: string): boolean {
  return /^(?:<.*>|\[.*\]|your[ _-].*|.*[ _-]here|change[ _-]?me|replace[ _-]?me|placeholder|token|key|todo|x{3,}|\.{3}|bot[ _-]token|example|password)$/i.test(
    text,
  );
}

function isPrivateOrSecure(text: string): boolean {
  // A text that is no address at all has been complained of already.
  if (!URL.canParse(text)) return true;
  const url = new URL(text);
  return (
    ['https:', 'wss:'].includes(url.protocol) ||
    loopbackNames.has(url.hostname) ||
    isPrivateName(url.hostname)
  );
}

/** Addresses of one's own network, where speech servers usually live without a certificate: RFC 1918, and names without a dot (Compose services). */
function isPrivateName(hostname: string): boolean {
  return (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.)/.test(hostname) ||
    !/[.:]/.test(hostname)
  );
}

/** An amount of memory, in bytes. */
export const memoryAmount = z.string().transform((text, context) => {
  const bytes = writtenBytes(text);
  if (bytes !== undefined) return bytes;
  context.addIssue(`expected an amount of at least ${leastMb} MB, such as 512MB or 1.5GB`);
  return z.NEVER;
});

/** The bot's token, as Discord shows it once. */
export const botToken = z
  .string({
    error: (issue) =>
      issue.input === undefined
        ? 'is missing: copy it from the Discord Developer Portal (Bot → Reset Token) into .env. To try everything without Discord, run: npm run rehearse'
        : undefined,
  })
  .refine(
    (text) => !looksLikePlaceholder(text),
    'is still a placeholder: put the token from the Discord Developer Portal there. To try everything without Discord, run: npm run rehearse',
  )
  .refine(
    (text) => looksLikePlaceholder(text) || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text),
    'is not a bot token: expected three parts with dots between them, without "Bot " in front',
  );
