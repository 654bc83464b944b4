import { z } from 'zod';

import type { OperatorLimit } from '#jobs/limit.ts';
import { writtenLimits } from '#jobs/written-limits.ts';
import { memoryGiven } from '#ops/memory.js';
import { writtenShards } from '#ops/shards.ts';
import {
  botToken,
  databaseUrl,
  discordId,
  discordIds,
  given,
  hosts,
  listenAddress,
  listenHere,
  memoryAmount,
  passwordsIn,
  publicUrl,
  redisUrl,
  secret,
  secretsOf,
  serviceUrl,
  sharedSecret,
} from '#ops/variables.ts';
import { aboutEngine, engineNames, fallbackNames } from '#speech/engine-names.ts';
import { allSettings, atVariable, settingsIn, variablesOf } from '#speech/engine-settings.ts';

import { ConfigError } from './errors.ts';
import { filledIn } from './filled-variables.ts';
import type { Given } from './filled-variables.ts';
import { missingVariables, unshared } from './missing-variables.ts';
import { commonVariables, missingForRole, roleVariables, voiceNodes } from './role-variables.ts';
import { unknownSentences, unknownVariables } from './unknown-variables.ts';
import { unready, whoSpeaks } from './who-speaks.ts';

/** Everything the operator decides, checked and frozen. */
export type Config = Readonly<z.infer<typeof environment>>;

/** People mostly repeat a text within days, if at all. */
export const usuallyKept = { days: 3, megabytes: 512 } as const;

/** Each variable of the bot itself as it may be given; those of the engines are theirs to say. */
const variables = {
  DISCORD_TOKEN: botToken,
  DISCORD_API_URL: serviceUrl.default('https://discord.com/api'),
  DISCORD_CDN_HOSTS: hosts.default(['cdn.discordapp.com', 'media.discordapp.net']),
  DISCORD_TYPING: z.enum(['on', 'off']).default('off'),
  SPEECH_ENGINE: z.enum(engineNames).optional(),
  SPEECH_FALLBACK: z.enum([...fallbackNames, 'none']).optional(),
  WEBHOOK_URL: publicUrl.optional(),
  WEBHOOK_LISTEN: listenAddress.default({ host: '127.0.0.1', port: 8_787 }),
  BUDGET_BOT: writtenLimits,
  BUDGET_SERVER: writtenLimits,
  BUDGET_PERSON: writtenLimits,
  OWNER_IDS: discordIds,
  OWNER_SERVER: discordId.optional(),
  CRIER_DATA: z.string().default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  SHARDS: writtenShards.default('auto'),
  SPEECH_QUEUE: z.enum(['off', 'bullmq']).default('off'),
  REDIS_URL: redisUrl.optional(),
  CRIER_SECRET: sharedSecret.optional(),
  CRIER_DICTIONARY: z.string().optional(),
  CRIER_LOCALES: z.string().optional(),
  LEAVE_AFTER_MINUTES: z
    .string()
    .regex(/^\d{1,5}(?:\.\d{1,3})?$/, 'expected a number of minutes, such as 5')
    .default('5')
    .transform(Number),
  KEPT_SPEECH_DAYS: z
    .string()
    .regex(/^(?![0.]+$)\d{1,3}(?:\.\d{1,2})?$/, 'expected a number of days above 0, such as 3')
    .default(String(usuallyKept.days))
    .transform(Number),
  KEPT_SPEECH_MB: z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'expected a whole number of megabytes, such as 512')
    .default(String(usuallyKept.megabytes))
    .transform(Number),
  CRIER_MEMORY: memoryAmount.optional(),
  TRANSLATE_URL: serviceUrl
    .refine(
      (url) => !url.endsWith('/translate'),
      'is the address of the server itself: leave out /translate at its end',
    )
    .optional(),
  TRANSLATE_KEY: secret.optional(),
  TRANSLATE_NAME: z.string().max(40, 'is too long: 40 characters at most').optional(),
  METRICS_LISTEN: listenHere.optional(),
  ...commonVariables,
  ...roleVariables,
};

