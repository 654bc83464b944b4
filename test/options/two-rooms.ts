import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import { expect } from 'vitest';

import { keepClone } from '../store/folder.ts';
import type { Bot } from './bot.ts';
import { openRoom, soon, wordsOf } from './room.ts';
import type { Room } from './room.ts';

let kept = 0;

/** A clone of somebody's that is shared with the servers; its name. */
export async function shareClone(
  { store }: Bot,
  owner: Person,
  ...rooms: readonly Room[]
): Promise<string> {
  const name = `Lent ${(kept += 1)}`;
  const { id } = await keepClone(store, owner.id, name);
  for (const { server } of rooms) await store.sharing.share(id, owner.id, server.id, true);
  return name;
}

/** Two servers of the same people, with calls in which nothing ends before it may. */
export async function openTwo(bot: Bot): Promise<readonly [here: Room, there: Room]> {
  const [here, there] = [await openRoom(bot), await openRoom(bot)];
  for (const person of [here.ann, here.bea]) {
    bot.discord.addPerson(there.server, { name: person.name }, person);
    bot.discord.join(there.call, person);
  }
  return [here, there];
}

/** Everything that is heard in the end of all that was said. */
export async function ends({ bot, server, heard }: Room): Promise<readonly string[]> {
  bot.calls.go(server.id);
  await soon(() => expect(bot.calls.queue(server.id)).toEqual([]));
  return wordsOf(heard());
}

/** Resolves once so many are waiting in the call. */
export const isQueued = ({ bot, server }: Room, count: number): Promise<void> =>
  soon(() => expect(bot.calls.queue(server.id)).toHaveLength(count));
