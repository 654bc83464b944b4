/** The ways in which people use the bot: commands, menus, autocomplete, buttons, selects and forms. */
import {
  ApplicationCommandType,
  ComponentType,
  type LocaleString,
  PermissionFlagsBits,
} from 'discord-api-types/v10';

import type { Backend } from '../backend.ts';
import type { RegisteredCommand } from '../command-registry.ts';
import {
  type Pressed,
  pressed,
  selected,
  type SelectValues,
} from '../interactions/component-input.ts';
import { type Choice, InteractionKind } from '../interactions/interaction.ts';
import type { NewInteraction } from '../interactions/interactions.ts';
import { type ModalValues, submission } from '../interactions/modal-input.ts';
import { fillOptions, type OptionValue } from '../interactions/option-input.ts';
import { Resolved, type ResolvedParts } from '../interactions/resolved.ts';
import { usableCommand } from '../interactions/usable-command.ts';
import type { Channel, Message, User } from '../model.ts';
import type { Json } from '../payloads.ts';
import { shardOfGuild } from '../snowflake.ts';
import type { Ref } from './guilds.ts';
import { Interaction } from './interaction.ts';

const AUTOCOMPLETE_TIMEOUT_MS = 3_500;

interface Usage {
  /** A text or voice channel, a thread, or direct messages. */
  readonly channel: Ref;
  /** The person who uses the bot. */
  readonly by: Ref;
  /** The language of that person's client, when it isn't the usual one of theirs. */
  readonly locale?: LocaleString;
  /** Bytes that the bot may upload in its answer; by default what the server allows. */
  readonly attachmentSizeLimit?: number;
}

interface CommandUsage extends Usage {
  /** `say`, or `voice clone` for a subcommand. */
  readonly name: string;
  readonly options?: Readonly<Record<string, OptionValue | undefined>>;
}

interface TypingUsage extends CommandUsage {
  /** The option that the person is typing into; what they typed so far is in `options`. */
  readonly focused: string;
}

interface Suggestions {
  readonly choices: readonly Choice[];
  readonly latencyMs: number;
}

interface MenuUsage extends Usage {
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
  press(message: Message, button: string, by: Ref, locale?: LocaleString): Interaction;
  /**
   * Presses a button that the message doesn't have, as a changed client could: one of somebody else's, or of one's own
   * making. With `values` it is a menu.
   */
  forge(message: Message, customId: string, by: Ref, values?: readonly string[]): Interaction;
  /** Sends in a form that the bot didn't show that person, as a changed client could: texts by custom id. */
  forgeForm(
    message: Message,
    customId: string,
    texts: Readonly<Record<string, string>>,
    by: Ref,
  ): Interaction;
  /** Chooses in a select, named by its custom id or placeholder: option values, or things with ids. */
  select(
    message: Message,
    select: string,
    values: SelectValues,
    by: Ref,
    locale?: LocaleString,
  ): Interaction;
  /** Fills the form that the bot answered an interaction with: texts, values of selects, files, by custom id. */
  submitModal(opened: Interaction, values: ModalValues): Promise<Interaction>;
  /** Uses a command of a message's or person's menu. */
  menu(usage: MenuUsage): Interaction;
}

export function interactionActions(backend: Backend): InteractionActions {
  const { world, changes } = backend;
  return {
    command: (usage) => begin(backend, filled(backend, usage)),
    async autocomplete(usage) {
      const interaction = begin(backend, filled(backend, usage, usage.focused));
      const what = `suggestions for "${usage.focused}" of /${usage.name}`;
      const choices = await changes.until(what, () => interaction.state.choices, {
        timeoutMs: AUTOCOMPLETE_TIMEOUT_MS,
        sofar: () => 'none had come',
      });
      const { latencyMs } = await interaction.acknowledged;
      return { choices, latencyMs };
    },
    press: (message, button, by, locale) =>
      onMessage(backend, { message, by, locale, find: (current) => pressed(current, button) }),
    forge(message, customId, by, values) {
      const type = values ? ComponentType.StringSelect : ComponentType.Button;
      const data = { custom_id: customId, component_type: type, id: 1, ...(values && { values }) };
      return onMessage(backend, { message, by, locale: undefined, find: () => ({ data }) });
    },
    forgeForm(message, customId, texts, by) {
      const data = { custom_id: customId, components: Object.entries(texts).map(textInput) };
      const kind = InteractionKind.modal;
      return onMessage(backend, { kind, message, by, locale: undefined, find: () => ({ data }) });
    },
    select(message, select, values, by, locale) {
      const resolved = new Resolved(
        partsOf(backend, world.channel(message.channelId), world.user(by.id)),
      );
      const find = (current: Message): Pressed => selected(current, { select, values, resolved });
      return onMessage(backend, { message, by, locale, find });
    },
    async submitModal(opened, values) {
      const modal = await opened.modal();
      const { start } = opened.state;
      const { channel, user, message, attachmentSizeLimit } = start;
      const data = submission(modal, values, new Resolved(partsOf(backend, channel, user)));
      return begin(backend, {
        kind: InteractionKind.modal,
        user,
        channel,
        data,
        locale: start.locale,
        attachmentSizeLimit,
        openedBy: start,
        ...(message && { message }),
      });
    },
    menu: (usage) => begin(backend, menuChosen(backend, usage)),
  };
}

