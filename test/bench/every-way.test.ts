import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { expect, test } from 'vitest';

import { handlers } from '#commands/index.ts';
import type { OptionData } from '#discord/command-words.ts';

import { inputs } from '../../bench/inputs.ts';

/*
 * Whatever a member can give by commands, buttons, menus and forms is measured by a row of the benchmark, or it is said here
 * why it can cost nobody else time. A way in that nobody has thought of fails.
 */

const { commands, messageCommands, personCommands } = handlers;

/** Text that Discord does not list, files, subcommands, and all that stands on panels. */
function waysOf(command: (typeof commands)[number]): readonly string[] {
  const { name, options = [] } = command.data;
  const onPanels = (['buttons', 'selects', 'forms'] as const).flatMap((kind) =>
    Object.keys(command[kind] ?? {}).map((action) => `${kind} ${name}:${action}`),
  );
  const subcommands = 'subcommands' in command ? Object.keys(command.subcommands) : [];
  return [
    ...(subcommands.length === 0 ? [`/${name}`] : subcommands.map((sub) => `/${name} ${sub}`)),
    ...givenIn(options, `/${name}`),
    ...onPanels,
  ];
}

function givenIn(options: readonly OptionData[], path: string): readonly string[] {
  return options.flatMap((option) => {
    const here = `${path} ${option.name}`;
    if (option.type === T.Subcommand || option.type === T.SubcommandGroup)
      return givenIn(option.options ?? [], here);
    const isListed = 'choices' in option && option.choices !== undefined;
    const isText = option.type === T.String && !isListed;
    return isText || option.type === T.Attachment ? [`${here}: what is given`] : [];
  });
}

const ways = [
  ...commands.flatMap((command) => waysOf(command)),
  ...[...messageCommands, ...personCommands].map(({ data }) => data.name),
];

/** The rows that measure it, beginning with the largest part of its cost. */
const measured: readonly (readonly [ways: RegExp, rows: readonly string[]])[] = [
  [/^\/say( text: what is given)?$/, ['say/text', 'phrases/lines', 'text/short']],
  [/^\/(say|voice (set|set-for|server)) voice:/, ['option/voice', 'option/voice-typed']],
  [
    /^\/(say|design|voice \S+|autoread channel translate) language:|^\/me translate:/,
    ['option/language', 'option/language-typed'],
  ],
  [/^\/voice server for-language:/, ['option/language', 'option/language-typed']],
  [/ style:/, ['option/style']],
  [/^\/say format:/, ['option/format-typed']],
  [/^\/say design:|^\/design description:|^forms design:/, ['option/description']],
  [/^\/(design|clone \w+) name:|^forms design:/, ['option/name']],
  [/ transcript:|^\/clone report reason:|^forms clone:/, ['shown/text']],
  [/ clip\d?:|^Clone from this clip$/, ['file/clip']],
  [/^\/autoread person muted$|^\/moderation$|^(buttons|selects) moderation:/, ['people/muted']],
  [/^\/clone report voice:/, ['oversight/report']],
  [/^\/clone requests$/, ['oversight/requests']],
  [/^\/pronounce add sound:/, ['file/sound']],
  [/^\/pronounce import/, ['file/table']],
  [/^\/pronounce add( word:| say:|$)/, ['words/add', 'words/add-pattern', 'words/ready']],
  [/^\/pronounce (list|remove)/, ['words/suggest']],
  [/^\/pronounce export/, ['words/export']],
  [/^\/pronounce test/, ['words/test', 'patterns/text']],
  [/^\/autoread (me|call) name:|^\/autoread options prefix:|-text:/, ['option/spoken']],
  [/ (skip-marks|languages|written-language):/, ['option/reading']],
  [/ time-zone:/, ['option/reading', 'option/time-zone-typed']],
  [/^\/autoread filter/, ['filter/add', 'filter/ready']],
  [/^\/autoread log$|autoread:log$/, ['log/show']],
  [
    /^\/autoread (on|off|show|options|words|channel \w+|role \w+)$/,
    ['settings/reading', 'settings/change'],
  ],
  [/^(buttons|selects) autoread:(?!log)/, ['settings/reading', 'settings/change']],
  [/^\/settings import:/, ['file/settings']],
  [/^\/settings|^(buttons|selects|forms) settings:/, ['settings/panel', 'settings/change']],
  [/^\/call /, ['settings/change']],
  [/^\/voice (server|force)$|^selects voice:unset$/, ['settings/voices', 'settings/change']],
  [/^\/voice forbid/, ['option/forbidden-typed', 'settings/change']],
  [/^\/voice browse$|^(buttons|selects) voice:(?!unset)/, ['button/browse']],
  [/^\/queue$|^(buttons|selects) queue:/, ['queue/show']],
  [/^\/usage /, ['usage/month']],
  [/^\/budget /, ['budget/show']],
  [/^\/phrase( phrase:.*)?$/, ['phrases/suggest']],
  [/^\/short /, ['text/short']],
  [/^\/phrase tap:/, ['phrases/tap']],
  [/^\/alert/, ['say/text', 'phrases/suggest']],
  [/^\/hold text:|^forms speak:/, ['say/text']],
  [/^\/phrases import:/, ['file/phrases', 'phrases/export']],
  [/^buttons phrases:apply$/, ['phrases/apply']],
  [/^\/phrases$|^(buttons|selects) phrases:/, ['phrases/board']],
  [/^\/phrases (label|folder):|^forms phrases:/, ['phrases/save']],
  [/^\/phrases recording:/, ['file/clip']],
  [/^\/privacy show$/, ['privacy/show']],
  [/^\/privacy export$|^buttons privacy:export$/, ['privacy/export']],
  [/^\/privacy delete$|^buttons privacy:delete$/, ['privacy/delete']],
  [/^(Read this aloud|Post as voice message)$/, ['message/asked']],
];

