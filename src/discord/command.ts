import type { APIMessage } from 'discord-api-types/v10';
import type { Message, User } from 'discord.js';

import type { Text } from '#i18n/text.ts';

import type { Asker } from './asker.ts';
import type { CommandData, MenuCommandData } from './command-words.ts';
import type { Options, OptionsSoFar } from './options.ts';
import type { Reply } from './reply.ts';
import type { Form, View } from './view.ts';

/** The things that every handler is given, beside what was chosen or pressed. */
export interface Asked<Services> {
  readonly asker: Asker;
  /** Everything that the bot can do. */
  readonly services: Services;
  /** For answers that change or come in parts; a view that is returned is the whole answer. */
  readonly reply: Reply;
}

/** A new message that everybody there sees, or one that only the person who asked sees. */
type NewAnswer = 'openly' | 'privately';
/** A change of the panel that was used; what is posted below a panel is as private as the panel. */
export type PanelAnswer = NewAnswer | 'in place';

/** The sentence for somebody who may not; undefined for whoever may. */
export type Right<Given> = (asked: Given) => Text | undefined;

/** The right that nobody lacks. Whether what is meant is theirs is for the feature that keeps it to say. */
export const everyone: Right<unknown> = () => undefined;

/** Nothing is waited for: what it returns is the first answer and the whole, as a form has to be. */
interface HandlerNow<Given> {
  readonly when: 'now';
  run(asked: Given): View | Form | void;
}

/** A view that it shows before its first wait is the acknowledgement; when it shows none by then, a deferral is sent for it. */
interface HandlerLater<Given> {
  readonly when: 'later';
  /** When the bot is started anew before the answer is whole, the next process finishes it. */
  readonly isAnswerKept?: boolean;
  /** Calls a service. What it resolves with is shown last. */
  run(asked: Given): Promise<View | void>;
}

/**
 * Waits for what is remembered, as a rule, so that one call to Discord shows the whole answer, and a form may come of it.
 * Where that takes too long, as with a file that is fetched, it is acknowledged before.
 */
interface HandlerSoon<Given> {
  readonly when: 'soon';
  run(asked: Given): Promise<View | Form | void>;
}

/**
 * Tells who may use something, how that is answered, and what is done. The right is asked for at every use, before anything
 * is done: anybody can press what is on a panel, and rights come and go. A `UserError` that is thrown is told instead.
 */
export type Handler<Answers, Given> = (
  | HandlerNow<Given>
  | HandlerLater<Given>
  | HandlerSoon<Given>
) & {
  readonly may: Right<Given>;
  readonly answers: Answers;
};

const later =
  <const Answers>(answers: Answers) =>
  <Given>(may: Right<NoInfer<Given>>, run: HandlerLater<Given>['run']) =>
    ({ may, answers, when: 'later', run }) as const;

const atOnce =
  <const Answers>(answers: Answers) =>
  <Given>(may: Right<NoInfer<Given>>, run: HandlerNow<Given>['run']) =>
    ({ may, answers, when: 'now', run }) as const;

const beforeLong =
  <const Answers>(answers: Answers) =>
  <Given>(may: Right<NoInfer<Given>>, run: HandlerSoon<Given>['run']) =>
    ({ may, answers, when: 'soon', run }) as const;

/** A handler whose answer everybody sees. */
export const openly = later('openly');
/** A handler whose answer only the person who asked sees. */
export const privately = later('privately');
/** A handler that changes the panel which was used. */
export const inPlace = later('in place');

/** The same for handlers that wait for nothing. */
export const now = { privately: atOnce('privately'), inPlace: atOnce('in place') };

/** The same for handlers that as a rule wait for nothing but what is remembered. */
export const soon = { privately: beforeLong('privately'), inPlace: beforeLong('in place') };

/** Where a command was used. */
interface UsedIn {
  /** In direct messages with the bot, where nobody else reads. */
  readonly isWithBot: boolean;
}

interface CommandGiven {
  readonly options: Options;
  /** Where it was used: the thread itself, while the channel of the asker is the one that it belongs to. */
  readonly channelId: string;
}

/** A slash command, or a subcommand of one; how it is answered may depend on the options. */
type CommandHandler<Services> = Handler<
  NewAnswer | ((options: Options, where: UsedIn) => NewAnswer),
  Asked<Services> & CommandGiven
>;

/** Something on a panel; `subject` is the rest of its id. */
export type OnPanel<Services, Given = unknown> = Handler<
  PanelAnswer,
  Asked<Services> & { readonly subject: string } & Given
>;

/** `values` are what was chosen in a menu, as strange as somebody could make them. */
export type Select<Services> = OnPanel<Services, { readonly values: readonly string[] }>;

/**
 * `field` gives what was typed into a field of a form, empty when nothing was; `picked` what was chosen in one, by people
 * who may have made up what they send.
 */
type FilledForm<Services> = OnPanel<
  Services,
  {
    readonly field: (name: string) => string;
    readonly picked: (name: string) => readonly string[];
  }
>;

/** One line of Discord's autocomplete. */
export interface Choice {
  /** Cut where it is longer than Discord shows. */
  readonly name: Text;
  /** At most 100 characters. */
  readonly value: string;
}

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
  readonly data: CommandData;
  /** Also for those for whom the bot does nothing else. */
  readonly isForBanned?: boolean;
  /** Suggestions for the option that is being typed, from memory. */
  readonly complete?: (typing: Typing<Services>) => readonly Choice[] | Promise<readonly Choice[]>;
  /** The buttons of its panels, by the second part of their id: `say:skip:…` is `buttons.skip` of `/say`. */
  readonly buttons?: Readonly<Record<string, OnPanel<Services>>>;
  /** The select menus of its panels, by the second part of their id. */
  readonly selects?: Readonly<Record<string, Select<Services>>>;
  /** The forms that its buttons open, by the second part of their id. */
  readonly forms?: Readonly<Record<string, FilledForm<Services>>>;
}

type MenuCommand<Given, Services> = Handler<NewAnswer, Asked<Services> & Given> & {
  readonly data: MenuCommandData;
};

interface MessageGiven {
  readonly message: Message;
  /** The same as Discord tells of it, with all that is read of a message. */
  readonly packet: () => APIMessage;
}

/** A command in the menu of a message. */
export type MessageCommand<Services> = MenuCommand<MessageGiven, Services>;

/** A command in the menu of a person. */
export type PersonCommand<Services> = MenuCommand<{ readonly person: User }, Services>;
