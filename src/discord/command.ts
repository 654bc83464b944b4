import type {
  APIApplicationCommandOptionChoice,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';

import type { Asker } from './asker.ts';
import type { Reply } from './reply.ts';

/** One line of Discord's autocomplete. */
export type Choice = APIApplicationCommandOptionChoice<string>;

/** One slash command: what Discord shows of it, and what it does with what the bot can do. */
export interface Command<Services> {
  /** The body that registers it, as Discord's documentation has it. */
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /**
   * Only the person who asked sees the answer, always or with such options; without it, so it is when they set the
   * option `private`.
   */
  readonly private?: boolean | ((options: ChatInputCommandInteraction['options']) => boolean);
  /**
   * Reads the options, calls a service, says what is to be seen. What it shows before its first wait is the
   * acknowledgement; when it shows nothing by then, a deferral is sent for it.
   */
  execute(
    interaction: ChatInputCommandInteraction,
    services: Services,
    reply: Reply,
  ): Promise<void>;
  /** Suggestions for the option that is being typed, from memory. */
  complete?(
    interaction: AutocompleteInteraction,
    services: Services,
  ): readonly Choice[] | Promise<readonly Choice[]>;
  /** The buttons of its panels, by the second part of their id: `say:skip:…` is `buttons.skip` of `/say`. */
  readonly buttons?: Readonly<Record<string, Button<Services>>>;
  /** The select menus of its panels, by the second part of their id. */
  readonly selects?: Readonly<Record<string, Select<Services>>>;
  /** The forms that its buttons open, by the second part of their id. */
  readonly forms?: Readonly<Record<string, Form<Services>>>;
}

/** A command in a menu; only the person who asked sees the answer. */
interface MenuCommand<Interaction, Services> {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  execute(interaction: Interaction, services: Services, reply: Reply): Promise<void>;
}

/** In the menu of a message. */
export type MessageCommand<Services> = MenuCommand<MessageContextMenuCommandInteraction, Services>;

/** In the menu of a person. */
export type PersonCommand<Services> = MenuCommand<UserContextMenuCommandInteraction, Services>;

/** A button of a panel. Anybody can press it, so it checks the right to do so itself. */
export interface Button<Services> {
  /** Whether the answer is a new message or changes the panel that the button is on. */
  readonly answers: 'new' | 'same';
  /** Only the person who pressed sees a new message. */
  readonly private?: boolean;
  /** `subject` is the rest of the button's id. */
  press(asker: Asker, subject: string, services: Services, reply: Reply): Promise<void>;
}

/** A select menu of a panel. Anybody can use it, so it checks the right to do so itself. */
interface Select<Services> {
  readonly answers: 'new' | 'same';
  /** `subject` is the rest of the menu's id; `values` are what was chosen, as strange as somebody could make them. */
  choose(
    asker: Asker,
    subject: string,
    values: readonly string[],
    services: Services,
    reply: Reply,
  ): Promise<void>;
}

/** A form that was opened with `Reply.open`, filled in. It checks the right to do so itself, as a button does. */
interface Form<Services> {
  readonly answers: 'new' | 'same';
  /** Only the person who filled it in sees a new message. */
  readonly private?: boolean;
  /** `subject` is the rest of the form's id; `field` gives what was typed into a field, empty when nothing was. */
  submit(
    asker: Asker,
    subject: string,
    field: (name: string) => string,
    services: Services,
    reply: Reply,
  ): Promise<void>;
}