function begin(backend: Backend, wanted: NewInteraction): Interaction {
  checkConnected(backend, wanted.channel);
  return new Interaction(backend.interactions.send(wanted), backend);
}

function placeOf({ world }: Backend, usage: Usage): { channel: Channel; user: User } {
  const channel = world.channel(usage.channel.id);
  const user = world.user(usage.by.id);
  if ((world.permissions(channel, user.id) & PermissionFlagsBits.ViewChannel) === 0n) {
    throw new Error(`${user.displayName} can't see ${channel.name}`);
  }
  return { channel, user };
}

function partsOf({ world, files }: Backend, channel: Channel, by: User): ResolvedParts {
  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  return { world, files, channel, guild, by };
}

function filled(backend: Backend, usage: CommandUsage, focused?: string): NewInteraction {
  const { channel, user } = placeOf(backend, usage);
  const [name = '', ...path] = usage.name.split(' ');
  const command = usableCommand(backend, {
    type: ApplicationCommandType.ChatInput,
    name,
    channel,
    user,
  });
  const { options, resolved } = fillOptions(
    {
      known: command.options,
      path,
      given: usage.options ?? {},
      ...(focused !== undefined && { focused }),
    },
    partsOf(backend, channel, user),
  );
  return {
    kind: focused === undefined ? InteractionKind.command : InteractionKind.autocomplete,
    user,
    channel,
    data: { ...commandData(command), options, ...(resolved && { resolved }) },
    ...commonOf(usage),
  };
}

function menuChosen(backend: Backend, usage: MenuUsage): NewInteraction {
  const { channel, user } = placeOf(backend, usage);
  const onMessageMenu = 'channelId' in usage.target;
  const type = onMessageMenu ? ApplicationCommandType.Message : ApplicationCommandType.User;
  const command = usableCommand(backend, { type, name: usage.name, channel, user });
  const resolved = new Resolved(partsOf(backend, channel, user));
  if (onMessageMenu) resolved.message(usage.target.id);
  else resolved.user(usage.target.id);
  return {
    kind: InteractionKind.command,
    user,
    channel,
    data: { ...commandData(command), target_id: usage.target.id, resolved: resolved.json },
    target: onMessageMenu
      ? { kind: 'message', messageId: usage.target.id }
      : { kind: 'user', user: backend.world.user(usage.target.id) },
    ...commonOf(usage),
  };
}

function commandData({ id, name, type, guildId }: RegisteredCommand): Json {
  return { id, name, type, ...(guildId !== undefined && { guild_id: guildId }) };
}

function commonOf({ name, locale, attachmentSizeLimit }: Usage & { readonly name: string }) {
  return {
    commandName: name,
    locale,
    ...(attachmentSizeLimit !== undefined && { attachmentSizeLimit }),
  };
}

function textInput([customId, value]: readonly [string, string], at: number): Json {
  const component = { type: ComponentType.TextInput, id: 2 * at + 2, custom_id: customId, value };
  return { type: ComponentType.Label, id: 2 * at + 1, component };
}

interface UseOfMessage {
  /** If it is left out, a button is pressed or something chosen in a menu. */
  readonly kind?: NewInteraction['kind'];
  readonly message: Message;
  readonly by: Ref;
  readonly locale: LocaleString | undefined;
  readonly find: (current: Message) => Pressed;
}

function onMessage(
  backend: Backend,
  { kind = InteractionKind.component, message, by, locale, find }: UseOfMessage,
): Interaction {
  const current = backend.world.message(message.channelId, message.id);
  const { channel, user } = placeOf(backend, { channel: { id: current.channelId }, by });
  if (current.ephemeralFor !== undefined && current.ephemeralFor !== user.id) {
    throw new Error(`${user.displayName} can't see that message: it is for somebody else alone`);
  }
  const { data } = find(current);
  return begin(backend, {
    kind,
    user,
    channel,
    data,
    locale,
    message: current,
  });
}

function checkConnected({ gateway }: Backend, channel: Channel): void {
  const wanted = gateway.live.some(({ shard: [shard, shards] }) =>
    channel.guildId === undefined ? shard === 0 : shardOfGuild(channel.guildId, shards) === shard,
  );
  if (!wanted) throw new Error('no bot is connected that would get this interaction');
}
