import { text } from '#i18n/text.ts';
import type { English, Text, Told } from '#i18n/text.ts';

import type { Row } from './values.ts';

type ElsewhereAbout = keyof English['settings']['meaning'];

/** Says what a setting does, in a line of at most 100 characters: as Discord says it of the option of a command that it is. */
export function meaningOf({ key, chosen, meaning }: Row): Text {
  if (meaning) return meaning;
  if (chosen.by === 'switch') return chosen.about;
  if (chosen.by === 'elsewhere') {
    const name = key.replace(/^\w+\./, '') as ElsewhereAbout;
    return text(($) => $.settings.meaning[name]);
  }
  const [[command = '', subcommand = ''] = []] = chosen.under.map((under) => under.split(' '));
  const option = chosen.by === 'voice' ? 'voice' : chosen.name;
  const under = subcommand === '' ? [command] : [command, 'subcommands', subcommand];
  return described([...under, 'options', option, 'description']);
}

/** A text of a command by its path: the schema of what is stored knows no such path. */
function described(path: readonly string[]): Told {
  const select = ($: English): string =>
    path.reduce<unknown>(
      (at, name) => (at as Readonly<Record<string, unknown>>)[name],
      $.commands,
    ) as string;
  return { select, values: {} };
}