/** Nothing of it grows: they press, or name one thing that Discord lists. */
const small: readonly (readonly [ways: RegExp, why: string])[] = [
  [/^\/(join|leave|follow|skip|clear|pause|resume)$/, 'about one call, in which 50 lines wait'],
  [
    /^\/(again|correct|hold|speak|stop)$|^buttons speak:/,
    'one line of theirs, or the ten that they put aside',
  ],
  [/^\/volume /, 'a number; sound is changed in another process'],
  [/^\/voice (set|set-for|reset|copy|lend|show)$|^Their voice$/, 'one person’s settings'],
  [/ proxy:/, 'one of 100 names of theirs'],
  [/^\/autoread (me|call)$|^\/me$|^(buttons|forms) me:/, 'one person’s settings'],
  [/^\/helper |^buttons helper:/, 'of five people'],
  [/^\/autoread why$|^Why was this not read\?$/, 'of 200 messages that are remembered'],
  [/^\/autoread person (mute|unmute)$/, 'one person'],
  [/^\/clone (?!report|requests|make)\w+( voice:.*)?$/, 'one of ten voices of theirs'],
  [/^\/(clone make|clone report|design)$/, 'nothing beside what is given'],
  [/^buttons (say|clone|design):/, 'one recording, draft, report or line'],
  [/^selects clone:/, 'one of 25 decisions'],
  [
    /^\/privacy opt-|^buttons privacy:/,
    'one person’s settings, and a text that is always the same',
  ],
  [/^\/help/, 'some twenty commands'],
  [/^\/setup$|^(buttons|selects) setup:/, 'four choices, and the voice channels of a server'],
  [
    /^\/owner |^buttons owner:/,
    'who doesn’t run the bot is refused, and suggested nothing, before anything is done',
  ],
];

test('whatever a member can give is measured, or is known to be small', () => {
  const known = [...measured, ...small].map(([way]) => way);
  expect(ways.filter((way) => !known.some((each) => each.test(way)))).toEqual([]);
  expect(known.filter((each) => !ways.some((way) => each.test(way)))).toEqual([]);
});

test('the rows that measure it are there', () => {
  const rows = measured.flatMap(([, each]) => each.map((row) => `inputs/${row}`));
  expect(rows.filter((row) => !inputs.names.includes(row))).toEqual([]);
});
