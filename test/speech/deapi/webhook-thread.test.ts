import { expect, onTestFinished, test } from 'vitest';

import { ConfigError } from '#errors.ts';
import { WebhookAddress } from '#speech/deapi/webhook-address.ts';
import type { GenuineReport } from '#speech/deapi/webhook-receiver.ts';
import { type ReceiverThreadOptions, receiverThread } from '#speech/deapi/webhook-thread.ts';

import { freePort } from '../../job-ways.ts';
import { post, reportOf } from './webhook-sender.ts';

const address = { url: 'https://bot.example/crier', keptSecret: Buffer.alloc(32, 7) };
const body = reportOf('job-1', 'job.completed');

async function opened(more: Partial<ReceiverThreadOptions> = {}) {
  const reports: GenuineReport[] = [];
  const untimely: true[] = [];
  const troubles: unknown[] = [];
  const receiver = await receiverThread({
    address,
    listen: { host: '127.0.0.1', port: 0 },
    onGenuine: (report) => reports.push(report),
    onUntimely: () => untimely.push(true),
    onTrouble: (error) => troubles.push(error),
    ...more,
  });
  onTestFinished(() => receiver.close());
  const { url, secret } = new WebhookAddress(address).forJob();
  const local = `http://127.0.0.1:${receiver.port}${new URL(url).pathname}`;
  return { receiver, reports, untimely, troubles, local, secret };
}

test('what is genuine comes out of the thread as it was signed, and nothing else does', async () => {
  const { reports, untimely, local, secret } = await opened();
  const timestamp = Math.floor(Date.now() / 1000) - 900;
  expect(await post(local, { body, secret: 'of a stranger' })).toBe(401);
  expect(await post(local, { body, secret, timestamp })).toBe(401);
  expect(await post(local, { body, secret })).toBe(204);
  await expect.poll(() => reports.length).toBe(1);
  expect(Buffer.from(reports[0]!.body).toString()).toBe(body);
  expect(untimely).toHaveLength(1);
});

test('closed, it leaves the port to others', async () => {
  const { receiver, local, secret } = await opened();
  await receiver.close();
  expect(await post(local, { body, secret })).toBe('ECONNREFUSED');
});

test('a port that another has is named, with what to do', async () => {
  const { receiver } = await opened();
  const { port } = receiver;
  const again = opened({ listen: { host: '127.0.0.1', port } });
  await expect(again).rejects.toThrow(ConfigError);
  await expect(again).rejects.toThrow(
    `Crier can't listen on 127.0.0.1:${port} for deAPI's reports: another program does. Name another address in WEBHOOK_LISTEN.`,
  );
});

test('a thread that ends is begun anew, and listens again', async () => {
  const port = await freePort();
  // Deaf the first time: it ends once it was asked for anything.
  const script = new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { createServer } from 'node:http';
      import { parentPort, workerData } from 'node:worker_threads';
      createServer(() => process.exit(1)).listen(${port}, '127.0.0.1', () =>
        parentPort.postMessage({ kind: 'listening', port: ${port} }));
    `)}`,
  );
  const { local, troubles } = await opened({ script, pauseMs: 1 });
  expect(await post(local, { body })).toBe('ECONNRESET');
  await expect.poll(() => post(local, { body }), { timeout: 10_000 }).toBe('ECONNRESET');
  await expect.poll(() => troubles.length).toBeGreaterThan(1);
});
