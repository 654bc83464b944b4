/** What people do with the bot: commands, menus, autocomplete, buttons, selects and forms. */
import { ApplicationCommandType, type Locale, PermissionFlagsBits } from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import {
  type Pressed,
  pressed,
  selected,
  type SelectValues,
} from '../interactions/component-input.ts';
import { type Choice, InteractionKind } from '../interactions/interaction.ts';
import type { NewInteraction } from '../interactions/interactions.ts';
import { type ModalValues, submission } from '../interactions/modal-input.ts';
import type { FilledOptions, OptionValue } from '../interactions/option-input.ts';
import { fillOptions } from '../interactions/option-input.ts';
import { Resolved } from '../interactions/resolved.ts';
import { usableCommand } from '../interactions/usable-command.ts';
import type { Channel, Message, User } from '../model.ts';
import { type Json, messageJson } from '../payloads.ts';
import { shardOfGuild } from '../snowflake.ts';
import type { Ref } from './guilds.ts';
import { Interaction } from './interaction.ts';

const AUTOCOMPLETE_TIMEOUT_MS = 3_500;

export interface Usage {
  /** Where: a text or voice channel, a thread, direct messages. */
  readonly channel: Ref;
  /** Who. */
  readonly by: Ref;
  /** The language of that person's client; English, if left out. */
  readonly locale?: Locale | `${Locale}`;
  /** Bytes that the bot may upload in its answer; by default what the server allows. */
  readonly attachmentSizeLimit?: number;
}

export interface CommandUsage extends Usage {
  /** `say`, or `voice clone` for a subcommand. */
  readonly name: string;
  readonly options?: Readonly<Record<string, OptionValue | undefined>>;
}

export interface TypingUsage extends CommandUsage {
  /** The option that the person is typing into; what they typed so far is in `options`. */
  readonly focused: string;
}

export interface Suggestions {
  readonly choices: readonly Choice[];
  readonly latencyMs: number;
}

export interface MenuUsage extends Usage {
  readonly name: string;
  /** A message, or a person. */
  readonly target: Message | Ref;
}

export interface InteractionActions {
  /** Uses a slash command. Throws when a person could not: unregistered, wrong options, missing permission, wrong place. */
  command(usage: CommandUsage): Interaction;
  /** Types into an option; resolves with what the bot suggests. */
  autocomplete(usage: TypingUsage): Promise<Suggestions>;
  /** Presses a button, named by its label or custom id, in the message's latest revision. */
  press(message: Message, button: string, by: Ref, locale?: Locale): Interaction;
  /** Chooses in a select, named by its custom id or placeholder: option values, or things with ids. */
  select(
    message: Message,
    select: string,
    values: SelectValues,
    by: Ref,
    locale?: Locale,
  ): Interaction;
  /** Fills the form that the bot answered an interaction with: texts, values of selects, files, by custom id. */
  submitModal(opened: Interaction, values: ModalValues): Promise<Interaction>;
  /** Uses a command of a message's or person's menu. */
  menu(usage: MenuUsage): Interaction;
}

