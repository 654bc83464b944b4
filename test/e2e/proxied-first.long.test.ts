import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openProxiedRoom } from './proxied-room.ts';
import type { ProxiedRoom } from './proxied-room.ts';
import { closeClean } from './room.ts';

// People whose messages a bot posts again under other names, by a webhook, and deletes.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

const read = 'It was read.';

/** Another person of the room, whose `[text]` is posted as Mira's. */
function addBea(room: ProxiedRoom): Person {
  const bea = scene.discord.addPerson(room.server, { name: 'Bea' });
  scene.discord.join(room.call, bea);
  room.bot.register(bea, 'Mira', '[text]');
  return bea;
}

test.concurrent('the first message that is posted again is heard once, to its end, and the next without tags', async () => {
  const room = await openProxiedRoom(scene);
  const first = await room.proxied('A: This is the very first of all my messages, a long one.');
  expect(first.deleted).toBe(true);
  expect(await room.outcomeOf(first)).toBe(read);
  const second = await room.proxied('A: And this is the second one.');
  expect(await room.outcomeOf(second)).toBe(read);
  expect(room.said()).toEqual([
    'Ann said: A: This is the very first of all my messages, a long one.',
    'And this is the second one.',
  ]);
  expect(Math.abs((await room.heardSecs()) - room.saidSecs())).toBeLessThan(0.4);
});

test.concurrent('what is deleted before it is posted again is heard once, also the first time', async () => {
  const room = await openProxiedRoom(scene, { deletesFirst: true, deletesAfterMs: 200 });
  // A message that is being spoken when it is deleted falls silent: this one waits.
  room.slow();
  const first = await room.proxied('A: Gone before it came.');
  const second = await room.proxied('A: Gone again.');
  expect(await room.outcomeOf(first)).toBe(read);
  expect(await room.outcomeOf(second)).toBe(read);
  const tagged = 'A: Gone before it came.';
  expect(
    room
      .said()
      .filter((words) => words !== tagged)
      .slice(1),
  ).toEqual(['Gone before it came.', 'Gone again.']);
});

test.concurrent('of two people with the same words each is heard once, in their own name', async () => {
  const room = await openProxiedRoom(scene);
  const bea = addBea(room);
  await room.outcomeOf(await room.proxied('A: It begins with me.'));
  await room.outcomeOf(await room.proxied('[And with me.]', bea));
  const both = [room.proxied('A: Same words.'), room.proxied('[Same words.]', bea)];
  for (const each of await Promise.all(both)) expect(await room.outcomeOf(each)).toBe(read);
  expect(room.said().slice(2).toSorted()).toEqual([
    'Ann said: Same words.',
    'Bea said: Same words.',
  ]);
});

test.concurrent('nobody else waits, and who was proxied and is not is heard all the same', async () => {
  const room = await openProxiedRoom(scene);
  const bea = addBea(room);
  await room.outcomeOf(await room.proxied('A: I am proxied here.'));
  const mine = room.write('No tags and no proxy.');
  room.write('I came later and am heard first.', bea);
  expect((await room.why(mine, /^It was read/)).text).toBe(read);
  expect(room.said()).toEqual([
    'Ann said: A: I am proxied here.',
    'Bea said: I came later and am heard first.',
    'Ann said: No tags and no proxy.',
  ]);
});
