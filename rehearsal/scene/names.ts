import { Locale } from 'discord-api-types/v10';
import type { LocaleString } from 'discord-api-types/v10';

import type { Directory } from '#discord/facade/directory.ts';

export type NamedKind = keyof Directory;

/** How a thing is typed, and how Discord writes it. */
const kinds: Readonly<
  Record<NamedKind, { readonly sign: string; readonly mark: (id: string) => string }>
> = {
  roles: { sign: '@&', mark: (id) => `<@&${id}>` },
  people: { sign: '@', mark: (id) => `<@${id}>` },
  channels: { sign: '#', mark: (id) => `<#${id}>` },
};
const allKinds = Object.keys(kinds) as readonly NamedKind[];

const what: Readonly<Record<NamedKind, string>> = {
  roles: 'role',
  people: 'person',
  channels: 'channel',
};

const marks = /<@&(?<role>\d+)>|<@!?(?<person>\d+)>|<#(?<channel>\d+)>/gu;
const command = /<\/([^:>]+):\d+>/gu;
const time = /<t:(\d+)(?::(\w))?>/gu;
const emoji = /<a?:(\w+):\d+>/gu;

/** The language of whoever reads, and how their client shows a command, such as `voice show`. */
interface Client {
  readonly locale: LocaleString;
  command(path: string): string;
}

const plainClient: Client = { locale: Locale.EnglishUS, command: (path) => `/${path}` };

/** Between what people call the things of a server and what Discord writes for them. */
export class Names {
  readonly #directory: () => Directory;
  readonly #client: Client;

  constructor(directory: () => Directory, client: Client = plainClient) {
    this.#directory = directory;
    this.#client = client;
  }

  /** The thing of that name, with or without its sign. Throws a sentence with the names that there are. */
  find(kind: NamedKind, typed: string): { readonly id: string; readonly name: string } {
    const { sign } = kinds[kind];
    const wanted = (typed.startsWith(sign) ? typed.slice(sign.length) : typed).toLowerCase();
    const known = this.#directory()[kind];
    const found = known.find(({ name }) => name.toLowerCase() === wanted);
    if (found) return found;
    const names = known.map(({ name }) => sign + name).join(', ');
    throw new Error(`There is no ${what[kind]} "${typed}". There are: ${names || 'none'}.`);
  }

  /** `@Bob`, `#general` and `@&team` as Discord writes them; names that nothing has stay as they are. */
  marked(text: string): string {
    const directory = this.#directory();
    return allKinds.reduce((sofar, kind) => {
      const { sign, mark } = kinds[kind];
      // Longer names first, so that "Ann Lee" isn't taken for Ann.
      const named = directory[kind].toSorted((one, other) => other.name.length - one.name.length);
      if (named.length === 0) return sofar;
      const pattern = named.map(({ name }) => RegExp.escape(name)).join('|');
      return sofar.replaceAll(
        new RegExp(`(?<![\\p{L}\\p{N}<])${sign}(${pattern})(?![\\p{L}\\p{N}_])`, 'giu'),
        (_, name: string) => mark(this.find(kind, name).id),
      );
    }, text);
  }

  /** A text as a client shows it: things by their names. */
  shown(text: string): string {
    const directory = this.#directory();
    const nameOf = (kind: NamedKind, id: string): string =>
      kinds[kind].sign + (directory[kind].find((each) => each.id === id)?.name ?? id);
    return text
      .replaceAll(marks, (_, role?: string, person?: string, channel?: string) => {
        if (role !== undefined) return nameOf('roles', role).replace('&', '');
        if (person !== undefined) return nameOf('people', person);
        return nameOf('channels', channel ?? '');
      })
      .replaceAll(command, (_, path: string) => this.#client.command(path))
      .replaceAll(emoji, ':$1:')
      .replaceAll(time, (_, seconds: string, style?: string) => {
        const atMs = Number(seconds) * 1_000;
        const { locale } = this.#client;
        return style === 'R' ? fromNow(atMs, locale) : new Date(atMs).toLocaleString(locale);
      });
  }
}

const units = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "in 8 hours" */
function fromNow(atMs: number, locale: LocaleString): string {
  const ms = atMs - Date.now();
  const [unit, unitMs] = units.find((each) => Math.abs(ms) >= each[1]) ?? ['second', 1_000];
  return new Intl.RelativeTimeFormat(locale).format(Math.round(ms / unitMs), unit);
}
