import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import type {
  RESTGetAPIGatewayBotResult,
  RESTGetCurrentApplicationResult,
} from 'discord-api-types/v10';

import { isPart, writtenAs } from '#ops/shards.ts';
import type { Shards } from '#ops/shards.ts';

import { asking, isUnknownToken } from './asking.ts';
import type { Check, Part } from './check.ts';
import { bad, ok, warning } from './check.ts';

const content =
  ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

/** Asks Discord about this token: whose it is, and what it may see. */
export function discord(token: string, apiUrl: string, shards: Shards): Check {
  return {
    name: 'Discord',
    async look(signal) {
      try {
        return await asking({ token, apiUrl, signal }, async (get) => {
          const application = await get<RESTGetCurrentApplicationResult>(
            Routes.currentApplication(),
          );
          const gateway = await get<RESTGetAPIGatewayBotResult>(Routes.gatewayBot());
          return [
            ok(`The token is that of the application ${application.id}.`),
            intents(application.flags),
            sessions(gateway),
            sharding(gateway.shards, shards),
          ];
        });
      } catch (error) {
        if (!isUnknownToken(error)) throw error;
        return [
          bad(
            'Discord does not know this DISCORD_TOKEN.',
            'Reset it in the Developer Portal (Bot → Reset Token), and put the new one into .env.',
          ),
        ];
      }
    },
  };
}

function intents(flags: number): Part {
  return {
    check: 'intents',
    ...((flags & content) === 0
      ? warning(
          'The bot may not see what people write: it reads only mentions of it, replies to it, and commands.',
          'To have channels read aloud, switch Message Content Intent on in the Developer Portal (Bot → Privileged Gateway Intents).',
        )
      : ok('The bot may see what people write.')),
  };
}

function sessions({
  session_start_limit: { remaining, reset_after },
}: RESTGetAPIGatewayBotResult): Part {
  const check = 'sessions';
  const hours = Math.ceil(reset_after / 3_600_000);
  if (remaining === 0)
    return {
      check,
      ...bad(
        `The bot was started too often today, and can’t be again for ${hours} h.`,
        'Find out what starts it again and again: its log says why it ends.',
      ),
    };
  return remaining < 50
    ? {
        check,
        ...warning(
          `Only ${remaining} starts are left for ${hours} h.`,
          'Find out what starts it again and again: its log says why it ends.',
        ),
      }
    : { check, ...ok(`${remaining} starts are left for today.`) };
}

/** Fewer than Discord recommends work, until one has more servers than Discord lets it have. */
function sharding(recommended: number, shards: Shards): Part {
  const check = 'shards';
  const wanted = `Discord recommends ${recommended} ${recommended === 1 ? 'shard' : 'shards'}`;
  if (shards === 'auto') return { check, ...ok(`${wanted}, and this process takes as many.`) };
  const has = `SHARDS=${writtenAs(shards)} is ${isPart(shards) ? 'a part of' : 'all of'} ${shards.count}`;
  return shards.count < recommended
    ? {
        check,
        ...warning(
          `${wanted}, and ${has}.`,
          'Give all processes the number that is recommended, as docs/growing.md says.',
        ),
      }
    : { check, ...ok(`${wanted}, and ${has}.`) };
}
