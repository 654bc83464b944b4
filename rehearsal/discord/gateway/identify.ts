/** Checks of op 2 in Discord's order, each with its close code. */
import { GatewayCloseCodes } from 'discord-api-types/v10';
import { z } from 'zod';

import { ALL_INTENTS } from './intents.ts';

const Identify = z.object({
  token: z.string(),
  intents: z.int().nonnegative(),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  shard: z.tuple([z.int().nonnegative(), z.int().positive()]).optional(),
  presence: z.unknown().optional(),
  large_threshold: z.int().min(50).max(250).optional(),
  compress: z.boolean().optional(),
});

export type Identified =
  | { readonly ok: true; readonly shard: readonly [number, number]; readonly intents: number }
  | { readonly ok: false; readonly closeCode: number; readonly reason: string };

export interface IdentifyRules {
  readonly token: string;
  readonly intentsAllowed: number;
  /** Fewer are refused with 4011, as Discord does for a bot in too many guilds. */
  readonly shardsNeeded: number;
}

export function checkIdentify(data: unknown, rules: IdentifyRules): Identified {
  const parsed = Identify.safeParse(data);
  if (!parsed.success)
    return refused(GatewayCloseCodes.DecodeError, 'Error while decoding payload.');
  const { token, intents, shard = [0, 1] } = parsed.data;
  if (token !== rules.token) {
    return refused(GatewayCloseCodes.AuthenticationFailed, 'Authentication failed.');
  }
  if (shard[0] >= shard[1]) return refused(GatewayCloseCodes.InvalidShard, 'Invalid shard.');
  if (shard[1] < rules.shardsNeeded) {
    return refused(GatewayCloseCodes.ShardingRequired, 'Sharding required.');
  }
  if ((intents & ~ALL_INTENTS) !== 0) {
    return refused(GatewayCloseCodes.InvalidIntents, 'Invalid intent(s).');
  }
  if ((intents & ~rules.intentsAllowed) !== 0) {
    return refused(GatewayCloseCodes.DisallowedIntents, 'Disallowed intent(s).');
  }
  return { ok: true, shard, intents };
}

function refused(closeCode: number, reason: string): Identified {
  return { ok: false, closeCode, reason };
}

/** The time in which as many shards may identify as `max_concurrency` says, one of each remainder (gateway, "Rate Limiting"). */
const BUCKET_MS = 5_000;

/** When shards last identified, by their bucket. */
export class IdentifyBuckets {
  readonly #maxConcurrency: number | undefined;
  readonly #lastAtMs = new Map<number, number>();

  /** Undefined: nobody is held to it. */
  constructor(maxConcurrency: number | undefined) {
    this.#maxConcurrency = maxConcurrency;
  }

  /** False for one that comes too early, which is answered by Invalid Session. */
  takes(shard: number): boolean {
    if (this.#maxConcurrency === undefined) return true;
    const bucket = shard % this.#maxConcurrency;
    const nowMs = performance.now();
    const isEarly = nowMs - (this.#lastAtMs.get(bucket) ?? -Infinity) < BUCKET_MS;
    if (!isEarly) this.#lastAtMs.set(bucket, nowMs);
    return !isEarly;
  }
}
