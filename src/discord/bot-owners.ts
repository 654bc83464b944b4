import { Team } from 'discord.js';
import type { Client } from 'discord.js';
import { LRUCache } from 'lru-cache';

/** Owners change rarely, and a person tries a command again and again. */
const rememberedMs = 10 * 60_000;

/** Whether somebody owns the application of the bot, alone or in a team, as Discord has it. */
export function botOwners(
  client: Pick<Client, 'application'>,
): (userId: string) => Promise<boolean> {
  // A question that fails is asked again by the next who wants to know.
  const owners = new LRUCache<string, ReadonlySet<string>>({
    max: 1,
    ttl: rememberedMs,
    fetchMethod: () => ownersOf(client),
  });
  return async (userId) => (await owners.forceFetch('owners')).has(userId);
}

async function ownersOf({
  application,
}: Pick<Client, 'application'>): Promise<ReadonlySet<string>> {
  const { owner } = (await application?.fetch()) ?? {};
  if (owner instanceof Team) return new Set(owner.members.keys());
  return new Set(owner ? [owner.id] : []);
}
