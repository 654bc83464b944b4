/** The commands that the bot has registered: a person can use no other. */
import {
  type APIApplicationCommand,
  type ApplicationCommandType,
  type ApplicationCommandOptionType,
  type InteractionContextType,
  type LocalizationMap,
  RESTJSONErrorCodes,
} from 'discord-api-types/v10';

import type { CommandInput } from './forms/command-form.ts';
import { Refusal } from './rest/refusal.ts';
import type { World } from './world.ts';

const MAX_CREATES_PER_DAY = 200;

/** An option as it was registered, whatever its type. */
export interface CommandOption {
  readonly type: ApplicationCommandOptionType;
  readonly name: string;
  readonly name_localizations?: LocalizationMap | null;
  readonly description?: string;
  readonly description_localizations?: LocalizationMap | null;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly {
    readonly name: string;
    readonly name_localizations?: LocalizationMap | null;
    readonly value: string | number;
  }[];
  readonly options?: readonly CommandOption[];
  readonly min_length?: number;
  readonly max_length?: number;
  readonly min_value?: number;
  readonly max_value?: number;
  readonly channel_types?: readonly number[];
  readonly file_types?: readonly string[];
}

export interface RegisteredCommand {
  readonly id: string;
  readonly version: string;
  readonly guildId: string | undefined;
  readonly type: ApplicationCommandType;
  readonly name: string;
  readonly options: readonly CommandOption[];
  readonly defaultMemberPermissions: bigint | undefined;
  readonly contexts: readonly InteractionContextType[] | undefined;
  readonly integrationTypes: readonly number[];
  /** As it was sent, with what Discord adds. */
  readonly json: APIApplicationCommand;
}

export class CommandRegistry {
  /** By guild; undefined for the global ones. */
  readonly #commands = new Map<string | undefined, RegisteredCommand[]>();
  readonly #creates = new Map<string | undefined, number>();
  readonly #world: World;
  /** How often the whole list of those for everywhere was put; a guild's alone don't make a bot ready. */
  puts = 0;

  constructor(world: World) {
    this.#world = world;
  }

  list(guildId?: string): readonly RegisteredCommand[] {
    return this.#commands.get(guildId) ?? [];
  }

  /** Those that can be used in a guild: its own before global ones of the same name. */
  usable(guildId: string | undefined): readonly RegisteredCommand[] {
    return guildId === undefined ? this.list() : [...this.list(guildId), ...this.list()];
  }

  replaceAll(commands: readonly CommandInput[], guildId?: string): readonly RegisteredCommand[] {
    const replaced = commands.map((command) => this.#registered(command, guildId));
    this.#commands.set(guildId, replaced);
    if (guildId === undefined) this.puts += 1;
    return replaced;
  }

  /** Global commands that an earlier stand-in kept, ids and all. */
  adopt(commands: readonly RegisteredCommand[]): void {
    this.#commands.set(undefined, [...commands]);
    this.puts += 1;
  }

  upsert(command: CommandInput, guildId?: string): RegisteredCommand {
    const registered = this.#registered(command, guildId);
    const others = this.list(guildId).filter(({ id }) => id !== registered.id);
    this.#commands.set(guildId, [...others, registered]);
    return registered;
  }

  get(id: string, guildId?: string): RegisteredCommand {
    const command = this.list(guildId).find((each) => each.id === id);
    if (command !== undefined) return command;
    throw new Refusal(
      404,
      RESTJSONErrorCodes.UnknownApplicationCommand,
      'Unknown application command',
    );
  }

  remove(id: string, guildId?: string): void {
    const { id: found } = this.get(id, guildId);
    this.#commands.set(
      guildId,
      this.list(guildId).filter((each) => each.id !== found),
    );
  }

  #registered(command: CommandInput, guildId: string | undefined): RegisteredCommand {
    const before = this.list(guildId).find(
      ({ name, type }) => name === command.name && type === command.type,
    );
    if (before === undefined) this.#countCreate(guildId);
    const id = before?.id ?? this.#world.ids.next();
    const version = this.#world.ids.next();
    const json = {
      ...command,
      id,
      version,
      application_id: this.#world.applicationId,
      description: command.description ?? '',
      default_member_permissions: command.default_member_permissions ?? null,
      integration_types: command.integration_types ?? [0],
      contexts: command.contexts ?? null,
      nsfw: command.nsfw ?? false,
      ...(guildId !== undefined && { guild_id: guildId }),
    } as unknown as APIApplicationCommand;
    return {
      id,
      version,
      guildId,
      type: command.type,
      name: command.name,
      options: json.options ?? [],
      defaultMemberPermissions: command.default_member_permissions
        ? BigInt(command.default_member_permissions)
        : undefined,
      contexts: command.contexts ?? undefined,
      integrationTypes: command.integration_types ?? [0],
      json,
    };
  }

  #countCreate(guildId: string | undefined): void {
    const creates = (this.#creates.get(guildId) ?? 0) + 1;
    this.#creates.set(guildId, creates);
    if (creates <= MAX_CREATES_PER_DAY) return;
    throw new Refusal(
      429,
      RESTJSONErrorCodes.MaximumDailyApplicationCommandCreatesReached,
      `Max number of daily application command creates has been reached (${MAX_CREATES_PER_DAY})`,
    );
  }
}
