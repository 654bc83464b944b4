import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

import { startDiscord } from '@crier/rehearsal/discord/discord.ts';
import { startTcpRelay } from '@crier/rehearsal/network/tcp-relay.ts';
import { Events } from 'discord.js';
import { expect, onTestFinished, test } from 'vitest';

import { connection } from '#discord/client.ts';
import { type GatewayWatchLimits, watchGateway } from '#discord/gateway-watch.ts';
import { RefusalGuard } from '#discord/refusal-guard.ts';
import { discordRequests } from '#discord/requests.ts';

const quick = { lookMs: 50, quietLooks: 6, answerLooks: 6, mutestLooks: 100 };

/** A real client whose gateway is behind a relay, with heartbeats as rare as Discord's. */
async function connected(limits: Partial<GatewayWatchLimits> = {}) {
  const discord = await startDiscord({ heartbeatIntervalMs: 41_250 });
  const relay = await startTcpRelay(Number(new URL(discord.apiUrl).port));
  discord.gateway.faults.announcedUrl = `ws://127.0.0.1:${relay.port}`;
  const requests = discordRequests(new RefusalGuard(() => undefined));
  const { client } = connection(discord.apiUrl, requests, {
    seesContent: true,
    seesTyping: false,
  });
  const dead: number[] = [];
  const unwatch = watchGateway(client, () => dead.push(performance.now()), { ...quick, ...limits });
  onTestFinished(async () => {
    unwatch();
    relay.close();
    await client.destroy();
    await requests.close();
    await discord.close({ check: false });
  });
  const ready = once(client, Events.ClientReady);
  await client.login(discord.token);
  await ready;
  return { discord, relay, client, dead };
}

test.each(['abandon', 'blackhole'] as const)(
  'a gateway that nothing comes from any more (%s) is left, and resumed on another connection',
  async (fault) => {
    const { discord, relay, dead } = await connected();
    const since = { ...discord.gateway.counts };
    const sinceMs = performance.now();
    relay[fault]();
    await expect.poll(() => dead.length, { timeout: 5_000 }).toBe(1);
    if (fault === 'blackhole') relay.restore();
    expect(await discord.gateway.back(5_000, since)).toBe('resumed');
    expect(performance.now() - sinceMs).toBeLessThan(5_000);
  },
);

test('a quiet gateway that answers when it is asked is left alone', async () => {
  const { discord, dead } = await connected();
  const since = { ...discord.gateway.counts };
  await delay(1_500);
  expect(dead).toEqual([]);
  expect(discord.gateway.counts).toEqual(since);
  expect(discord.violations).toEqual([]);
});

test('after the machine slept the gateway is asked at once', async () => {
  let sleptMs = 0;
  const { discord, relay } = await connected({
    quietLooks: 1_000,
    mutestLooks: 2_000,
    now: () => Date.now() + sleptMs,
  });
  const since = { ...discord.gateway.counts };
  relay.abandon();
  sleptMs = 60_000;
  expect(await discord.gateway.back(5_000, since)).toBe('resumed');
});

test('a gateway that takes the connection and never says hello is tried again', async () => {
  const { discord, relay, dead } = await connected({ mutestLooks: 20 });
  const since = { ...discord.gateway.counts };
  discord.gateway.faults.helloDelayMs = Infinity;
  relay.cut();
  await expect.poll(() => dead.length, { timeout: 10_000 }).toBeGreaterThan(0);
  discord.gateway.faults.helloDelayMs = 0;
  expect(await discord.gateway.back(10_000, since)).toBe('resumed');
});
