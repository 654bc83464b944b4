import { Collection } from 'discord.js';
import type { Client } from 'discord.js';
import { expect, test } from 'vitest';

import { panel } from '#discord/panel.ts';
import { oversightMail } from '#features/oversight/oversight-mail.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

import { translations } from '../../fakes/asker.ts';
import { FakeLog } from '../../fakes/log.ts';
import { testStore } from '../../store/folder.ts';

/** English, marked with the server whose language it is. */
const marked = async (guildId: string): Promise<Translate> =>
  Object.assign(
    (...what: unknown[]) => `${guildId}: ${String(Reflect.apply(translations(), undefined, what))}`,
    { locale: guildId, languages: [] },
  );

const empty = (t: Translate) =>
  panel(
    t(($) => $.oversight.list.empty),
    [],
  );

/** A channel in which the bot may write, and that nobody sees but the admins. */
function adminsOnly(id: string, mayWrite = true) {
  const me = { me: true };
  return {
    id,
    type: 0,
    permissionsFor: (who: object) => ({ has: () => 'me' in who && mayWrite }),
    permissionOverwrites: { cache: new Collection() },
    guild: {
      members: { me, cache: new Map() },
      roles: { everyone: {}, cache: new Collection() },
    },
  };
}

/**
 * Mail of a server, whose admins' channel nobody else sees, nor its system channel, and all that is sent. `refusing`:
 * the channels into which Discord lets nobody post.
 */
async function server({
  refusing = [],
  mayWrite = true,
}: { readonly refusing?: readonly string[]; readonly mayWrite?: boolean } = {}) {
  const opened = await testStore();
  const sent: string[] = [];
  const tried: string[] = [];
  const guild = {
    name: 'The *Club*',
    channels: { cache: new Map([['5', adminsOnly('5', mayWrite)]]) },
    systemChannel: adminsOnly('7'),
  };
  const client = {
    guilds: { cache: new Map([['1', guild]]) },
    rest: {
      post: async (path: string, { body }: { body: object }) => {
        const [, , channelId = ''] = path.split('/');
        tried.push(channelId);
        if (refusing.includes(channelId)) throw new Error('Missing Access');
        sent.push(JSON.stringify(body));
        return { id: '6' };
      },
    },
  } as unknown as Client;
  await opened.store.serverSettings.change('1', { actorId: '9' }, (before) => ({
    ...before,
    adminChannelId: '5',
  }));
  const mail = oversightMail({
    client,
    inLanguageOf: marked,
    serverSettings: opened.store.serverSettings,
    log: new FakeLog(),
  });
  return {
    mail,
    tried,
    last: () => sent.at(-1),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

test('admins read what waits for them in the language of their server', async () => {
  await using here = await server();
  expect(await here.mail.toAdmins('1', empty)).toBe(true);
  expect(here.last()).toContain('1: Nothing waits for you.');
});

test('a person reads what a server decided in its language, and its name as it is', async () => {
  await using here = await server();
  const banned = (name: Text) => text(($) => $.oversight.letters.banned, { server: name });
  expect(await here.mail.toPerson('11', '1', banned)).toBe(true);
  expect(here.last()).toContain(String.raw`1: The admins of **The \\*Club\\*** let none`);
});

test('of a server that the bot has just left nobody is told anything', async () => {
  await using here = await server();
  const approved = (name: Text) =>
    text(($) => $.oversight.letters.approved, { server: name, name: 'Mine' });
  expect(await here.mail.toPerson('11', '2', approved)).toBe(false);
  expect(here.last()).toBeUndefined();
});

test.each([
  ['goes into their channel alone', [], ['5'], true],
  ['that Discord refuses there goes into the system channel', ['5'], ['5', '7'], true],
  ['that Discord refuses in both is told by nobody', ['5', '7'], ['5', '7'], false],
])('what waits for admins %s', async (_, refusing, tried, isTold) => {
  await using here = await server({ refusing });
  expect(await here.mail.toAdmins('1', empty)).toBe(isTold);
  expect(here.tried).toEqual(tried);
});

test('nothing is tried in a channel in which the bot may not write, and that is said of it', async () => {
  await using here = await server({ mayWrite: false });
  expect(await here.mail.toAdmins('1', empty)).toBe(true);
  expect(here.tried).toEqual(['7']);
  expect(translations()(here.mail.obstacle('1', '5') ?? ownWords('nothing'))).toContain('<#5>');
  expect(here.mail.obstacle('1', '9')).toBeDefined();
});
