import type { CommandTexts } from '#i18n/command-names.ts';

import { shipped } from './files.ts';
import { calledBy, keyOf } from './literals.ts';
import type { Literal } from './literals.ts';

interface Exception {
  readonly because: string;
  readonly holds: (literal: Literal, kinds: ReadonlySet<string>) => boolean;
}

/** The literals that look like words and that nobody reads in the bot. */
export const exceptions: readonly Exception[] = [
  {
    because: 'The log is for operators, in English.',
    holds: within(/^(?:debug|info|warn|error|fatal|giveWay|log|onLog|rejoining)$/u),
  },
  {
    because:
      'Other errors than a `UserError` are for the log: people are told a text for their kind.',
    holds: within(/^(?!UserError$|QueueFullError$).*Error$|^super$/u),
  },
  {
    because:
      'What keeps the bot from starting, or texts of an operator from use, is told in English.',
    holds: ({ file }) =>
      /^src\/(?:backup|config|doctor|doctor\/[\w-]+|lifecycle|missing-variables|open-data|open-texts|operator-words|role-variables|get-voices|register|restore|speech-variables|speech-worker-config|start-line|store|unknown-variables|vain-variables|watched|who-speaks|discord\/login-problems|i18n\/(?:command-rules|room|text-rules|vetting))\.ts$/u.test(
        file,
      ),
  },
  {
    because:
      'Lower rooms reach people by texts alone: whatever else they say is for the log, a service or a database.',
    holds: ({ file, within: around }) =>
      /^src\/(?:audio|call|jobs|metrics|nodes|ops|speech|store|text|translation|voices)\//u.test(
        file,
      ) && !around.some((node) => /^(?:ownWords|text)$|^UserError$/u.test(calledBy(node) ?? '')),
  },
  {
    because: 'The proper name of an engine is the same in every language.',
    holds: ({ file, words }) =>
      /^src\/speech\/[\w-]+\/about\.ts$/u.test(file) && /^\S+(?: \p{Lu}\S*)*$/u.test(words),
  },
  {
    because: 'These are spoken, each in its language.',
    holds: ({ file }) => /^src\/features\/(?:voices\/samples|own-voices\/take)\.ts$/u.test(file),
  },
  {
    because: 'A kind of thing is no word: types and tables have it.',
    holds: ({ words, isShown }, kinds) => !isShown && kinds.has(words),
  },
  {
    because: 'A command is known by its name in English, whatever people call it.',
    holds: ({ words, isShown }) => !isShown && commands.has(words),
  },
  {
    because: 'The name of an error is its class.',
    holds: ({ within: [parent] }) => parent !== undefined && keyOf(parent) === 'name',
  },
  {
    because: 'The page of settings is in English.',
    holds: within(/^elsewhere$/u),
  },
  {
    because: 'Commands of other bots are looked for in what people write.',
    holds: ({ file }) => file === 'src/features/autoread/bot-command.ts',
  },
];

/** Whether the nearest call around a literal is one of these. */
function within(called: RegExp): Exception['holds'] {
  return ({ within: around }) => {
    const call = around.find((node) => calledBy(node) !== undefined);
    return call !== undefined && called.test(calledBy(call) ?? '');
  };
}

type Commands = Readonly<Record<string, CommandTexts>>;

const english: unknown = shipped['en']?.['commands'] ?? {};
const commands: ReadonlySet<string> = new Set(pathsOf(english as Commands));

/** `voice`, `voice set` and the like. */
function pathsOf(all: Commands): readonly string[] {
  const below = Object.entries(all).flatMap(([name, { subcommands = {} }]) =>
    pathsOf(subcommands).map((path) => `${name} ${path}`),
  );
  return [...Object.keys(all), ...below];
}
