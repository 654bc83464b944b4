import { randomBytes } from 'node:crypto';
import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { headersOf } from '../test/speech/deapi/webhook-sender.ts';

/*
 * A stranger's process, which sends forged reports of jobs as fast as it can, and at the end says how many a second were
 * answered: `node bench/forger.ts HOST:PORT PATH MILLISECONDS`.
 */

const [address = '', path = '/', forMs] = process.argv.slice(2);
const [host, port] = address.split(':');
const connections = 200;
const untilMs = performance.now() + Number(forMs);
let answered = 0;
let connected = 0;

/** Reports that look like genuine ones, below an address as a job has it. */
function forged(): Buffer {
  const body = JSON.stringify({ event: 'job.completed', data: { job_request_id: 'x'.repeat(36) } });
  const letter = { body, secret: randomBytes(16).toString('hex') };
  const head = Object.entries({ ...headersOf(letter), 'content-length': String(body.length) });
  const name = randomBytes(16).toString('base64url');
  const lines = [`POST ${path}/${name} HTTP/1.1`, 'host: bot.example'];
  const all = [...lines, ...head.map(([key, value]) => `${key}: ${value}`), '', body];
  return Buffer.from(all.join('\r\n'));
}

const letters = Array.from({ length: 64 }, forged);

async function keepSending(): Promise<void> {
  while (performance.now() < untilMs) await sent(connect(Number(port), host ?? ''));
}

function sent(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.once('connect', () => {
      connected += 1;
      socket.write(letters[connected % letters.length] ?? '');
    });
    socket.once('data', () => {
      answered += 1;
    });
    socket.once('error', () => undefined);
    socket.once('close', () => resolve());
  });
}

process.send?.('sending');
await Promise.race([
  Promise.all(Array.from({ length: connections }, keepSending)),
  delay(Number(forMs) + 1_000),
]);
process.send?.(Math.round((answered * 1_000) / Number(forMs)), () => process.exit(0));
