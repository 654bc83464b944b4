import { expect, test } from 'vitest';

import { resultHosts } from '#speech/deapi/result-hosts.ts';

const hosts = resultHosts([
  '*.deapi.ai',
  'cdn.example.org',
  'store.example.org:8443',
  '127.0.0.1:9000',
  'localhost',
]);

test.each([
  'https://results.deapi.ai/a.mp3?X-Amz-Signature=1',
  'https://storage.deapi.ai/a',
  'https://a.b.deapi.ai/',
  'https://cdn.example.org/',
  'https://store.example.org:8443/',
  'http://127.0.0.1:9000/a',
  'http://localhost/a',
])('%s may be fetched', (address) => {
  expect(hosts.mayFetch(new URL(address))).toBe(true);
});

test.each([
  'http://results.deapi.ai/a.mp3',
  'https://results.deapi.ai:8443/',
  'https://deapi.ai/',
  'https://deapi.ai.evil.example/',
  'https://evildeapi.ai/',
  'https://results.deapi.ai@evil.example/',
  'https://user@results.deapi.ai/',
  'https://user:pass@results.deapi.ai/',
  'https://results.deapi.ai./',
  'https://rеsults.dеapi.ai/',
  'https://cdn.example.org:444/',
  'http://cdn.example.org/',
  'https://store.example.org/',
  'http://127.0.0.1/',
  'http://127.0.0.1:9001/',
  'http://2130706433/',
  'http://[::1]:9000/',
  'http://169.254.169.254/latest/meta-data',
  'file:///etc/passwd',
  'ftp://results.deapi.ai/',
  'data:audio/mpeg;base64,AAAA',
])('%s may not be fetched', (address) => {
  expect(hosts.mayFetch(new URL(address))).toBe(false);
});

test.each([
  ['results.deapi.ai', '104.16.0.1', true],
  ['results.deapi.ai', '2606:4700::1', true],
  ['results.deapi.ai', '198.17.255.255', true],
  ['results.deapi.ai', '198.20.0.1', true],
  ['results.deapi.ai', '223.255.255.255', true],
  ['results.deapi.ai', '2001:4860::1', true],
  ['results.deapi.ai', '::ffff:104.16.0.1', true],
  ['results.deapi.ai', '198.18.0.7', false],
  ['results.deapi.ai', '198.19.255.255', false],
  ['results.deapi.ai', '240.0.0.1', false],
  ['results.deapi.ai', '255.255.255.255', false],
  ['results.deapi.ai', '224.0.0.1', false],
  ['results.deapi.ai', '192.0.0.8', false],
  ['results.deapi.ai', '64:ff9b::7f00:1', false],
  ['results.deapi.ai', '64:ff9b::169.254.169.254', false],
  ['results.deapi.ai', '64:ff9b:1::a01:203', false],
  ['results.deapi.ai', '2002:7f00:1::', false],
  ['results.deapi.ai', '2001:0:1::1', false],
  ['results.deapi.ai', '::7f00:1', false],
  ['results.deapi.ai', 'fe80::1', false],
  ['results.deapi.ai', 'ff02::1', false],
  ['results.deapi.ai', '::ffff:198.18.0.1', false],
  ['results.deapi.ai', '127.0.0.1', false],
  ['results.deapi.ai', '10.1.2.3', false],
  ['results.deapi.ai', '169.254.169.254', false],
  ['results.deapi.ai', '192.168.1.1', false],
  ['results.deapi.ai', '::1', false],
  ['results.deapi.ai', 'fd00::1', false],
  ['results.deapi.ai', '::ffff:127.0.0.1', false],
  ['results.deapi.ai', '', false],
  ['127.0.0.1', '127.0.0.1', true],
  ['cdn.example.org', '10.1.2.3', true],
  // A proxy that answers names with addresses of its own: the operator has to name the host.
  ['cdn.example.org', '198.18.0.7', true],
])('%s at %s: %s', (hostname, address, expected) => {
  expect(hosts.mayReach(hostname, address)).toBe(expected);
});
