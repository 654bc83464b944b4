import { expect, test } from 'vitest';

import { commands } from '#commands/index.ts';
import { onlyInServers } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { everyone } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import type { Command } from '#features/services.ts';
import {
  auditors,
  moderators,
  managersOfChannels,
  managers,
  moderatorsOfCalls,
  moderatorsOfWords,
  rightOf,
} from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';
import { inEnglish } from '#i18n/texts.ts';

import { ann } from '../../fakes/asker.ts';

const rights = ['moderates', 'managesChannels', 'managesServer'] as const;

test.each([
  [
    'decide what is read',
    managersOfChannels,
    rights.slice(1),
    /^Only people with the right \*\*Manage/,
  ],
  ['decide who and what is heard', moderators, rights, /^Only moderators do that: \*\*Mute/],
  [
    'change the words of a server',
    moderatorsOfWords,
    rights,
    /^Only moderators change how .* “my messages” for `for`\.$/,
  ],
  [
    'set the voice of somebody else',
    moderatorsOfCalls,
    ['moderates', 'managesServer'],
    /^Only moderators \(\*\*Mute Members\*\*, \*\*Move Members\*\* or \*\*Manage Server\*\*\)/,
  ],
  [
    'decide on voices',
    managers,
    ['managesServer'],
    /^Only people with the right .* decide on the voices/,
  ],
  [
    'see the log',
    auditors,
    ['managesServer'],
    /^Only people with the right .* see who changed what here\.$/,
  ],
  ['do the rest', everyone, ['nothing', ...rights], /^$/],
] as const)('people who %s', (_, right, may, refusal) => {
  const told = ['nothing', ...rights].map(
    (each) => [each, right({ asker: { ...ann, [each]: true } })] as const,
  );
  expect(told.filter(([, sentence]) => sentence === undefined).map(([each]) => each)).toEqual(may);
  const refusals = told.flatMap(([, sentence]) => (sentence ? [inEnglish(sentence)] : []));
  for (const sentence of refusals) expect(sentence).toMatch(refusal);
});

test('where the bot is a member of no server, nobody has a right there, and all of them are told so', () => {
  const admin = { ...ann, guildId: undefined, moderates: true, managesServer: true };
  for (const right of [managersOfChannels, moderators, moderatorsOfCalls, managers, auditors])
    expect(right({ asker: admin })).toBe(onlyInServers);
  expect(inEnglish(onlyInServers)).toBe('That works only in a server that I am a member of.');
  // Another place asks then whose words are meant.
  expect(moderatorsOfWords({ asker: admin })).toBeUndefined();
});

test('a handler without a right does not compile', () => {
  const row = { data: { name: 'x', description: 'x' }, answers: 'openly', when: 'now' } as const;
  const command: Command = { ...row, may: everyone, run: () => undefined };
  // @ts-expect-error It doesn't say who may use it.
  const nobodys: Command = { ...row, run: () => undefined };
  expect(nobodys).not.toHaveProperty('may');
  expect(command).toHaveProperty('may', everyone);
});

const handlers = Object.fromEntries(
  commands.flatMap((command) =>
    'subcommands' in command
      ? Object.entries(command.subcommands).map(([name, handler]) => [
          `${command.data.name} ${name}`,
          handler,
        ])
      : [],
  ),
);
const chosenBy = [...settings.server, ...settings.member].flatMap(({ key, who, chosen }) =>
  who && 'under' in chosen ? chosen.under.map((subcommand) => [subcommand, key, who] as const) : [],
);

test.each(chosenBy)('/%s, which changes %s, is for those who may: %s', (subcommand, _, who) => {
  const may = handlers[subcommand]?.may as Right<{ readonly asker: Asker }>;
  // Everybody may change their own settings.
  const isOwn = ['autoread me', 'voice set'].includes(subcommand);
  const told = [may, isOwn ? everyone : rightOf(who)].map((right) => right({ asker: ann }));
  const [own, expected] = told.map((refusal) => refusal && inEnglish(refusal));
  expect(own).toBe(expected);
});
