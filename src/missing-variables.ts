import { isPart } from '#ops/shards.ts';
import type { Shards } from '#ops/shards.ts';
import { variableName } from '#ops/variables.ts';
import { aboutEngine, engineNames } from '#speech/engine-names.ts';

import { issueOf } from './filled-variables.ts';
import type { Given, Issue } from './filled-variables.ts';

/** Names what those that are set are of no use without. */
export function missingVariables(filled: Given): readonly Issue[] {
  return [...missingFor(filled), ...halfWebhook(filled), ...ownerless(filled)];
}

/** Names the setting that the chosen engine can't do without and was not given. */
function missingFor(filled: Given): readonly Issue[] {
  const engine = engineNames.find((name) => name === filled['SPEECH_ENGINE']);
  const about = engine && aboutEngine(engine);
  if (!about?.needs) return [];
  const { field, hint } = about.needs;
  const name = variableName(about, field);
  if (filled[name] !== undefined) return [];
  const message = `is missing, and SPEECH_ENGINE=${engine} needs it${hint === undefined ? '' : ` (${hint})`}`;
  return [issueOf(name, message)];
}

/** Names the owners who are missing in a server of theirs. */
function ownerless(filled: Given): readonly Issue[] {
  if (filled['OWNER_SERVER'] === undefined || filled['OWNER_IDS'] !== undefined) return [];
  const message =
    'is missing, and OWNER_SERVER is of no use without it: it has the ids of those who may use /owner';
  return [issueOf('OWNER_IDS', message)];
}

/** Names what a webhook lacks, without which it would be reported to in vain. */
function halfWebhook(filled: Given): readonly Issue[] {
  if (filled['WEBHOOK_URL'] === undefined)
    return filled['WEBHOOK_LISTEN'] === undefined
      ? []
      : [
          issueOf(
            'WEBHOOK_URL',
            'is missing, and WEBHOOK_LISTEN is of no use without it: it is the public address that leads there',
          ),
        ];
  if (filled['DEAPI_API'] !== 'v1' || filled['DEAPI_WEBHOOK_SECRET'] !== undefined) return [];
  return [
    issueOf(
      'DEAPI_WEBHOOK_SECRET',
      'is missing: with DEAPI_API=v1 no job has a secret of its own, and reports without one are not believed. Copy the account’s from https://app.deapi.ai/settings/webhooks',
    ),
  ];
}

/** Names the database and the secret that are missing: processes that share shards or work share what people set, too. */
export function unshared(config: {
  readonly discord: { readonly shards: Shards };
  readonly databaseUrl?: string | undefined;
  readonly speechQueue?: object | undefined;
  readonly secret?: string | undefined;
}): readonly Issue[] {
  const { discord, databaseUrl, speechQueue, secret } = config;
  const missing = (name: string, why: string): Issue => issueOf(name, `is missing, and ${why}`);
  const sharing = isPart(discord.shards)
    ? 'SHARDS with a part of the shards'
    : speechQueue && `SPEECH_QUEUE`;
  return [
    ...(sharing !== undefined && databaseUrl === undefined
      ? [missing('DATABASE_URL', `${sharing} needs it: all processes of a bot share one database`)]
      : []),
    ...(speechQueue && secret === undefined
      ? [
          missing(
            'CRIER_SECRET',
            'SPEECH_QUEUE needs it: by it alone processes read what they ask each other to speak',
          ),
        ]
      : []),
  ];
}
