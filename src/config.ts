import { z } from 'zod';

import { writtenShards } from '#ops/shards.ts';
import {
  botToken,
  discordId,
  discordIds,
  given,
  hosts,
  secret,
  serviceUrl,
} from '#ops/variables.ts';
import { aboutEngine, engineNames } from '#speech/engine-names.ts';
import { allSettings, variablesOf } from '#speech/engine-settings.ts';

import { checkedConfig } from './checked-config.ts';
import { ConfigError } from './errors.ts';
import { filledIn } from './filled-variables.ts';
import type { Given } from './filled-variables.ts';
import { missingVariables, unshared } from './missing-variables.ts';
import { missingForRole, roleVariables, voiceNodes } from './role-variables.ts';
import { secretsOfSpeech, speechSettings, speechVariables } from './speech-variables.ts';
import { unknownSentences, unknownVariables } from './unknown-variables.ts';

/** Everything the operator decides, checked and frozen. */
export type Config = Readonly<z.infer<typeof environment>>;

/** Each variable of the bot itself as it may be given; those of the engines are theirs to say. */
const variables = {
  DISCORD_TOKEN: botToken,
  DISCORD_API_URL: serviceUrl.default('https://discord.com/api'),
  DISCORD_CDN_HOSTS: hosts.default(['cdn.discordapp.com', 'media.discordapp.net']),
  DISCORD_TYPING: z.enum(['on', 'off']).default('off'),
  OWNER_IDS: discordIds,
  OWNER_SERVER: discordId.optional(),
  SHARDS: writtenShards.default('auto'),
  CRIER_DICTIONARY: z.string().optional(),
  CRIER_LOCALES: z.string().optional(),
  LEAVE_AFTER_MINUTES: z
    .string()
    .regex(/^\d{1,5}(?:\.\d{1,3})?$/, 'expected a number of minutes, such as 5')
    .default('5')
    .transform(Number),
  TRANSLATE_URL: serviceUrl
    .refine(
      (url) => !url.endsWith('/translate'),
      'is the address of the server itself: leave out /translate at its end',
    )
    .optional(),
  TRANSLATE_KEY: secret.optional(),
  TRANSLATE_NAME: z.string().max(40, 'is too long: 40 characters at most').optional(),
  SPEECH_MADE: z.enum(['here', 'elsewhere']).default('here'),
  ...speechVariables,
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
    ...speechSettings(values, engines),
    /** Whether this process makes speech; else others that share the queue do. */
    makesSpeech: values.SPEECH_QUEUE === 'off' || values.SPEECH_MADE === 'here',
    /** The people who run the bot, by their accounts, and the server in which they do so beside direct messages. */
    owners: { ids: values.OWNER_IDS, guildId: values.OWNER_SERVER },
    dictionaryFile: values.CRIER_DICTIONARY,
    /** Holds further languages, or other words for those that there are. */
    localesFolder: values.CRIER_LOCALES,
    /** How long the bot stays in a call with nobody in it; 0: for ever. */
    leaveAfterMs: values.LEAVE_AFTER_MINUTES * 60_000,
    /** How many calls share a process, and with it a crash of native code. */
    callsPerProcess: values.CALLS_PER_PROCESS,
    /** Others that hold the voice connections; undefined: processes of this one. */
    voiceNodes: voiceNodes(values),
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
    /** None of these may appear in the log. */
    secrets: [
      values.DISCORD_TOKEN,
      ...given(values.TRANSLATE_KEY, values.VOICE_NODE_SECRET),
      ...secretsOfSpeech(values, engines),
    ],
  }));

/**
 * Reads the environment. Throws a {@link ConfigError} that names every bad variable, and those that may have been meant for one that
 * is missing; it holds no value of any.
 */
export function loadConfig(given: Given): Config {
  return checkedConfig(given, {
    schema: environment,
    amiss: (filled, values) => [
      ...missingVariables(filled),
      ...missingForRole(filled),
      ...(values ? unshared(values) : []),
    ],
    strangers,
    opening: "Crier can't start with this configuration",
  });
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
