import type {
  AnySelectMenuInteraction,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  Message,
  ModalSubmitInteraction,
} from 'discord.js';

import type {
  Asked,
  Command,
  Handler,
  MessageCommand,
  NewAnswer,
  PanelAnswer,
  PersonCommand,
} from './command.ts';
import { optionsOf } from './options.ts';

/** Everything that people can use, by kind. */
export interface AllCommands<Services> {
  readonly commands: readonly Command<Services>[];
  readonly messageCommands: readonly MessageCommand<Services>[];
  readonly personCommands: readonly PersonCommand<Services>[];
}

/** The handler that an interaction asks for, with all that it is given. */
export interface Found<Services> {
  /** The name that the log has for it. */
  readonly where: string;
  readonly answers: PanelAnswer;
  /** The message that was used, when it was one. */
  readonly panel?: Pick<Message, 'flags'> | null;
  run(asked: Asked<Services>): ReturnType<Handler<PanelAnswer, unknown, Services>['run']>;
}

/** Something that was there when Discord or a panel was told of it, and no longer is. */
export interface Gone {
  readonly gone: string;
}

const goneCommand: Gone = {
  gone: 'I no longer have that command. Restart Discord to see those I have.',
};

/** Finds what an interaction asks for: a command by its name, and what is on a panel by the parts of its id. */
export class Handlers<Services> {
  readonly #commands: ReadonlyMap<string, Command<Services>>;
  readonly #messageCommands: ReadonlyMap<string, MessageCommand<Services>>;
  readonly #personCommands: ReadonlyMap<string, PersonCommand<Services>>;

  constructor({ commands, messageCommands, personCommands }: AllCommands<Services>) {
    this.#commands = byName(commands);
    this.#messageCommands = byName(messageCommands);
    this.#personCommands = byName(personCommands);
  }

  /** Undefined for a kind of interaction that the bot has nothing of. */
  of(interaction: Interaction): Found<Services> | Gone | undefined {
    if (interaction.isChatInputCommand()) return this.#command(interaction);
    if (interaction.isMessageContextMenuCommand()) {
      const handler = this.#messageCommands.get(interaction.commandName);
      return menuFound(interaction.commandName, handler, { message: interaction.targetMessage });
    }
    if (interaction.isUserContextMenuCommand()) {
      const handler = this.#personCommands.get(interaction.commandName);
      return menuFound(interaction.commandName, handler, { person: interaction.targetUser });
    }
    if (interaction.isButton()) return this.#button(interaction);
    if (interaction.isAnySelectMenu()) return this.#select(interaction);
    return interaction.isModalSubmit() ? this.#form(interaction) : undefined;
  }

  /** Finds the part of a command that suggests while somebody types. */
  completing({ commandName }: AutocompleteInteraction): Command<Services>['complete'] {
    return this.#commands.get(commandName)?.complete;
  }

  #command(interaction: ChatInputCommandInteraction): Found<Services> | Gone {
    const { commandName: where, channelId } = interaction;
    const options = optionsOf(interaction.options);
    const command = this.#commands.get(where);
    const handler =
      command && 'subcommands' in command
        ? ownEntry(command.subcommands, options.subcommand)
        : command;
    if (!handler) return goneCommand;
    const { answers } = handler;
    return {
      where,
      answers: typeof answers === 'function' ? answers(options) : answers,
      run: (asked) => handler.run({ ...asked, options, channelId }),
    };
  }

  #button({ customId, message: panel }: ButtonInteraction): Found<Services> | Gone {
    const { where, tables, action, subject } = this.#parts(customId);
    const handler = ownEntry(tables?.buttons, action);
    if (!handler) return goneFrom('button');
    return {
      where,
      answers: handler.answers,
      panel,
      run: (asked) => handler.run({ ...asked, subject }),
    };
  }

  #select({ customId, values, message: panel }: AnySelectMenuInteraction): Found<Services> | Gone {
    const { where, tables, action, subject } = this.#parts(customId);
    const handler = ownEntry(tables?.selects, action);
    if (!handler) return goneFrom('menu');
    return {
      where,
      answers: handler.answers,
      panel,
      run: (asked) => handler.run({ ...asked, subject, values }),
    };
  }

  #form({ customId, fields, message: panel }: ModalSubmitInteraction): Found<Services> | Gone {
    const { where, tables, action, subject } = this.#parts(customId);
    const handler = ownEntry(tables?.forms, action);
    if (!handler) return goneFrom('form');
    const field = (id: string): string =>
      fields.fields.has(id) ? fields.getTextInputValue(id) : '';
    return {
      where,
      answers: handler.answers,
      panel,
      run: (asked) => handler.run({ ...asked, subject, field }),
    };
  }

  /** `say:skip:…`: whose it is, what it does, and to what. */
  #parts(customId: string) {
    const [name = '', action = '', ...subject] = customId.split(':');
    return {
      where: `${name}:${action}`,
      tables: this.#commands.get(name),
      action,
      subject: subject.join(':'),
    };
  }
}

function menuFound<Given, Services>(
  where: string,
  handler: Handler<NewAnswer, Given, Services> | undefined,
  given: Given,
): Found<Services> | Gone {
  if (!handler) return goneCommand;
  return { where, answers: handler.answers, run: (asked) => handler.run({ ...asked, ...given }) };
}

function goneFrom(what: string): Gone {
  return { gone: `That ${what} is from an older version of me. Use the command again.` };
}

function byName<Named extends { readonly data: { readonly name: string } }>(
  commands: readonly Named[],
): ReadonlyMap<string, Named> {
  return new Map(commands.map((command) => [command.data.name, command]));
}

function ownEntry<Value>(
  table: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
