import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { interactionAnswers } from '#discord/answers.ts';
import { answerClients } from '#discord/client.ts';
import { RefusalGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';

// More than the 50 requests that a bot may send in a second, answers to interactions left out.
const people = 100;

test('answers to many people in one second do not wait for the next', async () => {
  // A request that is sent again, since a busy machine answered late, counts once.
  const arrived = new Set<string>();
  const server = createServer((request, response) => {
    arrived.add(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json').end('{}');
  });
  const requests = discordRequests(new RefusalGuard(() => undefined));
  onTestFinished(async () => {
    await requests.close();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const clients = answerClients(`http://127.0.0.1:${port}/api`, requests);
  const held: unknown[] = [];
  for (const rest of [clients.callbacks, clients.replies])
    rest.on('rateLimited', (facts) => held.push(facts));
  await Promise.all(
    Array.from({ length: people }, async (_, index) => {
      const interaction = { id: `${index}`, applicationId: '1', token: `token-${index}` };
      const answers = interactionAnswers(clients, interaction);
      await answers.callback({ type: 5 });
      await answers.edit({ content: 'Spoken.' });
    }),
  );
  expect(held).toEqual([]);
  expect([...arrived].filter((line) => line.startsWith('POST'))).toHaveLength(people);
  expect([...arrived].filter((line) => line.startsWith('PATCH'))).toHaveLength(people);
});
