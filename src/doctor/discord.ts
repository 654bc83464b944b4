import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import type {
  RESTGetAPIGatewayBotResult,
  RESTGetCurrentApplicationResult,
} from 'discord-api-types/v10';
import { DiscordAPIError, REST } from 'discord.js';

import { inviteLink } from '#discord/invite.ts';
import { discordRequests } from '#discord/requests.ts';

import type { Check, Part } from './check.ts';
import { bad, ok, warning } from './check.ts';

const askedMs = 8_000;
const content =
  ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited;

/** Asks Discord about this token: whose it is, what it may see, how it is invited. */
export function discord(token: string, apiUrl: string): Check {
  return {
    name: 'Discord',
    async look(signal) {
      const requests = discordRequests();
      const { makeRequest } = requests;
      const rest = new REST({ api: apiUrl, makeRequest, timeout: askedMs, retries: 0 });
      rest.setToken(token);
      const get = async <Answer>(route: `/${string}`): Promise<Answer> =>
        (await rest.get(route, { signal })) as Answer;
      try {
        const application = await get<RESTGetCurrentApplicationResult>(Routes.currentApplication());
        const gateway = await get<RESTGetAPIGatewayBotResult>(Routes.gatewayBot());
        return [
          ok(`The token is that of the application ${application.id}.`),
          intents(application.flags),
          sessions(gateway),
          rights(application),
        ];
      } catch (error) {
        if (!(error instanceof DiscordAPIError && error.status === 401)) throw error;
        return [
          bad(
            'Discord does not know this DISCORD_TOKEN.',
            'Reset it in the Developer Portal (Bot → Reset Token), and put the new one into .env.',
          ),
        ];
      } finally {
        await requests.close();
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

/** A command that needs a right says what takes it away, a role or a channel: there is no list of that to be asked for. */
function rights({ id, approximate_guild_count: count = 0 }: RESTGetCurrentApplicationResult): Part {
  const check = 'rights';
  return count === 0
    ? { check, ...warning('The bot is in no server.', `Invite it: ${inviteLink(id)}`) }
    : {
        check,
        ...ok(
          `The bot is in ${count} servers. To give it again what it needs in one: ${inviteLink(id)}`,
        ),
      };
}
