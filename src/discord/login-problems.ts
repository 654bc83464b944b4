import { GatewayCloseCodes } from 'discord-api-types/v10';

import { EncryptionMissingError } from '#call/encryption.ts';
import { exitCodes } from '#ops/exit-codes.ts';
import type { Stop } from '#ops/exit-codes.ts';
import type { Log } from '#ops/log.ts';

/** The reason, for the operator, why Discord does not let the bot in, or no longer does. */
export interface LoginProblem {
  readonly sentence: string;
  /** That of configuration where starting again won't help before a person has changed something. */
  readonly exitCode: number;
}

const portal = 'in the Developer Portal';
const tokenUnknown = `Discord does not know this DISCORD_TOKEN: reset it ${portal} (Bot → Reset Token) and put the new one into .env`;
const sharding =
  'Discord wants the bot spread over another number of shards than it was started with: npm run doctor names it. Leave SHARDS out, or change it in all processes';

const afterClosing: Readonly<Partial<Record<number, string>>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenUnknown,
  [GatewayCloseCodes.InvalidShard]: sharding,
  [GatewayCloseCodes.ShardingRequired]: sharding,
  [GatewayCloseCodes.InvalidAPIVersion]:
    'Discord no longer speaks the version of its API that this bot uses: update Crier',
  [GatewayCloseCodes.InvalidIntents]:
    'Discord does not know an intent that this bot asks for: update Crier',
  [GatewayCloseCodes.DisallowedIntents]: `Discord does not allow this bot an intent that it asks for: switch it on ${portal} (Bot → Privileged Gateway Intents)`,
};

/** Discord closed the gateway with a code after which it is of no use to come back. */
export function closedForGood(code: number): LoginProblem {
  const sentence = afterClosing[code];
  return sentence === undefined
    ? { sentence: 'Discord closed a gateway connection for good', exitCode: exitCodes.fault }
    : { sentence, exitCode: exitCodes.config };
}

/** The start itself failed. */
function loginProblem(error: unknown, apiUrl: string): LoginProblem {
  if (error instanceof EncryptionMissingError) {
    const sentence = `The end-to-end encryption of calls is missing: @snazzah/davey has no module for ${process.platform} on ${process.arch} here. Run npm ci on this machine, without --omit=optional`;
    return { sentence, exitCode: exitCodes.config };
  }
  const { code, message = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  if (code === 'TokenInvalid') return { sentence: tokenUnknown, exitCode: exitCodes.config };
  // @discordjs/ws says so before it identifies; a bot that identified all the same would lose its token.
  const spent = /^Not enough sessions remaining\b.*resets at (\S+)$/u.exec(message);
  const sentence = spent
    ? `Discord has been connected to too often today, and this bot may not connect again before ${spent[1]}`
    : `Discord could not be reached at ${apiUrl}`;
  return { sentence, exitCode: exitCodes.fault };
}

/** The part of the process's life that the wire knows. */
export interface Ending {
  /** Aborted when the bot stops. */
  readonly closing: AbortSignal;
  readonly stop: Stop;
}

/** Starts; what fails in it is logged, and ends the bot. */
export async function orStop(
  start: () => Promise<unknown>,
  { closing, stop }: Ending,
  { apiUrl, log }: { readonly apiUrl: string; readonly log: Log },
): Promise<void> {
  try {
    await start();
  } catch (error) {
    // A gateway that was closed for good has been told of, and ends the bot.
    if (closing.aborted) return;
    const { sentence, exitCode } = loginProblem(error, apiUrl);
    log.error(exitCode === exitCodes.config ? {} : { error }, sentence);
    await stop(exitCode);
  }
}
