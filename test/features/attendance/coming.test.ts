import { Client, Events } from 'discord.js';
import { expect, test } from 'vitest';

import { comeToPeople } from '#features/attendance/coming.ts';
import { serverSettings } from '#store/server-settings.ts';

import { FakeCalls } from '../../fakes/calls.ts';
import { FakeLog } from '../../fakes/log.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';

// A bot that comes by itself to those whom a server named.

/** A server that wants it to come to these; who enters the call is told, and where it is then. */
function server(wanted: { readonly personIds?: string[]; readonly roleIds?: string[] }) {
  const client = new Client({ intents: [] });
  const calls = new FakeCalls();
  const settings = serverSettings.parse({ calls: wanted });
  comeToPeople(client, {
    calls,
    whereabouts: new FakeWhereabouts(),
    serverSettings: { get: async () => settings } as never,
    bans: {
      of: ({ userId }: { userId?: string }) => (userId === '13' ? {} : undefined),
    } as never,
    closing: new AbortController().signal,
    log: new FakeLog(),
  });
  return async (id: string, roleIds: readonly string[] | null = [], from: string | null = null) => {
    const state = (channelId: string | null) => ({
      id,
      channelId,
      guild: { id: '1' },
      // Discord doesn't always tell who it is.
      member: roleIds && {
        user: { bot: id === '14' },
        roles: { cache: new Map(roleIds.map((role) => [role, {}])) },
      },
    });
    client.emit(Events.VoiceStateUpdate, state(from) as never, state('2') as never);
    await new Promise(setImmediate);
    return calls.joined.map(({ channelId }) => channelId);
  };
}

test.each([
  ['a person', { personIds: ['11'] }, '11', [], ['2']],
  ['another person', { personIds: ['11'] }, '12', [], []],
  ['a role', { roleIds: ['21'] }, '11', ['21'], ['2']],
  ['another role', { roleIds: ['21'] }, '11', ['22'], []],
  ['somebody who is banned', { personIds: ['13'] }, '13', [], []],
  ['a bot', { roleIds: ['21'] }, '14', ['21'], []],
])('it comes to whom a server wants it to: %s', async (_, wanted, id, roles, joined) => {
  expect(await server(wanted)(id, roles)).toEqual(joined);
});

test('everybody has the role that is called as the server, also who is not known yet', async () => {
  expect(await server({ roleIds: ['1'] })('11', null)).toEqual(['2']);
});

test('nobody who only mutes themselves has entered a call', async () => {
  expect(await server({ personIds: ['11'] })('11', [], '2')).toEqual([]);
});
