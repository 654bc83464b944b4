import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';

import { startDeapi } from '#deapi/deapi.ts';
import type { Deapi } from '#deapi/deapi.ts';
import { ManualTime } from '#deapi/manual-time.ts';

import { clientOf } from './client.ts';
import { readySound } from './ready-sound.ts';

interface Message {
  readonly event: string;
  readonly channel?: string;
  readonly data?: unknown;
}

let deapi: Deapi;
let time: ManualTime;
let client: ReturnType<typeof clientOf>;
const open: WebSocket[] = [];

/** A busy machine takes its time. */
const late = { timeout: 15_000 };
const sound = readySound();

beforeEach(async () => {
  time = new ManualTime(Date.UTC(2026, 10, 22, 12));
  deapi = await startDeapi({ quotas: {}, sound, now: time.now, sleep: time.sleep });
  client = clientOf(deapi);
});
afterEach(async () => {
  for (const socket of open.splice(0)) socket.terminate();
  await deapi.close();
});

/** A bare client of the protocol, with all that it heard. */
function connect(path = `/app/${deapi.sockets.key}?protocol=7&client=test&version=1`) {
  const socket = new WebSocket(deapi.sockets.url + path);
  open.push(socket);
  const heard: Message[] = [];
  socket.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString()) as Message));
  socket.on('error', () => {});
  return {
    socket,
    heard,
    send: (event: string, data: unknown) => socket.send(JSON.stringify({ event, data })),
    /** The next message of that name, or one that has come. */
    async next(event: string): Promise<Message> {
      return expect
        .poll(() => heard.find((each) => each.event === event), late)
        .toBeDefined()
        .then(() => heard.find((each) => each.event === event)!);
    },
    told: () =>
      heard
        .filter(({ event }) => event === 'request.status.updated')
        .map(({ data }) => JSON.parse(data as string) as Record<string, unknown>),
    closed: () => new Promise<number>((resolve) => socket.once('close', resolve)),
  };
}

type Connected = ReturnType<typeof connect>;

const channel = () => `private-client.${deapi.sockets.clientId}`;

async function socketIdOf(connected: Connected): Promise<string> {
  const { data } = await connected.next('pusher:connection_established');
  return (JSON.parse(data as string) as { socket_id: string }).socket_id;
}

function authorise(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = client.json(fields);
  return client.ask('POST', '/broadcasting/auth', {
    ...body,
    headers: { ...body.headers, ...headers },
  });
}

async function listen(): Promise<Connected> {
  const connected = connect();
  const socket_id = await socketIdOf(connected);
  const { text } = await authorise({ socket_id, channel_name: channel() });
  const { auth } = JSON.parse(text) as { auth: string };
  connected.send('pusher:subscribe', { channel: channel(), auth });
  await connected.next('pusher_internal:subscription_succeeded');
  return connected;
}

describe('a connection', () => {
  test('is greeted with its id, and its pings are answered', async () => {
    const connected = connect();
    expect(await socketIdOf(connected)).toMatch(/^\d+\.\d+$/u);
    connected.send('pusher:ping', {});
    expect(await connected.next('pusher:pong')).toEqual({ event: 'pusher:pong', data: {} });
    expect(deapi.sockets).toMatchObject({ connections: 1, opened: 1, listeners: 0 });
  });

  test.each([
    ['another key', '/app/another?protocol=7', 4001],
    ['no version', '/app/depin-api-prod-key', 4008],
    ['a version that is none', '/app/depin-api-prod-key?protocol=x', 4006],
    ['a version of the future', '/app/depin-api-prod-key?protocol=8', 4007],
  ])('with %s is told so, and closed', async (_, path, code) => {
    const connected = connect(path);
    expect(await connected.closed()).toBe(code);
    expect(connected.heard).toEqual([
      { event: 'pusher:error', data: { code, message: expect.any(String) } },
    ]);
  });

  test('that says nothing for two minutes is closed', async () => {
    const connected = connect();
    await socketIdOf(connected);
    time.pass(119_000);
    connected.send('pusher:ping', {});
    await connected.next('pusher:pong');
    time.pass(119_000);
    expect(deapi.sockets.connections).toBe(1);
    time.pass(1000);
    expect(await connected.closed()).toBe(4201);
  });
});

describe('the account’s channel', () => {
  test('is opened by the key and the id of the account, for one connection', async () => {
    const { text } = await authorise({ socket_id: '12.34', channel_name: channel() });
    const [key, signature] = (JSON.parse(text) as { auth: string }).auth.split(':');
    expect(key).toBe('depin-api-prod-key');
    const right = createHmac('sha256', 'rehearsal-not-a-secret').update(`12.34:${channel()}`);
    expect(signature).toBe(right.digest('hex'));
    expect(deapi.calls['socket-auth']).toBe(1);
    expect(deapi.violations).toEqual([]);
  });

  test.each([
    ['another account’s id', () => ({ socket_id: '12.34', channel_name: 'private-client.1' }), {}],
    ['no id of a socket', () => ({ channel_name: channel() }), {}],
    [
      'another key',
      () => ({ socket_id: '12.34', channel_name: channel() }),
      { authorization: 'Bearer 1|x' },
    ],
  ])('is not opened by %s', async (_, fields, headers) => {
    const { status } = await authorise(fields(), headers);
    expect(status).toBe(403);
  });

  test('asked for in anything but JSON is a violation', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams({ socket_id: '1.2', channel_name: channel() }).toString();
    const { status } = await client.ask('POST', '/broadcasting/auth', { body, headers });
    expect(status).toBe(403);
    expect(deapi.violations).toEqual(['Not application/json in socket-auth']);
  });

  test('is not opened by what was signed for another connection', async () => {
    const connected = connect();
    await socketIdOf(connected);
    const { text } = await authorise({ socket_id: '12.34', channel_name: channel() });
    const { auth } = JSON.parse(text) as { auth: string };
    for (const pass of [auth, undefined]) {
      connected.heard.length = 0;
      connected.send('pusher:subscribe', { channel: channel(), auth: pass });
      expect(await connected.next('pusher:subscription_error')).toEqual({
        event: 'pusher:subscription_error',
        channel: channel(),
        data: { type: 'AuthError', error: 'The connection is unauthorized.', status: 401 },
      });
    }
    expect(deapi.sockets.listeners).toBe(0);
  });

  test('is told nothing by its clients', async () => {
    const connected = await listen();
    connected.send('client-hello', {});
    expect((await connected.next('pusher:error')).data).toMatchObject({ code: 4301 });
    expect(deapi.violations).toEqual(['The server of sockets knows no client-hello']);
  });
});

