import { readdirSync, readFileSync } from 'node:fs';

import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { OptionData } from '#discord/command-words.ts';
import type { Command } from '#features/services.ts';

/**
 * Everything that people can say with a command: each subcommand, option and choice ("/say as file"), and each button,
 * menu and form ("say:skip").
 */
export function thingsOf({ data, buttons, selects, forms }: Command): readonly string[] {
  const handlers = Object.keys({ ...buttons, ...selects, ...forms });
  return [
    ...optionsUnder(`/${data.name}`, data.options ?? []),
    ...handlers.map((name) => `${data.name}:${name}`),
  ];
}

function optionsUnder(path: string, options: readonly OptionData[]): readonly string[] {
  if (options.length === 0) return [path];
  return options.flatMap((option) => {
    const here = `${path} ${option.name}`;
    if (option.type === T.Subcommand || option.type === T.SubcommandGroup)
      return optionsUnder(here, option.options ?? []);
    const choices = 'choices' in option ? (option.choices ?? []) : [];
    return choices.length > 0 ? choices.map(({ value }) => `${here} ${value}`) : [here];
  });
}

const folder = new URL('./', import.meta.url);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts') && name !== 'complete.test.ts')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'));

/** Whether a title of a test in this folder names it: alone, before a colon, or among others. */
export function isNamed(thing: string): boolean {
  const ways = ["'", ', '].flatMap((before) =>
    ["'", ':', ','].map((after) => before + thing + after),
  );
  return sources.some((source) => ways.some((way) => source.includes(way)));
}
