import { InteractionContextType } from 'discord-api-types/v10';
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  Message,
  ModalSubmitInteraction,
} from 'discord.js';

import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import { now } from './command.ts';
import type {
  Asked,
  Command,
  Handler,
  MessageCommand,
  OnPanel,
  PanelAnswer,
  PersonCommand,
  Right,
} from './command.ts';
import { optionsOf } from './options.ts';
import type { PointedAt } from './pointed-messages.ts';

const withBot = InteractionContextType.BotDM;

/** Everything that people can use, by kind. */
export interface AllCommands<Services> {
  readonly commands: readonly Command<Services>[];
  readonly messageCommands: readonly MessageCommand<Services>[];
  readonly personCommands: readonly PersonCommand<Services>[];
}

export interface HandlersOptions<Services> extends AllCommands<Services> {
  readonly pointedAt: PointedAt;
}

/** The handler that an interaction asks for, with what was chosen or pressed. */
export interface Found<Services> extends Pick<Handler<PanelAnswer, never>, 'answers' | 'when'> {
  /** The name that the log has for it. */
  readonly where: string;
  readonly isAnswerKept: boolean;
  /** Also for those for whom the bot does nothing else. */
  readonly isForBanned: boolean;
  /** The message that was used, when it was one. */
  readonly panel?: Pick<Message, 'flags'> | null | undefined;
  readonly may: Right<Asked<Services>>;
  run(asked: Asked<Services>): ReturnType<Handler<PanelAnswer, never>['run']>;
}

/** Finds what an interaction asks for: a command by its name, and what is on a panel by the parts of its id. */
export class Handlers<Services> {
  readonly #commands: ReadonlyMap<string, Command<Services>>;
  readonly #messageCommands: ReadonlyMap<string, MessageCommand<Services>>;
  readonly #personCommands: ReadonlyMap<string, PersonCommand<Services>>;
  readonly #pointedAt: PointedAt;

  constructor(options: HandlersOptions<Services>) {
    const { commands, messageCommands, personCommands, pointedAt } = options;
    this.#pointedAt = pointedAt;
    this.#commands = byName(commands);
    this.#messageCommands = byName(messageCommands);
    this.#personCommands = byName(personCommands);
  }

  /** Undefined for a kind of interaction that the bot has nothing of. What it has no longer is told so. */
  of(interaction: Interaction): Found<Services> | undefined {
    if (interaction.isChatInputCommand()) return this.#command(interaction) ?? goneCommand;
    if (interaction.isMessageContextMenuCommand()) {
      const { commandName, targetMessage: message } = interaction;
      const handler = this.#messageCommands.get(commandName);
      const packet = () => this.#pointedAt(interaction.id);
      return found(commandName, handler, { message, packet }) ?? goneCommand;
    }
    if (interaction.isUserContextMenuCommand()) {
      const { commandName, targetUser: person } = interaction;
      const handler = this.#personCommands.get(commandName);
      return found(commandName, handler, { person }) ?? goneCommand;
    }
    if (interaction.isButton())
      return this.#onPanel(interaction, ({ buttons }) => buttons, {}) ?? gone('button');
    if (interaction.isAnySelectMenu()) {
      const { values } = interaction;
      return this.#onPanel(interaction, ({ selects }) => selects, { values }) ?? gone('menu');
    }
    if (!interaction.isModalSubmit()) return undefined;
    return this.#onPanel(interaction, ({ forms }) => forms, filledIn(interaction)) ?? gone('form');
  }

  /** Finds the part of a command that suggests while somebody types. */
  completing({ commandName }: AutocompleteInteraction): Command<Services>['complete'] {
    return this.#commands.get(commandName)?.complete;
  }

  #command(interaction: ChatInputCommandInteraction): Found<Services> | undefined {
    const { commandName, channelId } = interaction;
    const options = optionsOf(interaction.options);
    const command = this.#commands.get(commandName);
    const handler =
      command && 'subcommands' in command
        ? ownEntry(command.subcommands, options.subcommand)
        : command;
    if (!handler) return undefined;
    const answers =
      typeof handler.answers === 'function'
        ? handler.answers(options, { isWithBot: interaction.context === withBot })
        : handler.answers;
    const given = { options, channelId };
    const isForBanned = command?.isForBanned ?? false;
    return found(commandName, { ...handler, answers }, given, { isForBanned });
  }

  /** By the parts of its id, as in `say:skip:…`: whose it is, what it does, and to what. */
  #onPanel<Given>(
    { customId, message: panel }: { readonly customId: string; readonly message: Message | null },
    tableOf: (command: Command<Services>) => Table<OnPanel<Services, Given>> | undefined,
    given: Given,
  ): Found<Services> | undefined {
    const [name = '', action = '', ...subject] = customId.split(':');
    const command = this.#commands.get(name);
    const handler = command && ownEntry(tableOf(command), action);
    const pressed = { subject: subject.join(':'), ...given };
    const shape = { panel, isForBanned: command?.isForBanned ?? false };
    return found(`${name}:${action}`, handler, pressed, shape);
  }
}

/** Gives what somebody typed and chose in a form. */
function filledIn({ fields: { fields } }: ModalSubmitInteraction) {
  const valueOf = (id: string): unknown => {
    const field = fields.get(id);
    if (!field) return undefined;
    return 'value' in field ? field.value : 'values' in field ? field.values : undefined;
  };
  return {
    field(id: string): string {
      const value = valueOf(id);
      return typeof value === 'string' ? value : '';
    },
    picked(id: string): readonly string[] {
      const value = valueOf(id);
      return Array.isArray(value) ? value.map(String) : [];
    },
  };
}

function found<Given, Services>(
  where: string,
  handler: Handler<PanelAnswer, Asked<Services> & Given> | undefined,
  given: Given,
  { panel, isForBanned = false }: Partial<Pick<Found<Services>, 'panel' | 'isForBanned'>> = {},
): Found<Services> | undefined {
  if (!handler) return undefined;
  const { answers, when } = handler;
  return {
    where,
    answers,
    when,
    isAnswerKept: handler.when === 'later' && handler.isAnswerKept === true,
    isForBanned,
    panel,
    may: (asked) => handler.may({ ...asked, ...given }),
    run: (asked) => handler.run({ ...asked, ...given }),
  };
}

const goneCommand = gone('command');

/** Stands for what was there when Discord or a panel was told of it: whoever uses it is told that it isn't any more. */
function gone(what: 'command' | 'button' | 'menu' | 'form'): Found<unknown> {
  const nobody = (): Text => text(($) => $.discord.gone[what]);
  return {
    where: 'gone',
    isAnswerKept: false,
    isForBanned: false,
    ...now.privately(nobody, () => undefined),
  };
}

function byName<Named extends { readonly data: { readonly name: string } }>(
  commands: readonly Named[],
): ReadonlyMap<string, Named> {
  return new Map(commands.map((command) => [command.data.name, command]));
}

type Table<Value> = Readonly<Record<string, Value>>;

function ownEntry<Value>(table: Table<Value> | undefined, key: string): Value | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
