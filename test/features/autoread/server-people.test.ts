import { expect, test } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { ServerPeople } from '#features/autoread/server-people.ts';

import { translations } from '../../fakes/asker.ts';
import { testStore } from '../../store/folder.ts';

const inClub: Asker = {
  id: 'ann',
  name: 'Ann',
  guildId: 'club',
  channelId: 'chat',
  moderates: false,
  managesServer: false,
  managesChannels: false,
  mayGetVoiceMessages: false,
  missingForFiles: 'AttachFiles',
  uploadLimitBytes: 0,
  t: translations('en-US'),
};
const inGuild: Asker = { ...inClub, guildId: 'guild' };
const mod: Asker = { ...inClub, id: 'mod', moderates: true };

test('a name for all servers is said in each that has no other, and goes with “none”', async () => {
  await using rig = await testStore();
  const people = new ServerPeople({ ...rig.store, now: Date.now });
  const nameIn = async (asker: Asker) => (await people.me(asker, {})).name;
  expect(await nameIn(inClub)).toBeUndefined();
  await people.me(inGuild, { spokenName: 'Annie' });
  await people.me(inClub, { spokenName: 'Annabel' }, true);
  expect([await nameIn(inClub), await nameIn(inGuild)]).toEqual(['Annabel', 'Annie']);
  await people.me(inGuild, { spokenName: undefined });
  expect(await nameIn(inGuild)).toBe('Annabel');
  await people.call(mod, 'ann', { spokenName: 'Captain' });
  expect([await nameIn(inClub), await nameIn(inGuild)]).toEqual(['Captain', 'Annabel']);
  await people.me(inClub, { spokenName: 'Anna' }, true);
  expect([await nameIn(inClub), await nameIn(inGuild)]).toEqual(['Anna', 'Anna']);
  await people.me(inClub, { spokenName: undefined }, true);
  expect([await nameIn(inClub), await nameIn(inGuild)]).toEqual([undefined, undefined]);
});

test('to agree changes no name, and a name no agreement', async () => {
  await using rig = await testStore();
  const people = new ServerPeople({ ...rig.store, now: Date.now });
  await people.me(inClub, { spokenName: 'Annie' });
  expect(await people.me(inClub, { optedIn: true })).toEqual({ agrees: true, name: 'Annie' });
  expect(await people.me(inClub, { spokenName: 'Anna' })).toEqual({ agrees: true, name: 'Anna' });
  expect(await people.me(inGuild, {})).toEqual({ agrees: false, name: undefined });
});

test('what is filtered is a word or phrase, and no text', async () => {
  await using rig = await testStore();
  const people = new ServerPeople({ ...rig.store, now: Date.now });
  const long = 'a '.repeat(31).trim();
  await expect(people.filter(mod, { add: ['darn', long] })).rejects.toThrow(
    /longer than 60 characters/,
  );
  expect(await people.filter(mod, {})).toEqual([]);
  expect(await people.filter(mod, { add: ['darn'], remove: [long] })).toEqual(['darn']);
});

test('what somebody else is called is on the record of the server', async () => {
  await using rig = await testStore();
  const people = new ServerPeople({ ...rig.store, now: Date.now });
  await people.call(mod, 'ann', { spokenName: 'Captain' });
  await people.me(inClub, { spokenName: 'Anna' });
  expect(await rig.store.audit.entries('club', 10)).toMatchObject([
    { actorId: 'mod', subjectId: 'ann', changes: [{ path: 'spokenName', after: 'Captain' }] },
  ]);
});

test('moderators mute people, but neither administrators nor the bot; who manages the server mutes administrators, too', async () => {
  await using rig = await testStore();
  const people = new ServerPeople({ ...rig.store, now: Date.now });
  const person = { id: 'bob', isAdministrator: false, isSelf: false };
  const admin = { id: 'eve', isAdministrator: true, isSelf: false };
  await expect(people.mute(mod, admin)).rejects.toThrow(/<@eve> is an administrator here/);
  await expect(people.mute(mod, { ...person, isSelf: true })).rejects.toThrow(/nothing of my own/);
  expect(await people.muted(mod)).toEqual([]);
  await people.mute(mod, person);
  await people.mute({ ...mod, managesServer: true }, admin);
  expect((await people.muted(mod)).map(({ userId }) => userId).toSorted()).toEqual(['bob', 'eve']);
});
