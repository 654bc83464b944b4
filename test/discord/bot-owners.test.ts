import { Team } from 'discord.js';
import type { Client } from 'discord.js';
import { expect, test, vi } from 'vitest';

import { botOwners } from '#discord/bot-owners.ts';

import { stopClocks } from '../virtual-time.ts';

// The owners of the bot's application, of whom Discord is asked seldom.

function applicationOf(owner: () => unknown) {
  let asked = 0;
  const fetch = async (): Promise<unknown> => {
    asked += 1;
    return { owner: owner() };
  };
  const client = { application: { fetch } } as unknown as Pick<Client, 'application'>;
  return { isOwner: botOwners(client), asked: () => asked };
}

/** A team, as the library has it. */
function teamOf(...ids: readonly string[]): Team {
  const members = new Map(ids.map((id) => [id, { id }]));
  return Object.assign(Object.create(Team.prototype) as object, { id: '9', members }) as Team;
}

test('a bot of one person has that owner', async () => {
  const { isOwner } = applicationOf(() => ({ id: '1' }));
  expect([await isOwner('1'), await isOwner('2')]).toEqual([true, false]);
});

test('a bot of a team has all its members as owners, and not the team', async () => {
  const { isOwner } = applicationOf(() => teamOf('1', '2'));
  expect([await isOwner('1'), await isOwner('2'), await isOwner('9')]).toEqual([true, true, false]);
});

test('Discord is asked once in ten minutes, and again after a question that failed', async () => {
  stopClocks();
  let isAway = true;
  const { isOwner, asked } = applicationOf(() => {
    if (isAway) throw new Error('away');
    return { id: '1' };
  });
  await expect(isOwner('1')).rejects.toThrow('away');
  isAway = false;
  expect(await isOwner('1')).toBe(true);
  await vi.advanceTimersByTimeAsync(9 * 60_000);
  expect(await isOwner('1')).toBe(true);
  expect(asked()).toBe(2);
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  await isOwner('1');
  expect(asked()).toBe(3);
});
