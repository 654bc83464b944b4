import type {
  APIApplicationCommandOptionChoice,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import type { Message, User } from 'discord.js';

import type { Asker } from './asker.ts';
import type { Options, OptionsSoFar } from './options.ts';
import type { Reply } from './reply.ts';
import type { View } from './view.ts';

/** The things that every handler is given, beside what was chosen or pressed. */
export interface Asked<Services> {
  readonly asker: Asker;
  /** Everything that the bot can do. */
  readonly services: Services;
  /** For answers that change or come in parts; a view that is returned is the whole answer. */
  readonly reply: Reply;
}

/** The view that a handler shows last, if it didn't show that itself. */
type Shown = Promise<View | void> | View | void;

/** A new message that everybody there sees, or one that only the person who asked sees. */
export type NewAnswer = 'openly' | 'privately';
/** A change of the panel that was used; what is posted below a panel is as private as the panel. */
export type PanelAnswer = NewAnswer | 'in place';

/**
 * Tells what is done when somebody asks, presses, chooses or fills in, and how that is answered. The work itself decides
 * whether at once or later: a view that it shows before its first wait is the acknowledgement; when it shows none by then,
 * a deferral is sent for it. Anybody can press what is on a panel: the feature that is called checks the right to it.
 */
export interface Handler<Answers, Given, Services> {
  readonly answers: Answers;
  /** Calls a service. What it returns is shown last; a `UserError` that it throws is told instead. */
  run(asked: Asked<Services> & Given): Shown;
}

/** A handler whose answer everybody sees. */
export function openly<All>(run: (asked: All) => Shown) {
  return { answers: 'openly', run } as const;
}

/** A handler whose answer only the person who asked sees. */
export function privately<All>(run: (asked: All) => Shown) {
  return { answers: 'privately', run } as const;
}

/** A handler that changes the panel which was used. */
export function inPlace<All>(run: (asked: All) => Shown) {
  return { answers: 'in place', run } as const;
}

interface CommandGiven {
  readonly options: Options;
  /** Where it was used: the thread itself, while the channel of the asker is the one that it belongs to. */
  readonly channelId: string;
}

/** A slash command, or a subcommand of one; how it is answered may depend on the options. */
type CommandHandler<Services> = Handler<
  NewAnswer | ((options: Options) => NewAnswer),
  CommandGiven,
  Services
>;

/** `subject` is the rest of the button's id. */
type Button<Services> = Handler<PanelAnswer, { readonly subject: string }, Services>;

/** `subject` is the rest of the menu's id; `values` are what was chosen, as strange as somebody could make them. */
export type Select<Services> = Handler<
  PanelAnswer,
  { readonly subject: string; readonly values: readonly string[] },
  Services
>;

/** A form that was opened with `Reply.open`; `field` gives what was typed into a field, empty when nothing was. */
type Form<Services> = Handler<
  PanelAnswer,
  { readonly subject: string; readonly field: (name: string) => string },
  Services
>;

/** One line of Discord's autocomplete. */
export type Choice = APIApplicationCommandOptionChoice<string>;

/** An option that is being typed. */
interface Typing<Services> extends Omit<Asked<Services>, 'reply'> {
  readonly typed: { readonly name: string; readonly value: string };
  readonly options: OptionsSoFar;
}

/** One slash command: what Discord shows of it, and what it does, by its subcommands when it has some. */
export type Command<Services> = CommandParts<Services> &
  (
    | CommandHandler<Services>
    | {
        /** By their names, with a group's before them: `channel add`. */
        readonly subcommands: Readonly<Record<string, CommandHandler<Services>>>;
      }
  );

interface CommandParts<Services> {
  /** The body that registers it, as Discord's documentation has it. */
  readonly data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /** Suggestions for the option that is being typed, from memory. */
  readonly complete?: (typing: Typing<Services>) => readonly Choice[] | Promise<readonly Choice[]>;
  /** The buttons of its panels, by the second part of their id: `say:skip:…` is `buttons.skip` of `/say`. */
  readonly buttons?: Readonly<Record<string, Button<Services>>>;
  /** The select menus of its panels, by the second part of their id. */
  readonly selects?: Readonly<Record<string, Select<Services>>>;
  /** The forms that its buttons open, by the second part of their id. */
  readonly forms?: Readonly<Record<string, Form<Services>>>;
}

interface MenuCommand<Given, Services> extends Handler<NewAnswer, Given, Services> {
  readonly data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
}

/** A command in the menu of a message. */
export type MessageCommand<Services> = MenuCommand<{ readonly message: Message }, Services>;

/** A command in the menu of a person. */
export type PersonCommand<Services> = MenuCommand<{ readonly person: User }, Services>;
