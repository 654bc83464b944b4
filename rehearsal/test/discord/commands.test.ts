import { DiscordAPIError } from 'discord.js';
import { expect, test } from 'vitest';

import { command, many, option } from './command-bodies.ts';
import { commandRegistry } from './command-registry.ts';

const registry = commandRegistry();

test.each([
  ['a name with a space', command({ name: 'say it' }), 'name'],
  ['a name in capitals', command({ name: 'Say' }), 'name'],
  ['no description', { name: 'say' }, 'description'],
  ['a description that is too long', command({ description: 'x'.repeat(101) }), 'description'],
  ['an unknown field', command({ colour: 1 }), 'colour'],
  [
    'more than 25 options',
    command({ options: many(26, (index) => option({ name: `o${index}` })) }),
    'options',
  ],
  [
    'more than 25 choices',
    command({
      options: [option({ choices: many(26, (index) => ({ name: `${index}`, value: 'x' })) })],
    }),
    'options.0.choices',
  ],
  [
    'two choices of one name',
    command({
      options: [
        option({
          choices: [
            { name: 'a', value: 'x' },
            { name: 'a', value: 'y' },
          ],
        }),
      ],
    }),
    'options.0.choices.1.name',
  ],
  ['two options of one name', command({ options: [option(), option()] }), 'options.1.name'],
  [
    'a required option after an optional one',
    command({ options: [option(), option({ name: 'b', required: true })] }),
    'options.1',
  ],
  [
    'choices and autocomplete',
    command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'x' }] })] }),
    'options.0.choices',
  ],
  [
    'a number as the choice of a text',
    command({ options: [option({ choices: [{ name: 'a', value: 1 }] })] }),
    'options.0.choices.0.value',
  ],
  [
    'a length limit on a number',
    command({ options: [option({ type: 4, min_length: 1 })] }),
    'options.0.min_length',
  ],
  [
    'a maximum that is no whole number',
    command({ options: [option({ type: 4, max_value: 1.5 })] }),
    'options.0.max_value',
  ],
  [
    'an option of no type that exists',
    command({ options: [option({ type: 42 })] }),
    'options.0.type',
  ],
  [
    'subcommands beside values',
    command({ options: [{ type: 1, name: 'a', description: 'd' }, option()] }),
    'options.1.type',
  ],
  ['a context that does not exist', command({ contexts: [7] }), 'contexts.0'],
  ['one context twice', command({ contexts: [0, 0] }), 'contexts'],
  [
    'a context among other people, without being installed by a person',
    command({ contexts: [0, 2], integration_types: [0] }),
    'contexts',
  ],
  [
    'such a context, and nothing said of who installs it',
    { type: 3, name: 'Speak', contexts: [2] },
    'contexts',
  ],
  [
    'a kind of installation that does not exist',
    command({ integration_types: [2] }),
    'integration_types.0',
  ],
  ['one kind of installation twice', command({ integration_types: [1, 1] }), 'integration_types'],
  [
    'a kind of channel that does not exist',
    command({ options: [option({ type: 7, channel_types: [99] })] }),
    'options.0.channel_types.0',
  ],
  [
    'one kind of channel twice',
    command({ options: [option({ type: 7, channel_types: [2, 2] })] }),
    'options.0.channel_types',
  ],
  [
    'a shortest text that is longer than the longest',
    command({ options: [option({ min_length: 3, max_length: 2 })] }),
    'options.0.min_length',
  ],
  [
    'a least number above the greatest',
    command({ options: [option({ type: 4, min_value: 3, max_value: 2 })] }),
    'options.0.min_value',
  ],
  [
    'a language that does not exist',
    command({ name_localizations: { xx: 'a' } }),
    'name_localizations.xx',
  ],
  [
    'a menu command with a description',
    { type: 3, name: 'Speak', description: 'd' },
    'description',
  ],
  [
    'more than 8,000 characters',
    command({
      options: many(25, (index) =>
        option({
          name: `o${index}`,
          choices: many(25, (choice) => ({ name: `${choice}`.padEnd(100), value: `${choice}` })),
        }),
      ),
    }),
    '',
  ],
])('a command with %s is refused where the fault is', async (_, body, path) => {
  const { put } = registry();
  const refused = (await put([body]).catch((error: unknown) => error)) as DiscordAPIError;
  expect(refused).toBeInstanceOf(DiscordAPIError);
  expect(refused.code).toBe(50_035);
  const { errors } = refused.rawError as { errors: object };
  const found = ['0', ...path.split('.').filter((step) => step !== '')].reduce<unknown>(
    (place, step) => (place as Record<string, unknown> | undefined)?.[step],
    errors,
  );
  expect(found).toHaveProperty('_errors');
});

test('two commands of one name are refused, a slash and a menu command of one name are not', async () => {
  const { discord, put } = registry();
  await expect(put([command(), command()])).rejects.toThrow(/unique/u);
  await put([command(), { type: 3, name: 'say' }]);
  expect(discord.commandsOf().map(({ type, name }) => [type, name])).toEqual([
    [1, 'say'],
    [3, 'say'],
  ]);
});

test('a hundred slash commands are taken, one more is not', async () => {
  const { put } = registry();
  const commands = many(101, (index) => command({ name: `c${index}` }));
  await expect(put(commands)).rejects.toThrow(/At most 100/u);
});

test('the same commands keep their ids when they are put again', async () => {
  const { discord, put } = registry();
  await put([command()]);
  const [before] = discord.commandsOf();
  await put([command({ description: 'other' })]);
  expect(discord.commandsOf()[0]).toMatchObject({ id: before?.id, name: 'say' });
  expect(discord.commandsOf()[0]?.version).not.toBe(before?.version);
});
