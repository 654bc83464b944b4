/** Guilds, their members and voice states. */
import { PermissionFlagsBits as P, RESTJSONErrorCodes as Code } from 'discord-api-types/v10';
import { z } from 'zod';

import type { Backend } from '../backend.ts';
import type { Guild } from '../model.ts';
import { channelJson, guildJson, memberJson, voiceStateJson } from '../payloads.ts';
import { permissionsInGuild } from '../permissions.ts';
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
      path: 'guilds/:guild',
      answer: (request) => ({ json: guildJson(guildOf(request)) }),
    },
    {
      method: 'GET',
      path: 'guilds/:guild/channels',
      answer: (request) => ({
        json: world.channelsOf(guildOf(request).id).map((channel) => channelJson(channel, world)),
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
    ...voiceStateRoutes(backend, guildOf),
  ];
}

const MemberForm = z.strictObject({
  channel_id: z.string().nullish(),
  mute: z.boolean().optional(),
  deaf: z.boolean().optional(),
  nick: z.string().max(32).nullish(),
});

function changeMember(
  { world, voice }: Backend,
  guild: Guild,
  { params, json }: RestRequest,
): unknown {
  const self = params['user'] === '@me';
  const member = world.member(guild, self ? world.bot.id : (params['user'] ?? ''));
  const change = checkForm(MemberForm, json);
  const rights = permissionsInGuild(guild, world.bot.id);
  const need = (permission: bigint): void => {
    if ((rights & permission) === 0n) throw missingPermissions();
  };
  if (change.nick !== undefined) {
    need(self ? P.ChangeNickname : P.ManageNicknames);
    member.nick = change.nick;
  }
  if (change.channel_id !== undefined || change.mute !== undefined || change.deaf !== undefined) {
    if (!guild.voiceStates.has(member.user.id)) {
      throw new Refusal(
        400,
        Code.TargetUserIsNotConnectedToVoice,
        'Target user is not connected to voice.',
      );
    }
  }
  if (change.mute !== undefined || change.deaf !== undefined) {
    if (change.mute !== undefined) need(P.MuteMembers);
    if (change.deaf !== undefined) need(P.DeafenMembers);
    const { mute, deaf } = change;
    voice.change(guild, member.user.id, {
      ...(mute !== undefined && { mute }),
      ...(deaf !== undefined && { deaf }),
    });
  }
  if (change.channel_id !== undefined) {
    need(P.MoveMembers);
    if (change.channel_id === null) voice.leave(guild, member.user.id, 4014);
    else voice.move(guild, world.channel(change.channel_id), member.user.id);
  }
  return memberJson(member);
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
