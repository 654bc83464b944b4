import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import type {
  AnySelectMenuInteraction,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  Interaction,
  ModalSubmitInteraction,
} from 'discord.js';

import { UserError } from '#errors.ts';
import type { Log } from '#ops/log.ts';

import type { Answers } from './answers.ts';
import { askerOf } from './asker.ts';
import type { Choice, Command, MessageCommand, PersonCommand } from './command.ts';
import { sentenceFor } from './failures.ts';
import { Lateness } from './lateness.ts';
import { Reply } from './reply.ts';
import type { ReplyOptions } from './reply.ts';
import { VoiceMessagePlaces } from './voice-message-places.ts';

export interface InteractionsOptions<Services> {
  readonly commands: readonly Command<Services>[];
  readonly messageCommands: readonly MessageCommand<Services>[];
  readonly personCommands: readonly PersonCommand<Services>[];
  readonly services: Services;
  readonly answersTo: (interaction: Interaction) => Answers;
  /** Nothing of an answer arrived, and nothing can any more. */
  readonly onLost?: (interaction: Interaction) => void;
  /** Aborted when the bot stops: whoever asks then is told so. */
  readonly closing: AbortSignal;
  readonly log: Log;
}

/** A command of a kind that is run by interactions of a kind. */
interface Executable<Kind, Services> {
  execute(interaction: Kind, services: Services, reply: Reply): Promise<void>;
}

const goneSentence = 'I no longer have that command. Restart Discord to see those I have.';
/** Discord takes answers for 15 minutes; the last of them shall still arrive. */
const answerableMs = 14.5 * 60_000;

/**
 * Runs what interactions ask for, and acknowledges each in the same turn of the event loop: by what the command shows
 * before its first wait, else by a deferral. The one place where failures become replies.
 */
export class Interactions<Services> {
  readonly #options: InteractionsOptions<Services>;
  readonly #commands: ReadonlyMap<string, Command<Services>>;
  readonly #messageCommands: ReadonlyMap<string, MessageCommand<Services>>;
  readonly #personCommands: ReadonlyMap<string, PersonCommand<Services>>;
  readonly #lateness = new Lateness();
  readonly #voiceMessages = new VoiceMessagePlaces();

  constructor(options: InteractionsOptions<Services>) {
    this.#options = options;
    this.#commands = byName(options.commands);
    this.#messageCommands = byName(options.messageCommands);
    this.#personCommands = byName(options.personCommands);
  }

  /** Rejects only with a bug: failures of commands are told to the person. */
  async run(interaction: Interaction): Promise<void> {
    const ageMs = Date.now() - interaction.createdTimestamp;
    if (this.#lateness.isLate(ageMs)) {
      this.#options.log.warn({ ageMs }, 'an interaction came too late to be answered');
      return;
    }
    const name = interaction.isCommand() ? interaction.commandName : '';
    if (interaction.isChatInputCommand()) {
      const command = this.#commands.get(name);
      await this.#execute(interaction, command, isPrivate(interaction, command));
    } else if (interaction.isMessageContextMenuCommand())
      await this.#execute(interaction, this.#messageCommands.get(name), true);
    else if (interaction.isUserContextMenuCommand())
      await this.#execute(interaction, this.#personCommands.get(name), true);
    else if (interaction.isButton()) await this.#press(interaction);
    else if (interaction.isAnySelectMenu()) await this.#choose(interaction);
    else if (interaction.isAutocomplete()) await this.#complete(interaction);
    else if (interaction.isModalSubmit()) await this.#submit(interaction);
  }

