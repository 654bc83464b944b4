import { ChannelType, Routes } from 'discord-api-types/v10';
import type {
  APIGuildMember,
  RESTAPIPartialCurrentUserGuild,
  RESTGetAPIGuildChannelsResult,
  RESTGetCurrentApplicationResult,
} from 'discord-api-types/v10';

import { inviteLink } from '#discord/invite.ts';
import { withDeadline } from '#speech/deadline.ts';

import { asking, isUnknownToken } from './asking.ts';
import type { Get } from './asking.ts';
import { ok, reasonOf, warning } from './check.ts';
import type { Check, Part } from './check.ts';
import { missingIn, takenIn } from './needed-rights.ts';
import type { MissingRight } from './needed-rights.ts';

type Server = RESTAPIPartialCurrentUserGuild;

/** Discord tells of so many servers at once. */
const maxServers = 200;
/** The channels of so many are asked for, two questions a server: a bot that runs has the same limits of requests. */
const maxServersOfChannels = 20;
/** For all of those, within the time that a check has. */
const forChannelsMs = 5_000;
/** Channels of a server that are named. */
const maxNamed = 5;

const list = new Intl.ListFormat('en');

/** Tells what is missing in each server, and which of its channels take something away. */
export function rights(
  token: string,
  apiUrl: string,
  now: () => number = Date.now,
  channelsMs: number = forChannelsMs,
): Check {
  return {
    name: 'rights',
    async look(signal) {
      try {
        return await asking({ token, apiUrl, signal }, async (get) => {
          const application = await get<RESTGetCurrentApplicationResult>(
            Routes.currentApplication(),
          );
          const { id, bot, approximate_guild_count: count = 0 } = application;
          const query = new URLSearchParams({ limit: String(maxServers) });
          const servers = await get<readonly Server[]>(Routes.userGuilds(), query);
          const invite = inviteLink(id);
          if (servers.length === 0)
            return [warning('The bot is in no server.', `Invite it: ${invite}`)];
          const lacking = servers.flatMap((server) => ofRoles(server, invite));
          const ofServers =
            lacking.length > 0 ? lacking : [complete(servers.length, count, invite)];
          const channels = { userId: bot?.id ?? id, get, now, signal, channelsMs };
          return [...ofServers, ...(await ofChannels(servers, channels))];
        });
      } catch (error) {
        // That nobody has this token, another check says.
        if (isUnknownToken(error)) return [];
        throw error;
      }
    },
  };
}

function complete(looked: number, count: number, invite: string): Part {
  const all = looked === 1 ? 'its one server' : `its ${looked} servers`;
  const where = looked < count ? `the first ${looked} of its ${count} servers` : all;
  return ok(`Nothing is missing in ${where}. It is invited by ${invite}`);
}

/** Tells what the roles of the bot lack. */
function ofRoles(server: Server, invite: string): readonly Part[] {
  const missing = missingIn(BigInt(server.permissions));
  if (missing.length === 0) return [];
  const reasons = list.format(missing.map(({ without }) => without));
  return [
    warning(
      `In ${shown(server)}, ${called(missing)} ${missing.length === 1 ? 'is' : 'are'} missing: ${reasons}.`,
      `Give that to its role there (Server Settings → Roles), or invite it again: ${invite}`,
    ),
  ];
}

interface LookingIntoChannels {
  readonly userId: string;
  readonly get: Get;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly channelsMs: number;
}

/** Tells what channels take away, in the first servers; one after the other, as long as there is time. */
async function ofChannels(
  servers: readonly Server[],
  { userId, get, now, signal, channelsMs }: LookingIntoChannels,
): Promise<readonly Part[]> {
  const endsAtMs = performance.now() + channelsMs;
  const late = () => new Error('it took too long');
  const parts: Part[] = [];
  let lookedInto = 0;
  for (const server of servers.slice(0, maxServersOfChannels)) {
    const leftMs = endsAtMs - performance.now();
    if (leftMs <= 0) break;
    try {
      const found = withDeadline(signal, leftMs, late, (until) => {
        const inTime: Get = (route, query) => get(route, query, until);
        return within(server, userId, inTime, now);
      });
      parts.push(...(await found));
      lookedInto += 1;
    } catch (error) {
      // How many were looked into is told.
      if (performance.now() >= endsAtMs) break;
      parts.push(
        warning(
          `The channels of ${shown(server)} could not be looked at: ${reasonOf(error)}.`,
          'Look again later.',
        ),
      );
    }
  }
  return lookedInto < servers.length
    ? [...parts, ok(`The channels of ${lookedInto} of ${servers.length} servers were looked at.`)]
    : parts;
}

async function within(
  server: Server,
  userId: string,
  get: Get,
  now: () => number,
): Promise<readonly Part[]> {
  const [member, channels] = await Promise.all([
    get<APIGuildMember>(Routes.guildMember(server.id, userId)),
    get<RESTGetAPIGuildChannelsResult>(Routes.guildChannels(server.id)),
  ]);
  const membership = {
    guildId: server.id,
    userId,
    roleIds: member.roles,
    rights: BigInt(server.permissions),
  };
  const taken = channels.flatMap((channel): readonly Taken[] => {
    const missing = takenIn(channel, membership);
    return missing.length > 0
      ? [{ name: channel.name ?? channel.id, type: channel.type, missing }]
      : [];
  });
  return [...timedOut(server, member, now()), ...ofTaken(server, channels, taken)];
}

/** A channel that takes something away. */
interface Taken {
  readonly name: string;
  readonly type: ChannelType;
  readonly missing: readonly MissingRight[];
}

function timedOut(server: Server, member: APIGuildMember, nowMs: number): readonly Part[] {
  const until = Date.parse(member.communication_disabled_until ?? '');
  return until > nowMs
    ? [
        warning(
          `In ${shown(server)}, it is timed out until ${new Date(until).toISOString()}: it can neither join a call nor post.`,
          'Have a moderator there end the time-out.',
        ),
      ]
    : [];
}

const isCall = ({ type }: { readonly type: ChannelType }): boolean =>
  type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;

/** Channels that are closed to it are nothing bad by themselves: most servers have some. Unless no call is left. */
function ofTaken(
  server: Server,
  channels: readonly { readonly type: ChannelType }[],
  taken: readonly Taken[],
): readonly Part[] {
  if (taken.length === 0) return [];
  const named = taken
    .slice(0, maxNamed)
    .map(({ name, missing }) => `#${clean(name)} (${called(missing)})`);
  const others = taken.length - named.length;
  const where = list.format(others > 0 ? [...named, `${others} more`] : named);
  const calls = channels.filter(isCall).length;
  return calls > 0 && taken.filter(isCall).length === calls
    ? [
        warning(
          `In ${shown(server)}, no call is open to it. Channels take away what its roles give it: ${where}.`,
          'Give it that in a channel (Edit Channel → Permissions), or to all who may join there.',
        ),
      ]
    : [ok(`In ${shown(server)}, some channels take away what its roles give it: ${where}.`)];
}

function called(missing: readonly MissingRight[]): string {
  return list.format(missing.map((right) => right.called));
}

function shown({ name, id }: Server): string {
  return `“${clean(name)}” (${id})`;
}

/** Characters that could move a terminal's cursor are nobody's name. */
function clean(name: string): string {
  return name.replaceAll(/\p{C}/gu, '');
}
