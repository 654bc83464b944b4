/** The words of an option, and of its choices by their values. */
interface OptionTexts {
  readonly name: string;
  readonly choices?: Readonly<Record<string, string>>;
}

type Options = Readonly<Record<string, OptionTexts>>;

/** The words of a command or subcommand, as they stand in `commands.json`. */
export interface CommandTexts {
  readonly name: string;
  readonly subcommands?: Readonly<Record<string, CommandTexts>>;
  readonly options?: Options;
}

/** The names of all commands for the readers of one language, as texts can hold them. */
export interface CommandNames {
  /** For `{{commands.voice.show}}`: a mention that puts the command into the message box, once its id is known. */
  readonly commands: object;
  /** For `{{names.voice.show}}`: where Discord shows no mentions, such as on buttons. */
  readonly names: object;
  /** For `{{options.voice.set.speed}}`: the name of an option. */
  readonly options: object;
  /** For `{{choices.voice.browse.gender.female}}`: what can be chosen for an option. */
  readonly choices: object;
}

type Commands = Readonly<Record<string, CommandTexts>>;

/**
 * `english` has all commands, by the names that Discord knows them by; `own` the reader's words for some or all of them.
 * `ids` are Discord's ids of commands, which mentions are made of.
 */
export function commandNames(
  english: Commands,
  own: Commands,
  ids: ReadonlyMap<string, string>,
): CommandNames {
  const all = namedIn(english, own, '/', []);
  return {
    names: shownBy(all, ({ shown }) => shown),
    commands: shownBy(all, ({ shown, path }) => {
      const id = ids.get(path[0] ?? '');
      return id === undefined ? shown : `</${path.join(' ')}:${id}>`;
    }),
    options: shownBy(all, ({ options }) => mapped(options, ({ name }) => name)),
    choices: shownBy(all, ({ options }) => mapped(options, ({ choices = {} }) => choices)),
  };
}

/** A command or subcommand without any of its own. */
interface Command {
  /** With the names of what it belongs to before its own. */
  readonly shown: string;
  readonly path: readonly string[];
  readonly options: Options;
}

type Named = readonly (readonly [key: string, Command | Named])[];

function namedIn(english: Commands, own: Commands, before: string, path: readonly string[]): Named {
  return Object.entries(english).map(([key, { name, subcommands, options = {} }]) => {
    const words = own[key];
    const shown = `${before}${words?.name ?? name}`;
    const here = [...path, key];
    if (subcommands)
      return [key, namedIn(subcommands, words?.subcommands ?? {}, `${shown} `, here)];
    return [key, { shown, path: here, options: optionsIn(options, words?.options ?? {}) }];
  });
}

function optionsIn(english: Options, own: Options): Options {
  return Object.fromEntries(
    Object.entries(english).map(([key, { name, choices }]) => [
      key,
      { name: own[key]?.name ?? name, choices: { ...choices, ...own[key]?.choices } },
    ]),
  );
}

/** Shows each command, or an object of those shown for its subcommands. */
function shownBy(all: Named, show: (command: Command) => unknown): object {
  return Object.fromEntries(
    all.map(([key, command]) => [key, 'shown' in command ? show(command) : shownBy(command, show)]),
  );
}

function mapped<From, To>(
  all: Readonly<Record<string, From>>,
  map: (one: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(all).map(([key, one]) => [key, map(one)]));
}
