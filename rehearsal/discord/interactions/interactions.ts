/** All interactions: written to the gateway in Discord's shape, found again by id and token. */
import { randomBytes } from 'node:crypto';

import {
  ChannelType,
  Locale,
  type LocaleString,
  PermissionFlagsBits,
  RESTJSONErrorCodes as Code,
} from 'discord-api-types/v10';

import type { Clock } from '../clock.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { messageJson } from '../message-payloads.ts';
import type { Channel, Guild, Message, Origin, User } from '../model.ts';
import { type Json, memberJson, partialChannelJson, userJson } from '../payloads.ts';
import { Refusal } from '../rest/refusal.ts';
import type { World } from '../world.ts';
import {
  type InteractionKind,
  type InteractionStart,
  InteractionState,
  unknownInteraction,
} from './interaction.ts';

const MAX_KEPT = 2_000;

export interface NewInteraction {
  readonly kind: InteractionKind;
  readonly user: User;
  readonly channel: Channel;
  readonly data: Json;
  /** When it isn't that of their client as always. */
  readonly locale?: LocaleString | undefined;
  readonly attachmentSizeLimit?: number;
  readonly commandName?: string;
  readonly target?: Origin['target'];
  readonly message?: Message;
  /** The interaction that a modal answered. */
  readonly openedBy?: InteractionStart;
}

interface Parts {
  readonly world: World;
  readonly gateway: Gateway;
  readonly clock: Clock;
}

export class Interactions {
  readonly #byId = new Map<string, InteractionState>();
  readonly #byToken = new Map<string, InteractionState>();
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Writes the interaction to every session of the shard, and returns its life so far. */
  send(wanted: NewInteraction): InteractionState {
    const { world, gateway, clock } = this.#parts;
    const guild =
      wanted.channel.guildId === undefined ? undefined : world.guild(wanted.channel.guildId);
    const installed =
      guild === undefined ? contextOf(wanted.channel) === 1 : guild.members.has(world.bot.id);
    const permissions = world.permissions(wanted.channel, wanted.user.id);
    const start: InteractionStart = {
      id: world.ids.next(),
      token: randomBytes(48).toString('base64url'),
      kind: wanted.kind,
      user: wanted.user,
      channel: wanted.channel,
      guild,
      locale: wanted.locale ?? wanted.user.locale ?? Locale.EnglishUS,
      commandName: wanted.commandName,
      target: wanted.target,
      message: wanted.message,
      openedBy: wanted.openedBy,
      attachmentSizeLimit:
        wanted.attachmentSizeLimit ?? guild?.uploadLimitBytes ?? 10 * 1024 * 1024,
      owners: installed ? { 0: guild?.id ?? '0' } : { 1: wanted.user.id },
      userInstalled: !installed,
      alwaysEphemeral: !installed && (permissions & PermissionFlagsBits.UseExternalApps) === 0n,
    };
    const state = new InteractionState(start, clock);
    this.#keep(state);
    const json = this.#json(state, wanted, permissions);
    // Interactions always go to the guild's shard; those without one to shard 0.
    state.sentAtMs = gateway.dispatch('INTERACTION_CREATE', json, guild?.id);
    return state;
  }

  byId(id: string, token: string): InteractionState {
    const state = this.#byId.get(id);
    if (state === undefined || state.start.token !== token) throw unknownInteraction();
    return state;
  }

  byToken(applicationId: string, token: string): InteractionState {
    const state = this.#byToken.get(token);
    if (applicationId !== this.#parts.world.applicationId || state === undefined) {
      throw new Refusal(404, Code.UnknownWebhook, 'Unknown Webhook');
    }
    return state;
  }

  #keep(state: InteractionState): void {
    this.#byId.set(state.start.id, state);
    this.#byToken.set(state.start.token, state);
    const [oldest] = this.#byId.values();
    if (this.#byId.size <= MAX_KEPT || oldest === undefined) return;
    this.#byId.delete(oldest.start.id);
    this.#byToken.delete(oldest.start.token);
  }

  #json({ start }: InteractionState, { data, message }: NewInteraction, permissions: bigint): Json {
    const { world } = this.#parts;
    const { guild, channel, user } = start;
    const app = world.permissions(channel, world.bot.id);
    return {
      id: start.id,
      application_id: world.applicationId,
      type: start.kind,
      token: start.token,
      version: 1,
      data,
      locale: start.locale,
      channel_id: channel.id,
      channel: partialChannelJson(channel, user.id, world),
      app_permissions: String(app),
      entitlements: [],
      authorizing_integration_owners: start.owners,
      context: contextOf(channel),
      attachment_size_limit: start.attachmentSizeLimit,
      ...(message && { message: messageJson(message, world) }),
      ...(guild === undefined ? { user: userJson(user) } : guildFields(guild, user, permissions)),
    };
  }
}

function guildFields(guild: Guild, user: User, permissions: bigint): Json {
  const member = guild.members.get(user.id);
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: guild.features },
    guild_locale: guild.locale,
    ...(member && { member: { ...memberJson(member), permissions: String(permissions) } }),
  };
}

/** 0 in a guild, 1 in the bot's direct messages, 2 in those of others. */
export function contextOf(channel: Channel): 0 | 1 | 2 {
  if (channel.guildId !== undefined) return 0;
  return channel.type === ChannelType.DM && channel.recipientIds.length === 1 ? 1 : 2;
}
