import { readFileSync } from 'node:fs';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { expect, test } from 'vitest';

import { loadConfig } from '#config.ts';
import { inviteLink } from '#discord/invite.ts';
import { findings } from '#doctor/check.ts';
import { rights } from '#doctor/rights.ts';
import { startLine } from '#start-line.ts';

// The link of the bot stands in three places, between which nobody must have to choose.

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').replaceAll(
  /\s+/gu,
  ' ',
);
const asked = BigInt(new URL(inviteLink('1')).searchParams.get('permissions') ?? '');

/** A right by the name that Discord’s settings of a server give it. */
function right(name: string): bigint {
  const key = name.replaceAll(' ', '');
  const rights: Readonly<Record<string, bigint>> = PermissionFlagsBits;
  const bit = rights[key] ?? rights[key.replace(/s$/u, '')];
  if (bit === undefined) throw new Error(`Discord has no right "${name}"`);
  return bit;
}

const together = (names: readonly string[]): bigint =>
  names.reduce((sum, name) => sum | right(name), 0n);

test('README, start line and doctor give the same link', async () => {
  const [link = ''] = /https:\/\/discord\.com\/oauth2\/authorize\?\S+/u.exec(readme) ?? [];
  expect(link).toBe(inviteLink('APPLICATION_ID'));
  const facts = { applicationId: '123', seesContent: true, has: () => true };
  expect(startLine(loadConfig({ DISCORD_TOKEN: 'a.b.c' }), facts).invite).toBe(inviteLink('123'));
  const discord = await startDiscord({ voice: false });
  const found = await findings([rights(discord.token, discord.apiUrl)]);
  expect(found.find(({ check }) => check === 'rights')?.todo).toContain(
    inviteLink(discord.applicationId),
  );
  await discord.close();
});

test('the rights that the README names are those that the link asks for', () => {
  const [, named = ''] = /The permissions are: ([^.]+)\./u.exec(readme) ?? [];
  expect(together(named.split(/, | and /u))).toBe(asked);
});

test('each right that is asked for only where it is wanted has a link of its own, with those before it', () => {
  const optional = [...readme.matchAll(/with ([A-Z][\w ]+?)(?: too)? \(`permissions=(\d+)`\)/gu)];
  expect(optional.map(([, name]) => name)).toEqual([
    'Request to Speak',
    'Set Voice Channel Status',
  ]);
  let sofar = asked;
  for (const [, name = '', permissions = ''] of optional) {
    sofar |= together([name.replaceAll(' to ', ' To ')]);
    expect(BigInt(permissions)).toBe(sofar);
  }
});
