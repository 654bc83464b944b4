import { execFile } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { fc } from '@fast-check/vitest';
import { expect, test } from 'vitest';

import { makeCertificate } from '#tls/certificate.ts';
import { identifier, time, tlv } from '#tls/der.ts';

const run = promisify(execFile);

test('the certificate is its own authority, for this machine, for a month', () => {
  const { certificate, privateKey } = makeCertificate();
  const read = new X509Certificate(certificate);
  expect(read.ca).toBe(true);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.checkPrivateKey(createPrivateKey(privateKey))).toBe(true);
  expect(read.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(read.checkHost('localhost')).toBe('localhost');
  expect(read.checkHost('example.org')).toBeUndefined();
  const days = (new Date(read.validTo).getTime() - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(29);
  expect(days).toBeLessThan(31);
});

test('a process that was started with it as an extra authority trusts the server', async () => {
  const { certificate, privateKey } = makeCertificate();
  const server = createServer({ cert: certificate, key: privateKey }, (_, reply) =>
    reply.end('in'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  const file = join(folder, 'ca.pem');
  await writeFile(file, certificate);
  const script = `fetch('https://127.0.0.1:${port}').then((r) => r.text()).then(console.log)`;
  try {
    const { stdout } = await run(process.execPath, ['-e', script], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: file },
    });
    expect(stdout).toBe('in\n');
    await expect(run(process.execPath, ['-e', script])).rejects.toThrow('fetch failed');
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
});

test('DER lengths are as short as can be', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000 }), (body) => {
      const { length } = body;
      const header = tlv(4, body).length - length;
      expect(header).toBe(length < 128 ? 2 : length < 256 ? 3 : length < 65_536 ? 4 : 5);
    }),
  );
});

test('object identifiers and times are written as the standard has them', () => {
  expect(identifier('1.2.840.10045.4.3.2').toString('hex')).toBe('06082a8648ce3d040302');
  expect(time(new Date('2026-11-22T14:15:16Z')).toString('latin1')).toBe('\u0017\r261122141516Z');
});
