import { expect, test } from 'vitest';

import { answerClients, connection } from '#discord/client.ts';

// The client keeps little, and asks again where that costs nothing.

const unreachable = () => {
  let asked = 0;
  const makeRequest = async () => {
    asked += 1;
    return new Response('{}', { status: 503 });
  };
  return { requests: { makeRequest } as never, asked: () => asked };
};

const apiUrl = 'http://discord.test/api';
const further = { seesContent: false, seesTyping: false };

test('an answer that may have arrived is sent once, and all else thrice', async () => {
  for (const [name, times] of [
    ['callbacks', 1],
    ['replies', 3],
  ] as const) {
    const { requests, asked } = unreachable();
    const client = answerClients(apiUrl, requests)[name];
    await client.post('/here', { body: {}, auth: false }).catch(() => undefined);
    expect([name, asked()]).toEqual([name, times]);
  }
  const { requests, asked } = unreachable();
  const { client } = connection(apiUrl, requests, further);
  client.rest.setToken('a');
  await client.rest.get('/there').catch(() => undefined);
  expect(asked()).toBe(3);
});

test('nobody is pinged by what nothing else is said of, and refusals are told long before a ban', () => {
  const { client } = connection(apiUrl, unreachable().requests, further);
  expect(client.options).toMatchObject({
    allowedMentions: { parse: [] },
    rest: { invalidRequestWarningInterval: 500 },
  });
});

test('of the members of a server fifty are kept, the bot among them', async () => {
  const { client } = connection(apiUrl, unreachable().requests, further);
  const kept = client.options.makeCache?.(
    { name: 'GuildMemberManager' } as never,
    {} as never,
    {} as never,
  );
  if (!kept) throw new Error('it keeps all');
  const guild = { id: '1', client: { user: { id: 'bot' } } };
  for (let id = 0; id < 60; id += 1) kept.set(`${id}`, { id: `${id}`, guild });
  kept.set('bot', { id: 'bot', guild });
  for (let id = 60; id < 120; id += 1) kept.set(`${id}`, { id: `${id}`, guild });
  expect(kept.size).toBe(50);
  expect(kept.has('bot')).toBe(true);
});
