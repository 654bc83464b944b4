import type { Client, Guild } from 'discord.js';
import { expect, test } from 'vitest';

import { serverChoices, serverLines, serversLike } from '#features/operating/servers.ts';

import { translations } from '../../fakes/asker.ts';

// Servers as whoever runs the bot finds them.

function clientIn(...servers: readonly (readonly [id: string, name: string, members: number])[]) {
  const guilds = servers.map(([id, name, memberCount]) => ({ id, name, memberCount }));
  const cache = new Map(guilds.map((guild) => [guild.id, guild]));
  return { guilds: { cache } } as unknown as Client;
}

const three = clientIn(['101', 'Bakers', 5], ['102', 'Boats', 700], ['203', 'bakers of Ghent', 50]);
const found = (typed: string): readonly string[] => serversLike(three, typed).map(({ id }) => id);

test('those with most members come first, and a name or an id is found by a part of it', () => {
  expect(found('')).toEqual(['102', '203', '101']);
  expect(found(' BAKERS ')).toEqual(['203', '101']);
  expect(found('10')).toEqual(['102', '101']);
  expect(found('nobody')).toEqual([]);
});

const many = clientIn(
  ...Array.from({ length: 300 }, (_, at) => [`${1_000 + at}`, `Server ${at}`, 300 - at] as const),
);

test('Discord takes twenty-five suggestions', () => {
  const choices = serverChoices(many, '');
  expect(choices).toHaveLength(25);
  expect(choices[0]).toEqual({ name: { ownWords: 'Server 0' }, value: '1000' });
});

test('as many are listed as a panel has room for, and of the others how many there are', () => {
  const guilds: readonly Guild[] = serversLike(many, '');
  const lines = serverLines(guilds, () => [], translations());
  expect(lines.join('\n').length).toBeLessThan(3_600);
  expect(lines.length).toBeGreaterThan(50);
  expect(lines[0]).toBe('- **Server 0** · 300 members · `1000`');
  expect(lines.at(-1)).toBe(`and ${301 - lines.length} more: give a part of a name`);
});