describe('a job', () => {
  test('is told of as it begins and when it is done, at the top and with its progress as text', async () => {
    const connected = await listen();
    const { request_id: id } = (await client.submit()).body.data;
    await expect.poll(() => connected.told().length, late).toBe(2);
    expect(connected.told()).toEqual([
      {
        request_id: id,
        status: 'processing',
        preview: null,
        result_url: null,
        progress: expect.stringMatching(/^\d{1,2}\.00$/u),
      },
      {
        request_id: id,
        status: 'done',
        preview: null,
        result_url: expect.stringContaining('X-Amz-Signature='),
        progress: '100.00',
      },
    ]);
    const said = connected.heard.find(({ event }) => event === 'request.status.updated');
    expect(said).toMatchObject({ channel: channel(), data: expect.any(String) });
  });

  test('that takes its time is told of on the way', async () => {
    const connected = await listen();
    deapi.setLatency(500);
    await client.submit();
    await expect.poll(() => connected.told().length, late).toBe(3);
    const { status, progress } = connected.told()[1]!;
    expect([status, Math.round(Number(progress) / 20)]).toEqual(['in_progress', 3]);
  });

  test('that fails is never told of as failed, and none as waiting', async () => {
    const connected = await listen();
    deapi.next({ job: { error: {} } });
    await client.finished();
    await delay(20);
    expect(connected.told().map(({ status }) => status)).toEqual(['processing']);
  });

  test('is told of after the answer to its submit, or before it by a fault', async () => {
    const connected = await listen();
    deapi.next({ on: 'submit', fail: 'never-answers' });
    client.submit().catch(() => undefined);
    await expect.poll(() => connected.told().length, late).toBe(2);

    deapi.next({ job: { newsFirst: true, time: 30 } });
    const { request_id: id } = (await client.submit()).body.data;
    expect(deapi.sockets.sent.filter(({ payload }) => payload.request_id === id)).toHaveLength(2);
  });

  test('can be told of never, twice, or late', async () => {
    const connected = await listen();
    deapi.next({ socket: 'lost', status: 'processing' });
    deapi.next({ socket: 'doubled', status: 'done' });
    await client.finished();
    await expect
      .poll(() => connected.told().map(({ status }) => status), late)
      .toEqual(['done', 'done']);
    deapi.next({ socket: { lateMs: 1000 }, status: 'done' });
    await client.finished({ text: 'A later line.' });
    await expect.poll(() => connected.told().at(-1)?.['status'], late).toBe('processing');
    time.pass(1000);
    await expect.poll(() => connected.told().at(-1)?.['status'], late).toBe('done');
  });
});

describe('the server', () => {
  test.each([
    [undefined, 1006],
    [4200, 4200],
  ])('can be cut (%s), and what is missed is not told again', async (code, seen) => {
    const connected = await listen();
    deapi.sockets.cut(code);
    expect(await connected.closed()).toBe(seen);
    await client.finished();
    const again = await listen();
    await client.finished({ text: 'Told again.' });
    await expect.poll(() => again.told().length, late).toBe(2);
    expect(deapi.sockets.sent.map(({ listeners }) => listeners)).toEqual([1, 1]);
  });

  test('can stall: it neither speaks nor hears, and stays', async () => {
    const connected = await listen();
    deapi.sockets.stall();
    connected.send('pusher:ping', {});
    await client.finished();
    await delay(30);
    expect(connected.heard.map(({ event }) => event)).not.toContain('pusher:pong');
    expect(connected.told()).toEqual([]);
    deapi.sockets.resume();
    connected.send('pusher:ping', {});
    await connected.next('pusher:pong');
    expect(connected.told()).toEqual([]);
  });

  test('can refuse, by HTTP and by its own codes, and be offline', async () => {
    deapi.sockets.refuse(503);
    expect(await connect().closed()).toBe(1006);
    deapi.sockets.refuse(4100);
    const refused = connect();
    expect(await refused.closed()).toBe(4100);
    expect(refused.heard[0]?.data).toMatchObject({ code: 4100 });
    deapi.sockets.admit();
    const connected = await listen();
    const cut = connected.closed();
    await deapi.goOffline();
    expect(await cut).toBe(1006);
    expect(await connect().closed()).toBe(1006);
    await deapi.goOnline();
    await listen();
  });
});
