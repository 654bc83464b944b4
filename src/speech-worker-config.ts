import { z } from 'zod';

import { allSettings } from '#speech/engine-settings.ts';

import { checkedConfig } from './checked-config.ts';
import { strangers } from './config.ts';
import type { Given } from './filled-variables.ts';
import { missingVariables } from './missing-variables.ts';
import { missingForRole, roleVariables } from './role-variables.ts';
import { secretsOfSpeech, speechSettings, speechVariables } from './speech-variables.ts';

const environment = z
  .object({ variables: z.object({ ...speechVariables, ...roleVariables }), engines: allSettings })
  .transform(({ variables: values, engines }) => ({
    ...speechSettings(values, engines),
    // It is there for nothing else.
    speechQueue: { redisUrl: values.REDIS_URL },
    makesSpeech: true,
    secrets: secretsOfSpeech(values, engines),
  }));

/** Reads the environment of a process that only makes speech. Throws a `ConfigError` that names every bad variable, and no value. */
export function loadSpeechWorkerConfig(given: Given) {
  return checkedConfig(given, {
    schema: environment,
    amiss: (filled) => [...missingVariables(filled), ...missingForRole(filled)],
    strangers,
    opening: "This speech worker can't start with this configuration",
  });
}
