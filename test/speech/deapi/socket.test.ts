import { expect, onTestFinished, test, vi } from 'vitest';

import { systemClock } from '#speech/clock.ts';
import type { DeapiOptions } from '#speech/deapi/deapi.ts';

import { startPlainDeapi } from '../plain-deapi.ts';
import { clientOf, newLine } from './against-service.ts';
import { bytesOf, context, failureOf } from './rig.ts';

// By the WebSocket of the service's stand-in, with the library that speaks its protocol.

const soonMs = 10_000;

/** A client that listens, and a service whose jobs take their time. */
async function opened({ clientId, ...more }: Partial<DeapiOptions & { clientId: string }> = {}) {
  const service = await startPlainDeapi({ quotas: {}, latency: 300 });
  const troubles: unknown[] = [];
  const client = clientOf(service, 'v2', {
    socket: {
      url: `${service.sockets.url}/app/${service.sockets.key}`,
      clientId: clientId ?? service.sockets.clientId,
    },
    // Jobs are overdue by real time.
    clock: systemClock,
    timeouts: { jobMs: 20_000 },
    onTrouble: (error) => troubles.push(error),
    ...more,
  });
  onTestFinished(async () => {
    await client.close();
    await service.close();
  });
  await client.listen();
  return {
    service,
    client,
    troubles,
    subscribed: () =>
      vi.waitFor(() => expect(service.sockets.listeners).toBe(1), { timeout: soonMs }),
    spoken: async (more = {}) => bytesOf(await client.speak(newLine(), context(more))),
  };
}

test('what is told by WebSocket costs no status calls', async () => {
  const { service, subscribed, spoken } = await opened();
  await subscribed();
  for (let run = 0; run < 3; run += 1)
    expect(await spoken()).toEqual(Buffer.from(service.jobs[run]?.result?.bytes ?? []));
  expect(service.calls.status).toBe(0);
  expect(service.calls['socket-auth']).toBe(1);
  expect(service.violations).toEqual([]);
});

test(
  'cut again and again, it is there again, and what ended meanwhile is asked for',
  { timeout: 60_000 },
  async () => {
    const { service, subscribed, spoken } = await opened();
    for (let cut = 0; cut < 4; cut += 1) {
      await subscribed();
      const job = service.nextJob();
      const speaking = spoken();
      await job;
      service.sockets.cut();
      expect((await speaking).length).toBeGreaterThan(0);
    }
    await subscribed();
    const calls = service.calls.status;
    await spoken();
    expect(service.calls.status).toBe(calls);
  },
);

test('a job that is never told of is asked for', async () => {
  const { service, subscribed, spoken } = await opened();
  await subscribed();
  service.sockets.stall();
  expect((await spoken()).length).toBeGreaterThan(0);
  expect(service.calls.status).toBeGreaterThan(0);
  service.sockets.resume();
});

test('the id of another account is told of once, and jobs are asked for', async () => {
  const { troubles, spoken } = await opened({ clientId: 'somebody-else' });
  await vi.waitFor(() => expect(troubles).toHaveLength(1), { timeout: soonMs });
  expect(String(troubles[0])).toContain('is DEAPI_CLIENT_ID the account’s?');
  expect((await spoken()).length).toBeGreaterThan(0);
});

test('a server that refuses the key for good is told of once', async () => {
  const { service, troubles } = await opened();
  service.sockets.refuse(4_001);
  service.sockets.cut();
  await vi.waitFor(() => expect(troubles).toHaveLength(1), { timeout: soonMs });
  expect(String(troubles[0])).toContain('refused the connection');
});

test('a server that refuses again after it was well is told of again', async () => {
  const { service, troubles, subscribed } = await opened();
  for (const times of [1, 2]) {
    await subscribed();
    service.sockets.refuse(4_001);
    service.sockets.cut();
    await vi.waitFor(() => expect(troubles).toHaveLength(times), { timeout: soonMs });
    service.sockets.admit();
  }
});

test('once it is lost, a job is not bought without a status call to follow it by', async () => {
  const { service, client, subscribed, spoken } = await opened({ tier: 'basic' });
  await subscribed();
  while (client.quotas.jobs.leftToday > 0) client.quotas.jobs.reserve();
  expect((await spoken()).length).toBeGreaterThan(0);
  service.sockets.refuse(503);
  service.sockets.cut();
  await vi.waitFor(
    async () => {
      // One that is asked for before the loss is known is followed by nobody.
      const { failure, facts } = await failureOf(spoken({ signal: AbortSignal.timeout(2_000) }));
      expect([failure, facts.quota]).toEqual(['rate-limited', 'day']);
    },
    { timeout: soonMs },
  );
});