  async #execute<Kind extends Interaction>(
    interaction: Kind & { readonly commandName: string },
    command: Executable<Kind, Services> | undefined,
    ephemeral: boolean,
  ): Promise<void> {
    const { services } = this.#options;
    const reply = this.#replyTo(interaction, { ephemeral, target: 'new' });
    if (!command) await reply.fail(goneSentence);
    else
      await this.#settle(reply, interaction.commandName, () =>
        command.execute(interaction, services, reply),
      );
  }

  async #press(interaction: ButtonInteraction): Promise<void> {
    const { services } = this.#options;
    const { name, action, subject } = partsOf(interaction.customId);
    const button = ownEntry(this.#commands.get(name)?.buttons, action);
    const target = button?.answers ?? 'same';
    // What is posted under a panel that only one person sees is for them alone, too.
    const isPrivate = target === 'same' && interaction.message.flags.has(MessageFlags.Ephemeral);
    const reply = this.#replyTo(interaction, { ephemeral: button?.private ?? isPrivate, target });
    if (!button)
      await reply.fail('That button is from an older version of me. Use the command again.');
    else
      await this.#settle(reply, `${name}:${action}`, () =>
        button.press(askerOf(interaction), subject, services, reply),
      );
  }

  async #choose(interaction: AnySelectMenuInteraction): Promise<void> {
    const { services } = this.#options;
    const { name, action, subject } = partsOf(interaction.customId);
    const select = ownEntry(this.#commands.get(name)?.selects, action);
    const target = select?.answers ?? 'same';
    const reply = this.#replyTo(interaction, { ephemeral: false, target });
    if (!select)
      await reply.fail('That menu is from an older version of me. Use the command again.');
    else
      await this.#settle(reply, `${name}:${action}`, () =>
        select.choose(askerOf(interaction), subject, interaction.values, services, reply),
      );
  }

  async #submit(interaction: ModalSubmitInteraction): Promise<void> {
    const { services } = this.#options;
    const { name, action, subject } = partsOf(interaction.customId);
    const form = ownEntry(this.#commands.get(name)?.forms, action);
    const reply = this.#replyTo(interaction, {
      ephemeral: form?.private ?? true,
      target: form?.answers ?? 'new',
    });
    const field = (id: string): string =>
      interaction.fields.fields.has(id) ? interaction.fields.getTextInputValue(id) : '';
    if (!form) await reply.fail('That form is from an older version of me. Use the command again.');
    else
      await this.#settle(reply, `${name}:${action}`, () =>
        form.submit(askerOf(interaction), subject, field, services, reply),
      );
  }

  async #complete(interaction: AutocompleteInteraction): Promise<void> {
    const { services, answersTo, log } = this.#options;
    let choices: readonly Choice[] = [];
    try {
      const command = this.#commands.get(interaction.commandName);
      choices = (await command?.complete?.(interaction, services)) ?? [];
    } catch (error) {
      log.error({ error, where: interaction.commandName }, 'no suggestions could be made');
    }
    try {
      const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
      await answersTo(interaction).callback({ type, data: { choices: [...choices] } });
    } catch (error) {
      // The person has typed on: newer suggestions are on their way.
      log.debug({ error }, 'suggestions did not arrive');
    }
  }

  async #settle(reply: Reply, where: string, run: () => Promise<void>): Promise<void> {
    // Runs after everything that the command does without waiting.
    const acknowledge = setImmediate(() => reply.defer());
    try {
      if (this.#options.closing.aborted)
        throw new UserError("I'm being restarted. Try again in a minute.");
      await run();
      // A button that only did something still has to be acknowledged.
      reply.defer();
    } catch (error) {
      await reply.fail(sentenceFor(error, this.#options.log, where));
    } finally {
      clearImmediate(acknowledge);
    }
  }

  #replyTo(interaction: Interaction, shape: Pick<ReplyOptions, 'ephemeral' | 'target'>): Reply {
    const { answersTo, onLost, log } = this.#options;
    const expiresAtMs = Date.now() + answerableMs;
    const answers = answersTo(interaction);
    return new Reply({
      ...shape,
      answers,
      origin: interaction,
      expiresAtMs,
      voiceMessages: this.#voiceMessages.of(interaction.channelId),
      onLost: () => onLost?.(interaction),
      log,
    });
  }
}

function byName<Named extends { readonly data: { readonly name: string } }>(
  commands: readonly Named[],
): ReadonlyMap<string, Named> {
  return new Map(commands.map((command) => [command.data.name, command]));
}

/** `say:skip:…`: whose it is, what it does, and to what. */
function partsOf(customId: string): {
  readonly name: string;
  readonly action: string;
  readonly subject: string;
} {
  const [name = '', action = '', ...subject] = customId.split(':');
  return { name, action, subject: subject.join(':') };
}

function ownEntry<Value>(
  table: Readonly<Record<string, Value>> | undefined,
  key: string,
): Value | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}

function isPrivate(
  { options }: ChatInputCommandInteraction,
  command: Pick<Command<unknown>, 'private'> | undefined,
): boolean {
  const isPrivate = command?.private ?? options.getBoolean('private') ?? false;
  return typeof isPrivate === 'boolean' ? isPrivate : isPrivate(options);
}