const environment = z
  .object({ variables: z.object(variables), engines: allSettings })
  .transform(({ variables: values, engines }) => ({
    discord: {
      token: values.DISCORD_TOKEN,
      apiUrl: values.DISCORD_API_URL,
      cdnHosts: values.DISCORD_CDN_HOSTS,
      /** Whether Discord is to tell when somebody types. */
      tellsOfTyping: values.DISCORD_TYPING === 'on',
      /** The connections to the gateway that this process has. */
      shards: values.SHARDS,
    },
    engines,
    ...whoSpeaks(values, engines),
    /** Where the speech service may report what became of jobs, and where this machine listens for it. */
    webhook:
      values.WEBHOOK_URL === undefined
        ? undefined
        : { url: values.WEBHOOK_URL, listen: values.WEBHOOK_LISTEN },
    /** The most that may be spent by the bot, in each server, and by each person wherever they are. */
    budgets: [
      ...values.BUDGET_BOT.map((limit): OperatorLimit => ({ ...limit, scope: 'bot' })),
      ...values.BUDGET_SERVER.map((limit): OperatorLimit => ({ ...limit, scope: 'server' })),
      ...values.BUDGET_PERSON.map((limit): OperatorLimit => ({ ...limit, scope: 'person' })),
    ],
    /** The people who run the bot, by their accounts, and the server in which they do so beside direct messages. */
    owners: { ids: values.OWNER_IDS, guildId: values.OWNER_SERVER },
    dataFolder: values.CRIER_DATA,
    /** A database of PostgreSQL in which the store is; undefined: SQLite in the data folder. */
    databaseUrl: values.DATABASE_URL,
    /** The queue by which processes of the bot speak for each other; undefined: each speaks for itself. */
    speechQueue: values.SPEECH_QUEUE === 'off' ? undefined : { redisUrl: values.REDIS_URL },
    /** Seals what is kept and what processes tell each other; undefined: each data folder has one of its own. */
    secret: values.CRIER_SECRET,
    dictionaryFile: values.CRIER_DICTIONARY,
    /** Holds further languages, or other words for those that there are. */
    localesFolder: values.CRIER_LOCALES,
    /** How long the bot stays in a call with nobody in it; 0: for ever. */
    leaveAfterMs: values.LEAVE_AFTER_MINUTES * 60_000,
    /** How many calls share a process, and with it a crash of native code. */
    callsPerProcess: values.CALLS_PER_PROCESS,
    /** Others that hold the voice connections; undefined: processes of this one. */
    voiceNodes: voiceNodes(values),
    /** How long sound that was spoken is kept, in memory and on the disk, and how much of it on the disk. */
    keptSpeech: {
      maxAgeMs: values.KEPT_SPEECH_DAYS * 24 * 3_600_000,
      maxBytes: values.KEPT_SPEECH_MB * 2 ** 20,
    },
    /** The memory that all processes together may take, and the caps that follow from it. */
    memory: memoryGiven(values.CRIER_MEMORY),
    /** The service that translates what is read, where people want that; undefined: nobody's text is translated. */
    translation:
      values.TRANSLATE_URL === undefined
        ? undefined
        : {
            url: values.TRANSLATE_URL,
            key: values.TRANSLATE_KEY,
            /** As people are told of it. */
            name: values.TRANSLATE_NAME ?? new URL(values.TRANSLATE_URL).host,
          },
    /** Where health and metrics are told; undefined: nowhere. */
    metricsListen: values.METRICS_LISTEN,
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
    /** None of these may appear in the log. */
    secrets: [
      values.DISCORD_TOKEN,
      ...passwordsIn(values.DATABASE_URL, values.REDIS_URL),
      ...given(values.TRANSLATE_KEY, values.VOICE_NODE_SECRET, values.CRIER_SECRET),
      ...engineNames.flatMap((name) => secretsOf(aboutEngine(name), engines[name])),
    ],
  }));

/**
 * Reads the environment. An empty variable counts as absent, so that a line of `.env` can be left blank.
 * Throws a {@link ConfigError} that names every bad variable, and those that may have been meant for one that is
 * missing; it holds no value of any.
 */
export function loadConfig(given: Given): Config {
  const filled = filledIn(given);
  const parsed = environment.safeParse({ variables: filled, engines: settingsIn(filled) });
  // All that is wrong is named at once.
  const issues = [
    ...(parsed.error?.issues ?? []).map(atItsVariable),
    ...missingVariables(filled),
    ...missingForRole(filled),
    ...(parsed.success ? unready(parsed.data.engines, filled) : []),
    ...(parsed.success ? unshared(parsed.data) : []),
  ];
  if (parsed.success && issues.length === 0) return deepFreeze(parsed.data);
  const unknown = strangers(given).map((sentence) => `✖ ${sentence}`);
  const lines = [z.prettifyError(new z.ZodError(issues)), ...unknown].join('\n');
  throw new ConfigError(`Crier can't start with this configuration:\n${lines}`);
}

/** The folder for everything that is kept: all that a back-up needs to know. */
export function dataFolderIn(given: Given): string {
  return variables.CRIER_DATA.parse(filledIn(given)['CRIER_DATA']);
}

/** The database of PostgreSQL, if the store is in one, without any other setting. Throws a {@link ConfigError}. */
export function databaseUrlIn(given: Given): string | undefined {
  const parsed = variables.DATABASE_URL.safeParse(filledIn(given)['DATABASE_URL']);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ message }) => `DATABASE_URL ${message}`).join('\n'),
  );
}

/** The folder with the models of this machine, without any other setting. */
export function modelsFolderIn(given: Given): string {
  const { models } = allSettings.shape.local.parse({ models: filledIn(given)['CRIER_MODELS'] });
  return models;
}

/** The issue with the name of its variable in place of where that stands in the schema. */
function atItsVariable(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  const [group, ...path] = issue.path;
  return { ...issue, path: group === 'engines' ? atVariable(path) : path };
}

/** The names of all variables that are read. */
export const variableNames: readonly string[] = [
  ...Object.keys(variables),
  ...engineNames.flatMap(variablesOf),
];
/** The beginnings of variables that are meant for Crier, or are at least worth a line. */
const prefixes = [
  'BUDGET_',
  'CALLS_PER_',
  'CRIER_',
  'DATABASE_',
  'DISCORD_',
  'KEPT_SPEECH_',
  'LEAVE_AFTER_',
  'METRICS_',
  'OWNER_',
  'REDIS_',
  'SHARD',
  'SPEECH_',
  'TRANSLATE_',
  'VOICE_NODE',
  'WEBHOOK_',
  ...engineNames.map((name) => aboutEngine(name).prefix),
];

/** Names set variables that look like Crier's and are not read, a sentence each; usually one was mistyped. */
export function strangers(given: Given): readonly string[] {
  const names = Object.keys(filledIn(given));
  return unknownSentences(unknownVariables(names, { known: variableNames, prefixes }));
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
