/** Guilds, their members and voice states. */
import { PermissionFlagsBits as P, RESTJSONErrorCodes as Code } from 'discord-api-types/v10';
import { z } from 'zod';

import type { Backend } from '../backend.ts';
import type { Guild } from '../model.ts';
import {
  channelJson,
  guildJson,
  isThread,
  type Json,
  memberJson,
  voiceStateJson,
} from '../payloads.ts';
import { permissionsInGuild } from '../permissions.ts';
import { withoutBot } from '../without-bot.ts';
import { missingAccess, missingPermissions } from './channel-routes.ts';
import { checkForm } from './form.ts';
import { Refusal } from './refusal.ts';
import type { RestRequest, Route } from './router.ts';

export function guildRoutes(backend: Backend): Route[] {
  const { world } = backend;
  const guildOf = ({ params }: RestRequest): Guild => {
    const guild = world.guild(params['guild'] ?? '');
    if (!guild.members.has(world.bot.id)) throw missingAccess();
    return guild;
  };
  return [
    {
      method: 'GET',
      path: 'users/@me/guilds',
      answer: ({ query }) => ({ json: ownGuilds(backend, query) }),
    },
    {
      method: 'GET',
      path: 'guilds/:guild',
      answer: (request) => ({ json: guildJson(guildOf(request)) }),
    },
    {
      method: 'GET',
      path: 'guilds/:guild/channels',
      answer: (request) => ({
        json: world
          .channelsOf(guildOf(request).id)
          .filter((channel) => !isThread(channel))
          .map((channel) => channelJson(channel, world)),
      }),
    },
    {
      method: 'GET',
      path: 'guilds/:guild/members/:user',
      answer(request) {
        const id = request.params['user'] === '@me' ? world.bot.id : (request.params['user'] ?? '');
        return { json: memberJson(world.member(guildOf(request), id)) };
      },
    },
    {
      method: 'PATCH',
      path: 'guilds/:guild/members/:user',
      answer: (request) => ({ json: changeMember(backend, guildOf(request), request) }),
    },
    {
      method: 'DELETE',
      path: 'users/@me/guilds/:guild',
      answer(request) {
        withoutBot(backend, guildOf(request));
        return undefined;
      },
    },
    ...voiceStateRoutes(backend, guildOf),
  ];
}

const OwnGuildsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(200),
  before: z.string().optional(),
  after: z.string().optional(),
  with_counts: z.enum(['true', 'false']).default('false'),
});

/** Its guilds, with the rights that its roles give the bot there, whatever channels say (user, "Get Current User Guilds"). */
function ownGuilds({ world }: Backend, query: URLSearchParams): unknown[] {
  const asked = checkForm(OwnGuildsQuery, Object.fromEntries(query));
  const { limit, before, after } = asked;
  const found = world
    .guildsOfBot()
    .filter(
      ({ id }) =>
        (before === undefined || BigInt(id) < BigInt(before)) &&
        (after === undefined || BigInt(id) > BigInt(after)),
    )
    .toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1));
  const isBackwards = before !== undefined && after === undefined;
  const page = isBackwards ? found.slice(-limit) : found.slice(0, limit);
  const withCounts = asked.with_counts === 'true';
  return page.map((guild) => ownGuildJson(guild, world.bot.id, withCounts));
}

function ownGuildJson(guild: Guild, botId: string, withCounts: boolean): Json {
  const { size } = guild.members;
  const counts = withCounts && { approximate_member_count: size, approximate_presence_count: size };
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: guild.ownerId === botId,
    permissions: String(permissionsInGuild(guild, botId)),
    features: guild.features,
    ...counts,
  };
}

const MemberForm = z.strictObject({
  channel_id: z.string().nullish(),
  mute: z.boolean().optional(),
  deaf: z.boolean().optional(),
  nick: z.string().max(32).nullish(),
});

function changeMember(backend: Backend, guild: Guild, { params, json }: RestRequest): unknown {
  const { world } = backend;
  const self = params['user'] === '@me';
  const member = world.member(guild, self ? world.bot.id : (params['user'] ?? ''));
  const { nick, ...voice } = checkForm(MemberForm, json);
  const rights = permissionsInGuild(guild, world.bot.id);
  const need: Need = (permission) => {
    if ((rights & permission) === 0n) throw missingPermissions();
  };
  if (nick !== undefined) {
    need(self ? P.ChangeNickname : P.ManageNicknames);
    member.nick = nick;
  }
  if (Object.keys(voice).length > 0)
    changeInCall(backend, { guild, userId: member.user.id, need }, voice);
  return memberJson(member);
}

type Need = (permission: bigint) => void;
type InCall = Pick<z.output<typeof MemberForm>, 'channel_id' | 'mute' | 'deaf'>;

function changeInCall(
  { world, voice }: Backend,
  { guild, userId, need }: { guild: Guild; userId: string; need: Need },
  { channel_id: channelId, mute, deaf }: InCall,
): void {
  if (!guild.voiceStates.has(userId)) {
    throw new Refusal(
      400,
      Code.TargetUserIsNotConnectedToVoice,
      'Target user is not connected to voice.',
    );
  }
  if (mute !== undefined) need(P.MuteMembers);
  if (deaf !== undefined) need(P.DeafenMembers);
  if (channelId !== undefined) need(P.MoveMembers);
  if (mute !== undefined) voice.change(guild, userId, { mute });
  if (deaf !== undefined) voice.change(guild, userId, { deaf });
  if (channelId === null) voice.leave(guild, userId, 4014);
  else if (channelId !== undefined) voice.move(guild, world.channel(channelId), userId);
}

const VoiceStateForm = z.strictObject({
  channel_id: z.string().optional(),
  suppress: z.boolean().optional(),
  request_to_speak_timestamp: z.iso.datetime({ offset: true }).nullish(),
});

function voiceStateRoutes(backend: Backend, guildOf: (request: RestRequest) => Guild): Route[] {
  const { world, voice } = backend;
  const path = 'guilds/:guild/voice-states';
  return [
    {
      method: 'GET',
      path: `${path}/:user`,
      answer(request) {
        const guild = guildOf(request);
        const id = request.params['user'] === '@me' ? world.bot.id : (request.params['user'] ?? '');
        const state = guild.voiceStates.get(id);
        if (state === undefined) throw unknownVoiceState();
        return { json: voiceStateJson(state, guild.members.get(id), state.channelId) };
      },
    },
    {
      method: 'PATCH',
      path: `${path}/@me`,
      answer(request) {
        const guild = guildOf(request);
        const form = checkForm(VoiceStateForm, request.json);
        const state = guild.voiceStates.get(world.bot.id);
        if (
          state === undefined ||
          (form.channel_id !== undefined && form.channel_id !== state.channelId)
        ) {
          throw unknownVoiceState();
        }
        const rights = world.permissions(world.channel(state.channelId), world.bot.id);
        const mayMute = (rights & P.MuteMembers) !== 0n;
        if (form.suppress === false && !mayMute) throw missingPermissions();
        if (form.request_to_speak_timestamp && (rights & P.RequestToSpeak) === 0n)
          throw missingPermissions();
        voice.change(guild, world.bot.id, {
          ...(form.suppress !== undefined && { suppress: form.suppress }),
          ...(form.request_to_speak_timestamp !== undefined && {
            requestToSpeakTimestamp: form.request_to_speak_timestamp,
          }),
        });
        return undefined;
      },
    },
  ];
}

function unknownVoiceState(): Refusal {
  return new Refusal(404, Code.UnknownVoiceState, 'Unknown Voice State');
}