export function interactionActions(backend: Backend): InteractionActions {
  const { world, interactions, files, changes } = backend;
  /** Who opened what, so that a form comes from the same place. */
  const origins = new WeakMap<Interaction, NewInteraction>();

  function begin(wanted: NewInteraction): {
    interaction: Interaction;
    state: ReturnType<typeof interactions.send>;
  } {
    checkConnected(backend, wanted.channel);
    const state = interactions.send(wanted);
    const interaction = new Interaction(state, backend);
    origins.set(interaction, wanted);
    return { interaction, state };
  }

  function placeOf(usage: Usage): { channel: Channel; user: User } {
    const channel = world.channel(usage.channel.id);
    const user = world.user(usage.by.id);
    if ((world.permissions(channel, user.id) & PermissionFlagsBits.ViewChannel) === 0n) {
      throw new Error(`${user.displayName} can't see ${channel.name}`);
    }
    return { channel, user };
  }

  function parts(channel: Channel): ConstructorParameters<typeof Resolved>[0] {
    return {
      world,
      files,
      channel,
      guild: channel.guildId === undefined ? undefined : world.guild(channel.guildId),
    };
  }

  function filled(usage: CommandUsage, focused?: string): NewInteraction {
    const { channel, user } = placeOf(usage);
    const [name = '', ...path] = usage.name.split(' ');
    const command = usableCommand(backend, {
      type: ApplicationCommandType.ChatInput,
      name,
      channel,
      user,
    });
    const { options, resolved }: FilledOptions = fillOptions(
      {
        known: command.options,
        path,
        given: usage.options ?? {},
        ...(focused !== undefined && { focused }),
      },
      parts(channel),
    );
    const data: Json = {
      id: command.id,
      name: command.name,
      type: command.type,
      options,
      ...(resolved && { resolved }),
    };
    if (command.guildId !== undefined) data['guild_id'] = command.guildId;
    return {
      kind: focused === undefined ? InteractionKind.command : InteractionKind.autocomplete,
      user,
      channel,
      data,
      locale: usage.locale ?? 'en-US',
      commandName: usage.name,
      ...(usage.attachmentSizeLimit !== undefined && {
        attachmentSizeLimit: usage.attachmentSizeLimit,
      }),
    };
  }

  function onMessage(
    message: Message,
    by: Ref,
    locale: string,
    find: (current: Message) => Pressed,
  ): Interaction {
    const current = world.message(message.channelId, message.id);
    const { channel, user } = placeOf({ channel: { id: current.channelId }, by });
    if (current.ephemeralFor !== undefined && current.ephemeralFor !== user.id) {
      throw new Error(`${user.displayName} can't see that message: it is for somebody else alone`);
    }
    const { data } = find(current);
    return begin({ kind: InteractionKind.component, user, channel, data, locale, message: current })
      .interaction;
  }

  return {
    command: (usage) => begin(filled(usage)).interaction,
    async autocomplete(usage) {
      const { interaction, state } = begin(filled(usage, usage.focused));
      const what = `suggestions for "${usage.focused}" of /${usage.name}`;
      const choices = await changes.until(what, () => state.choices, {
        timeoutMs: AUTOCOMPLETE_TIMEOUT_MS,
        sofar: () => 'none had come',
      });
      const { latencyMs } = await interaction.acknowledged;
      return { choices, latencyMs };
    },
    press: (message, button, by, locale) =>
      onMessage(message, by, locale ?? 'en-US', (current) => pressed(current, button)),
    select: (message, select, values, by, locale) =>
      onMessage(message, by, locale ?? 'en-US', (current) =>
        selected(current, {
          select,
          values,
          resolved: new Resolved(parts(world.channel(current.channelId))),
        }),
      ),
    async submitModal(opened, values) {
      const modal = await opened.modal();
      const origin = origins.get(opened);
      if (origin === undefined) throw new Error('that interaction is not from this stand-in');
      const data = submission(modal, values, new Resolved(parts(origin.channel)));
      const { commandName: _, ...rest } = origin;
      return begin({ ...rest, kind: InteractionKind.modal, data }).interaction;
    },
    menu(usage) {
      const { channel, user } = placeOf(usage);
      const onMessageMenu = 'channelId' in usage.target;
      const type = onMessageMenu ? ApplicationCommandType.Message : ApplicationCommandType.User;
      const command = usableCommand(backend, { type, name: usage.name, channel, user });
      const resolved = new Resolved(parts(channel));
      if (!onMessageMenu) resolved.user(usage.target.id);
      const target = onMessageMenu ? world.message(channel.id, usage.target.id) : undefined;
      const data: Json = {
        id: command.id,
        name: command.name,
        type,
        target_id: usage.target.id,
        resolved:
          target === undefined
            ? resolved.json
            : { messages: { [target.id]: messageJson(target, world) } },
      };
      return begin({
        kind: InteractionKind.command,
        user,
        channel,
        data,
        locale: usage.locale ?? 'en-US',
        commandName: usage.name,
        ...(usage.attachmentSizeLimit !== undefined && {
          attachmentSizeLimit: usage.attachmentSizeLimit,
        }),
      }).interaction;
    },
  };
}

function checkConnected({ gateway }: Backend, channel: Channel): void {
  const wanted = gateway.live.some(({ shard: [shard, shards] }) =>
    channel.guildId === undefined ? shard === 0 : shardOfGuild(channel.guildId, shards) === shard,
  );
  if (!wanted) throw new Error('no bot is connected that would get this interaction');
}
