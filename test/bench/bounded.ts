import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import { commands } from '#commands/index.ts';
import { attachments } from '#discord/attachments.ts';
import type { OptionData } from '#discord/command-words.ts';
import { UserError } from '#errors.ts';
import { fileBounds } from '#features/files/intake.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import type { Message } from '#text/message.ts';
import { usualReading } from '#text/reading.ts';
import { textOf, words } from '#text/words.ts';

/** A word of a dictionary. */
export const entry = (from: string, match: Entry['match'] = 'word', said = 'x'): Entry => ({
  match,
  from,
  caseSensitive: false,
  to: { kind: 'words', words: said },
});

/** So many words, as the store has them. */
export const stored = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    written: `word${at}`,
    match: 'word' as const,
    caseSensitive: false,
    spoken: { as: 'words' as const, words: 'x' },
  }));

/** How much is said of a message when nothing else bounds it. */
export function lengthOf(message: Message): number {
  const said = words(message, {
    reading: { ...usualReading, maxChars: 100_000, maxSeconds: 100_000 },
    locale: 'en',
    timeZone: 'UTC',
    nowMs: 0,
    names: { user: () => undefined, role: () => undefined, channel: () => undefined },
  });
  return textOf(said).length;
}

/** A text that is longer than anything may be. */
export const long = 'One of many words, each like no other. '.repeat(300);

/** The most that an option of a command takes, by `/command subcommand option`. */
export function maxLengthOf(path: string): number | undefined {
  const [name = '', ...rest] = path.slice(1).split(' ');
  let options: readonly OptionData[] =
    commands.find(({ data }) => data.name === name)?.data.options ?? [];
  for (const [at, part] of rest.entries()) {
    const option = options.find((each) => each.name === part);
    if (at === rest.length - 1)
      return option?.type === T.String && 'max_length' in option ? option.max_length : undefined;
    options = option && 'options' in option ? (option.options ?? []) : [];
  }
  return undefined;
}

/** The sentence that refuses a file which is a byte too large, before anything is fetched. */
export function refusalOf(kind: keyof typeof fileBounds): string {
  const files = attachments({ hosts: ['cdn.discordapp.com'] });
  const bound = fileBounds[kind];
  const url = 'https://cdn.discordapp.com/attachments/1/2/a';
  files.assertFetchable({ url, size: bound.maxBytes }, bound);
  try {
    files.assertFetchable({ url, size: bound.maxBytes + 1 }, bound);
  } catch (error) {
    if (error instanceof UserError) return error.message;
  }
  return 'it was taken';
}
