import { PermissionFlagsBits as Right, PermissionsBitField } from 'discord.js';
import type { BaseInteraction } from 'discord.js';
import { expect, test } from 'vitest';

import { askerOf } from '#discord/asker.ts';
import { speakerOf } from '#voices/speaker.ts';

import { translations } from '../fakes/asker.ts';

const t = translations('de');

const everything = new PermissionsBitField(PermissionsBitField.All)
  .remove(Right.Administrator)
  .freeze();

/** As much of an interaction as tells who asks; in a server that the bot is a member of. */
function asked(changes: object = {}): BaseInteraction {
  return {
    user: { id: '11', displayName: 'ann of all servers' },
    member: { displayName: 'Ann' },
    memberPermissions: new PermissionsBitField(0n),
    appPermissions: everything,
    guildId: '1',
    channelId: '2',
    channel: { isThread: () => false },
    attachmentSizeLimit: 10 * 2 ** 20,
    locale: 'de',
    inCachedGuild: () => true,
    ...changes,
  } as unknown as BaseInteraction;
}

const thread = { channelId: '3', channel: { isThread: () => true, parentId: '2' } };
const without = (...rights: readonly bigint[]) => ({
  appPermissions: everything.remove(rights),
});

test('who asks, in which server and channel, and in which language', () => {
  expect(askerOf(asked(), t)).toMatchObject({
    id: '11',
    name: 'Ann',
    guildId: '1',
    channelId: '2',
  });
  expect(speakerOf(askerOf(asked(), t))).toEqual({
    userId: '11',
    guildId: '1',
    channelId: '2',
    locale: 'de',
  });
});

test('what is asked in a thread is asked in the channel that it belongs to', () => {
  expect(askerOf(asked(thread), t).channelId).toBe('2');
});

test('a server that the bot is no member of is none', () => {
  const elsewhere = { inCachedGuild: () => false };
  expect(askerOf(asked(elsewhere), t)).toMatchObject({
    guildId: undefined,
    name: 'ann of all servers',
  });
});

test.each([
  ['nobody in particular', 0n, {}],
  ['who may mute', Right.MuteMembers, { moderates: true }],
  ['who may move', Right.MoveMembers, { moderates: true }],
  ['who manages the server', Right.ManageGuild, { managesServer: true }],
  ['who manages channels', Right.ManageChannels, { managesChannels: true }],
  ['who deafens', Right.DeafenMembers, {}],
])('what %s decides', (_, rights, decides) => {
  const asker = askerOf(asked({ memberPermissions: new PermissionsBitField(rights) }), t);
  const none = { moderates: false, managesServer: false, managesChannels: false };
  expect(asker).toMatchObject({ ...none, ...decides });
});

const direct = { guildId: null, inCachedGuild: () => false, memberPermissions: null };

test.each<[string, object, object]>([
  ['everything', {}, { mayGetVoiceMessages: true, missingForFiles: undefined }],
  ['no voice messages', without(Right.SendVoiceMessages), { mayGetVoiceMessages: false }],
  ['no files', without(Right.AttachFiles), { missingForFiles: 'AttachFiles' }],
  [
    'no messages',
    without(Right.SendMessages, Right.AttachFiles),
    { missingForFiles: 'SendMessages' },
  ],
  [
    'no messages in threads',
    { ...thread, ...without(Right.SendMessagesInThreads, Right.AttachFiles) },
    { missingForFiles: 'SendMessagesInThreads' },
  ],
  [
    'no files in threads',
    { ...thread, ...without(Right.SendMessages, Right.AttachFiles) },
    { missingForFiles: 'AttachFiles' },
  ],
  [
    'nothing that Discord tells of, in direct messages',
    { ...direct, appPermissions: new PermissionsBitField(0n) },
    { mayGetVoiceMessages: true, missingForFiles: undefined, moderates: false },
  ],
])('where the bot may post %s', (_, changes, expected) => {
  expect(askerOf(asked(changes), t)).toMatchObject(expected);
});
