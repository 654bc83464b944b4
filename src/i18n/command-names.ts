/** The words of a command or subcommand, as they stand in `commands.json`. */
export interface CommandTexts {
  readonly name: string;
  readonly subcommands?: Readonly<Record<string, CommandTexts>>;
}

/** The names of all commands for the readers of one language, as texts can hold them. */
export interface CommandNames {
  /** For `{{commands.voice.show}}`: a mention that puts the command into the message box, once its id is known. */
  readonly commands: object;
  /** For `{{names.voice.show}}`: where Discord shows no mentions, such as on buttons. */
  readonly names: object;
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
  return {
    names: namesOf(english, own, '/', (shown) => shown),
    commands: namesOf(english, own, '/', (shown, path) => {
      const id = ids.get(path[0] ?? '');
      return id === undefined ? shown : `</${path.join(' ')}:${id}>`;
    }),
  };
}

type Show = (shown: string, path: readonly string[]) => string;

/** A name for each command, or an object of those of its subcommands. */
function namesOf(
  english: Commands,
  own: Commands,
  before: string,
  show: Show,
  path: readonly string[] = [],
): object {
  const names = Object.entries(english).map(([key, { name, subcommands }]): [string, unknown] => {
    const words = own[key];
    const shown = `${before}${words?.name ?? name}`;
    const here = [...path, key];
    if (!subcommands) return [key, show(shown, here)];
    return [key, namesOf(subcommands, words?.subcommands ?? {}, `${shown} `, show, here)];
  });
  return Object.fromEntries(names);
}
