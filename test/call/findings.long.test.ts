import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { standardLimits } from '#call/call-limits.ts';
import { UserError } from '#errors.ts';

import { expectWhole, findings, join, speak } from './findings.ts';
import { quiet } from './loopback.ts';

/*
 * The findings of docs on @discordjs/voice 0.19.2, each provoked with the real library in a real worker process,
 * end-to-end encrypted, while another guild goes on speaking.
 */

const { connectionMs } = standardLimits;
const here = findings();
const { open, scene, bystander } = here;

test.concurrent('1, 9: what throws in one connection costs that call a rejoin, and nobody else a frame', async () => {
  await using bench = open();
  const other = await bystander(bench, 150);
  const victim = await scene();
  await join(bench, victim);
  const ticket = speak(bench, victim, 60);
  await ticket.started;
  // A message that the library does not survive (finding 6) is also what throws inside its state.
  here.loopback.voice.guild(victim.guildId).repeatExternalSender(victim.channelId);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(victim.listener);
  expectWhole(victim.listener, 60);
  expect(bench.live.metrics().rejoins).toEqual({ garbled: 1 });
  await other();
});

test.concurrent.each(['server-first', 'null-between', 'state-first'] as const)(
  '2, 7: joins when Discord answers %s',
  async (answer) => {
    await using bench = open();
    const other = await bystander(bench, 30);
    const late = await scene();
    here.loopback.gateway.answers.set(late.guildId, [answer]);
    await join(bench, late);
    expect(await speak(bench, late, 10).ended).toEqual({ outcome: 'heard' });
    await delay(30);
    expectWhole(late.listener, 10);
    expect(here.loopback.gateway.joins(late.guildId)).toBe(1);
    await other();
  },
);

test.concurrent('2: lets go and joins again when Discord believes that the bot is there already', async () => {
  await using bench = open();
  const stuck = await scene();
  here.loopback.gateway.answers.set(stuck.guildId, ['state-only', 'state-first']);
  await join(bench, stuck);
  expect(
    here.loopback.gateway.requests
      .filter(({ guildId }) => guildId === stuck.guildId)
      .map(({ channelId }) => channelId),
  ).toEqual([stuck.channelId, null, stuck.channelId]);
});

test.concurrent.each([4006, 4004, 4016, 4021])(
  '3: close code %i does not become a loop of joins',
  async (code) => {
    await using bench = open();
    const other = await bystander(bench, 100);
    const refused = await scene();
    here.loopback.voice.guild(refused.guildId).faults.closeOnIdentify = { code, times: Infinity };
    await expect(join(bench, refused)).rejects.toThrow(UserError);
    expect(here.loopback.gateway.joins(refused.guildId)).toBe(2);
    expect(bench.live.channelOf(refused.guildId)).toBeUndefined();
    await other();
  },
);

test.concurrent('3: a call that was well tries again with growing pauses, and is well again when Discord is', async () => {
  await using bench = open();
  const victim = await scene();
  await join(bench, victim);
  here.loopback.voice.guild(victim.guildId).faults.closeOnIdentify = { code: 4006, times: 1 };
  here.loopback.voice.guild(victim.guildId).closeSockets(4006);
  await delay(100);
  const ticket = speak(bench, victim, 10);
  expect(await ticket.ended).toEqual({ outcome: 'heard' });
  await quiet(victim.listener);
  expectWhole(victim.listener, 10);
});

test.concurrent('3: encryption that is refused is told at once', async () => {
  await using bench = open();
  const refused = await scene();
  here.loopback.voice.guild(refused.guildId).faults.closeOnIdentify = {
    code: 4017,
    times: Infinity,
  };
  await expect(join(bench, refused)).rejects.toThrow(/end-to-end encryption/);
  expect(here.loopback.gateway.joins(refused.guildId)).toBe(1);
});

test.concurrent('4: a lost answer to IP discovery is asked for again', async () => {
  await using bench = open();
  const lossy = await scene();
  here.loopback.voice.guild(lossy.guildId).faults.droppedDiscoveries = 2;
  const beganMs = performance.now();
  await join(bench, lossy);
  expect(performance.now() - beganMs).toBeLessThan(6000);
  expect(here.loopback.gateway.joins(lossy.guildId)).toBe(1);
});

test.concurrent('4: where no UDP gets out the person is told so', async () => {
  await using bench = open({ limits: { connectionMs: { ...connectionMs, discovering: 2000 } } });
  const other = await bystander(bench, 100);
  const blocked = await scene();
  here.loopback.voice.guild(blocked.guildId).faults.udpBlackhole = true;
  await expect(join(bench, blocked)).rejects.toThrow(/outbound UDP is blocked/);
  await other();
});

test.concurrent.each(['silent', 'refusing'] as const)(
  '4: a voice server that is %s is given up',
  async (endpoint) => {
    await using bench = open({ limits: { connectionMs: { ...connectionMs, opening: 500 } } });
    const dead = await scene();
    here.loopback.voice.guild(dead.guildId).faults.endpoint = endpoint;
    await expect(join(bench, dead)).rejects.toThrow(UserError);
    expect(here.loopback.gateway.joins(dead.guildId)).toBe(2);
  },
);
