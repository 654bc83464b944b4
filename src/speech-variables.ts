import { z } from 'zod';

import type { OperatorLimit } from '#jobs/limit.ts';
import { writtenLimits } from '#jobs/written-limits.ts';
import { memoryGiven } from '#ops/memory.js';
import {
  databaseUrl,
  given,
  listenAddress,
  listenHere,
  memoryAmount,
  passwordsIn,
  publicUrl,
  redisUrl,
  secretsOf,
  sharedSecret,
} from '#ops/variables.ts';
import { aboutEngine, engineNames, fallbackNames } from '#speech/engine-names.ts';
import type { allSettings } from '#speech/engine-settings.ts';

import { commonVariables } from './role-variables.ts';
import { whoSpeaks } from './who-speaks.ts';

/** People mostly repeat a text within days, if at all. */
export const usuallyKept = { days: 3, megabytes: 512 } as const;

/** The variables of every process that makes speech. */
export const speechVariables = {
  SPEECH_ENGINE: z.enum(engineNames).optional(),
  SPEECH_FALLBACK: z.enum([...fallbackNames, 'none']).optional(),
  WEBHOOK_URL: publicUrl.optional(),
  WEBHOOK_LISTEN: listenAddress.default({ host: '127.0.0.1', port: 8_787 }),
  BUDGET_BOT: writtenLimits,
  BUDGET_SERVER: writtenLimits,
  BUDGET_PERSON: writtenLimits,
  CRIER_DATA: z.string().default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  SPEECH_QUEUE: z.enum(['off', 'bullmq']).default('off'),
  REDIS_URL: redisUrl.optional(),
  CRIER_SECRET: sharedSecret.optional(),
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
  METRICS_LISTEN: listenHere.optional(),
  ...commonVariables,
};

const speech = z.object(speechVariables);
type SpeechValues = z.infer<typeof speech>;
type EngineSettings = z.infer<typeof allSettings>;

/** Everything the operator decides of speech, and of where it is made. */
export type SpeechConfig = Readonly<ReturnType<typeof speechSettings>>;

/** The values of those variables, as they are meant. */
export function speechSettings(values: SpeechValues, engines: EngineSettings) {
  return {
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
    dataFolder: values.CRIER_DATA,
    /** A database of PostgreSQL in which the store is; undefined: SQLite in the data folder. */
    databaseUrl: values.DATABASE_URL,
    /** The queue by which processes of the bot speak for each other; undefined: each speaks for itself. */
    speechQueue: values.SPEECH_QUEUE === 'off' ? undefined : { redisUrl: values.REDIS_URL },
    /** Seals what is kept and what processes tell each other; undefined: each data folder has one of its own. */
    secret: values.CRIER_SECRET,
    /** How long sound that was spoken is kept, in memory and on the disk, and how much of it on the disk. */
    keptSpeech: {
      maxAgeMs: values.KEPT_SPEECH_DAYS * 24 * 3_600_000,
      maxBytes: values.KEPT_SPEECH_MB * 2 ** 20,
    },
    /** The memory that all processes together may take, and the caps that follow from it. */
    memory: memoryGiven(values.CRIER_MEMORY),
    /** Where health and metrics are told; undefined: nowhere. */
    metricsListen: values.METRICS_LISTEN,
    log: { level: values.LOG_LEVEL, format: values.LOG_FORMAT },
  };
}

/** None of these may appear in the log. */
export function secretsOfSpeech(values: SpeechValues, engines: EngineSettings): readonly string[] {
  return [
    ...passwordsIn(values.DATABASE_URL, values.REDIS_URL),
    ...given(values.CRIER_SECRET),
    ...engineNames.flatMap((name) => secretsOf(aboutEngine(name), engines[name])),
  ];
}
