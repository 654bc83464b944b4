import { z } from 'zod';

import { unknownSentences, unknownVariables } from './unknown-variables.ts';

/** Everything the operator decides, checked and frozen. */
export type Config = Readonly<z.infer<typeof environment>>;

/** Why the bot can't start: every bad variable, in one message for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Keys travel in headers, so plain http is only for this machine. */
const serviceUrl = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://example.org' })
  .refine((text) => isPrivateOrSecure(text), 'must be https, unless it is on this machine')
  .transform((text) => text.replace(/\/+$/, ''));

/** A list of `host` or `host:port`, separated by commas; `*.host` stands for every host under it. */
const hosts = z
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

const token = z
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

const secret = z
  .string()
  .refine(
    (text) => !looksLikePlaceholder(text),
    'is still a placeholder: put the real key there or remove the line',
  );

/** Each variable as it may be given. */
const variables = {
  DISCORD_TOKEN: token,
  DISCORD_API_URL: serviceUrl.default('https://discord.com/api'),
  DISCORD_CDN_HOSTS: hosts.default(['cdn.discordapp.com', 'media.discordapp.net']),
  DEAPI_KEY: secret.optional(),
  DEAPI_URL: serviceUrl.default('https://api.deapi.ai'),
  DEAPI_API: z.enum(['v2', 'v1']).default('v2'),
  DEAPI_TIER: z.enum(['basic', 'premium']).default('basic'),
  DEAPI_RESULT_HOSTS: hosts.optional(),
  OPENAI_SPEECH_URL: serviceUrl.optional(),
  OPENAI_SPEECH_KEY: secret.optional(),
  OPENAI_SPEECH_MODEL: z.string().max(200).optional(),
  SPEECH_ENGINE: z.enum(['deapi', 'openai', 'embedded']).optional(),
  SPEECH_FALLBACK: z.enum(['embedded', 'none']).default('embedded'),
  CRIER_DATA: z.string().default('./data'),
  CRIER_DICTIONARY: z.string().optional(),
  LEAVE_AFTER_MINUTES: z
    .string()
    .regex(/^\d{1,5}(?:\.\d{1,3})?$/, 'expected a number of minutes, such as 5')
    .default('5')
    .transform(Number),
  CALLS_PER_PROCESS: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'expected a number from 1 to 100')
    .default('100')
    .transform(Number),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
};

const environment = z
  .object(variables)
  .refine((values) => values.SPEECH_ENGINE !== 'deapi' || values.DEAPI_KEY !== undefined, {
    path: ['DEAPI_KEY'],
    error: 'is missing, and SPEECH_ENGINE=deapi needs it',
    // Also when another variable is bad: all are named at once.
    when: () => true,
  })
  .refine((values) => values.SPEECH_ENGINE !== 'openai' || values.OPENAI_SPEECH_URL !== undefined, {
    path: ['OPENAI_SPEECH_URL'],
    error:
      'is missing, and SPEECH_ENGINE=openai needs it (a base address such as http://localhost:8880/v1)',
    when: () => true,
  })
  .transform((values) => ({
    discord: {
      token: values.DISCORD_TOKEN,
      apiUrl: values.DISCORD_API_URL,
      cdnHosts: values.DISCORD_CDN_HOSTS,
    },
    deapi: {
      key: values.DEAPI_KEY,
      url: values.DEAPI_URL,
      api: values.DEAPI_API,
      tier: values.DEAPI_TIER,
      resultHosts: values.DEAPI_RESULT_HOSTS,
    },
    openai: {
      url: values.OPENAI_SPEECH_URL,
      key: values.OPENAI_SPEECH_KEY,
      model: values.OPENAI_SPEECH_MODEL,
    },
    engine: values.SPEECH_ENGINE ?? (values.DEAPI_KEY === undefined ? 'embedded' : 'deapi'),
    fallback: values.SPEECH_FALLBACK,
    dataFolder: values.CRIER_DATA,
    dictionaryFile: values.CRIER_DICTIONARY,
    /** How long the bot stays in a call with nobody in it; 0: for ever. */
    leaveAfterMs: values.LEAVE_AFTER_MINUTES * 60_000,
    /** How many calls share a process, and with it a crash of native code. */
    callsPerProcess: values.CALLS_PER_PROCESS,
    logLevel: values.LOG_LEVEL,
  }));

/** The environment of a process. */
type Given = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment. An empty variable counts as absent, so that a line of `.env` can be left blank.
 * Throws a {@link ConfigError} that names every bad variable, and those that may have been meant for one that is
 * missing; it holds no value of any.
 */
export function loadConfig(given: Given): Config {
  const parsed = environment.safeParse(filledIn(given));
  if (!parsed.success) {
    const unknown = strangers(given).map((sentence) => `✖ ${sentence}`);
    const lines = [z.prettifyError(parsed.error), ...unknown].join('\n');
    throw new ConfigError(`Crier can't start with this configuration:\n${lines}`);
  }
  return deepFreeze(parsed.data);
}

/** Names set variables that look like Crier's and are not read, a sentence each; usually one was mistyped. */
export function strangers(given: Given): readonly string[] {
  const names = Object.keys(filledIn(given));
  return unknownSentences(unknownVariables(names, Object.keys(variables)));
}

function filledIn(given: Given): Record<string, string> {
  const filled: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const trimmed = value?.trim();
    if (trimmed) filled[name] = trimmed;
  }
  return filled;
}

function looksLikePlaceholder(text: string): boolean {
  return /^(?:<.*>|\[.*\]|your[ _-].*|.*[ _-]here|change[ _-]?me|replace[ _-]?me|placeholder|token|key|todo|x{3,}|\.{3}|bot[ _-]token|example)$/i.test(
    text,
  );
}

function isPrivateOrSecure(text: string): boolean {
  // What is no address at all has been complained of already.
  if (!URL.canParse(text)) return true;
  const url = new URL(text);
  return (
    url.protocol === 'https:' || loopbackNames.has(url.hostname) || isPrivateName(url.hostname)
  );
}

/** Addresses of one's own network, where speech servers usually live without a certificate: RFC 1918, and names without a dot (Compose services). */
function isPrivateName(hostname: string): boolean {
  return (
    /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|127\.)/.test(hostname) ||
    !/[.:]/.test(hostname)
  );
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
