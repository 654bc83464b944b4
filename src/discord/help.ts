import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import type {
  APIApplicationCommandOption,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';

import { UserError } from '#errors.ts';
import { ownWords, text } from '#i18n/text.ts';

import type { Asker } from './asker.ts';
import { worded } from './command-words.ts';
import type { CommandData, CommandWords } from './command-words.ts';
import { panel } from './panel.ts';
import type { View } from './view.ts';

/** Tells people what the commands say of themselves, in their language. */
export type Help = ReturnType<typeof helpOf>;

type Reader = Pick<Asker, 'locale' | 't'>;

/** A command, a subcommand or an option, in the words of one reader. */
interface Shown {
  /** The names that Discord knows it by, as in `voice show`; what the reader calls it is `called`. */
  readonly path: string;
  readonly called: string;
  readonly description: string;
}

interface ShownCommand extends Shown {
  /** Those of a group have its name before theirs. */
  readonly subcommands: readonly Shown[];
  readonly options: readonly Shown[];
}

/**
 * Help from what Discord is told of the commands, with links that put them into the message box once their ids are
 * known. `ids` maps a command's name to its id.
 */
export function helpOf(
  commands: readonly { readonly data: CommandData }[],
  words: CommandWords,
  ids: () => ReadonlyMap<string, string>,
) {
  const bodies = commands.map(({ data }) => worded(data, words));
  const shownTo = ({ locale }: Reader): readonly ShownCommand[] =>
    bodies.map((body) => shownCommand(body, locale));
  return {
    /** Shows all commands, or one with what each of its subcommands does. */
    show(asker: Reader, name?: string) {
      const shown = shownTo(asker);
      if (name === undefined) return overview(shown, ids(), asker);
      const command = shown.find((each) => namesOf(each).includes(nameIn(name)));
      if (!command) throw new UserError(text(($) => $.discord.help.noSuchCommand));
      return details(command, ids());
    },
    /** Suggests commands whose names hold what was typed. */
    like({ locale }: Reader, typed: string) {
      const part = nameIn(typed);
      return bodies
        .map((body) => shown(body, locale))
        .filter((each) => namesOf(each).some((name) => name.includes(part)))
        .map(({ path, called }) => ({ name: ownWords(`/${called}`), value: path }));
    },
  };
}

function shownCommand(
  body: RESTPostAPIChatInputApplicationCommandsJSONBody,
  locale: string | undefined,
): ShownCommand {
  const { options = [] } = body;
  const command = shown(body, locale);
  return {
    ...command,
    subcommands: options.flatMap((option) => subcommandsIn(option, command, locale)),
    options: options.map((option) => shown(option, locale)),
  };
}

function subcommandsIn(
  option: APIApplicationCommandOption,
  above: Shown,
  locale: string | undefined,
): readonly Shown[] {
  if (option.type !== T.Subcommand && option.type !== T.SubcommandGroup) return [];
  const { path, called, description } = shown(option, locale);
  const here = { path: `${above.path} ${path}`, called: `${above.called} ${called}`, description };
  if (option.type === T.Subcommand) return [here];
  return (option.options ?? []).flatMap((each) => subcommandsIn(each, here, locale));
}

/** Words by locales of Discord. */
type Localizations = Readonly<Record<string, string | null | undefined>> | null | undefined;

interface Worded {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly description: string;
  readonly description_localizations?: Localizations;
}

function shown(each: Worded, locale = ''): Shown {
  const { name, description } = each;
  return {
    path: name,
    called: each.name_localizations?.[locale] ?? name,
    description: each.description_localizations?.[locale] ?? description,
  };
}

/** Gives a command with its subcommands by their names alone: a message has no room for all that they do, nor for options. */
function overview(
  commands: readonly ShownCommand[],
  ids: ReadonlyMap<string, string>,
  { t }: Reader,
): View {
  const lines = commands.flatMap((command) => {
    const { called, subcommands, description } = command;
    const names = subcommands.map((each) => `\`${each.called.slice(called.length + 1)}\``);
    return [
      `**${link(command, ids)}** ${description}`,
      ...(names.length > 0 ? [`-# ${names.join(' ')}`] : []),
    ];
  });
  return panel([`## ${t(($) => $.discord.help.title)}`, ...lines].join('\n'), []);
}

function details(command: ShownCommand, ids: ReadonlyMap<string, string>): View {
  const subcommands = command.subcommands.map((each) => `${link(each, ids)} ${each.description}`);
  const lines = [
    `**${link(command, ids)}** ${command.description}`,
    ...(subcommands.length > 0 ? subcommands : optionLines(command)),
  ];
  return panel(lines.join('\n'), []);
}

function link({ path, called }: Shown, ids: ReadonlyMap<string, string>): string {
  const [name = ''] = path.split(' ');
  const id = ids.get(name);
  return id === undefined ? `\`/${called}\`` : `</${path}:${id}>`;
}

function optionLines({ options }: ShownCommand): readonly string[] {
  return options.map(({ called, description }) => `-# \`${called}\` ${description}`);
}

/** Both are taken: what was registered, and what the reader sees. */
function namesOf({ path, called }: Shown): readonly string[] {
  return [path, called];
}

function nameIn(typed: string): string {
  return typed.trim().toLowerCase().replace(/^\//, '');
}
