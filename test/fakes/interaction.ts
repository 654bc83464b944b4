import { MessageFlags, MessageFlagsBitField, PermissionsBitField } from 'discord.js';
import type { Interaction } from 'discord.js';

export interface FakeInteractionOptions {
  readonly kind:
    | 'command'
    | 'message menu'
    | 'person menu'
    | 'button'
    | 'select'
    | 'form'
    | 'autocomplete';
  readonly name?: string;
  readonly customId?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The option that is being typed. */
  readonly focused?: string;
  readonly userId?: string;
  readonly guildId?: string | null;
  readonly channelId?: string;
  /** The language of the person's Discord. */
  readonly locale?: string;
  /** The message whose menu was used. */
  readonly target?: object;
  /** The values that were chosen in a select menu. */
  readonly values?: readonly string[];
  /** The subcommand, with its group's name before it, of a command that has some. */
  readonly subcommand?: string;
  readonly ageMs?: number;
  readonly memberPermissions?: bigint;
  /** Only the person sees the message that the button is on. */
  readonly onEphemeral?: boolean;
}

/** The members of discord.js's interactions that the bot reads; the one place where they are cast. */
export function fakeInteraction(options: FakeInteractionOptions): Interaction {
  const {
    kind,
    name = '',
    customId = '',
    options: given = {},
    focused,
    userId = 'ada',
    guildId = 'g',
  } = options;
  const value = (option: string): unknown => given[option] ?? null;
  return {
    id: '1175699012345678901',
    applicationId: 'app',
    token: 'token',
    createdTimestamp: Date.now() - (options.ageMs ?? 0),
    commandName: name,
    customId,
    message: { flags: new MessageFlagsBitField(options.onEphemeral ? MessageFlags.Ephemeral : 0) },
    targetMessage: options.target,
    guildId,
    channelId: options.channelId ?? 'c',
    channel: null,
    ...(options.locale !== undefined && { locale: options.locale }),
    values: options.values ?? [],
    user: { id: userId, displayName: 'Ada' },
    member: { displayName: 'Ada' },
    memberPermissions: new PermissionsBitField(options.memberPermissions ?? 0n),
    appPermissions: new PermissionsBitField(PermissionsBitField.All),
    attachmentSizeLimit: 10 * 2 ** 20,
    inCachedGuild: () => guildId !== null,
    isChatInputCommand: () => kind === 'command',
    isCommand: () => kind === 'command' || kind.endsWith(' menu'),
    isMessageContextMenuCommand: () => kind === 'message menu',
    isUserContextMenuCommand: () => kind === 'person menu',
    isButton: () => kind === 'button',
    isAnySelectMenu: () => kind === 'select',
    isModalSubmit: () => kind === 'form',
    fields: { fields: new Map() },
    isAutocomplete: () => kind === 'autocomplete',
    options: {
      getString: value,
      getRole: value,
      getInteger: value,
      getAttachment: value,
      getNumber: value,
      getBoolean: value,
      getUser: value,
      getMember: value,
      getChannel: value,
      getSubcommandGroup: () => null,
      getSubcommand: () => options.subcommand ?? null,
      getFocused: () => ({ name: focused, value: given[focused ?? ''] ?? '' }),
    },
  } as unknown as Interaction;
}
