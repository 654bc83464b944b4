import { Team } from 'discord.js';
import type { Client } from 'discord.js';

/** Owners change rarely, and a person tries a command again and again. */
const rememberedMs = 10 * 60_000;

/** Whether somebody owns the application of the bot, alone or in a team, as Discord has it. */
export function botOwners(
  client: Pick<Client, 'application'>,
): (userId: string) => Promise<boolean> {
  let known: { readonly ids: Promise<ReadonlySet<string>>; readonly untilMs: number } | undefined;
  return async (userId) => {
    const nowMs = performance.now();
    if (!known || known.untilMs < nowMs)
      known = { ids: ownersOf(client), untilMs: nowMs + rememberedMs };
    const { ids } = known;
    try {
      return (await ids).has(userId);
    } catch (error) {
      // The next who asks has it asked again.
      known = undefined;
      throw error;
    }
  };
}

async function ownersOf({
  application,
}: Pick<Client, 'application'>): Promise<ReadonlySet<string>> {
  const { owner } = (await application?.fetch()) ?? {};
  if (owner instanceof Team) return new Set(owner.members.keys());
  return new Set(owner ? [owner.id] : []);
}
