import { expect, test } from 'vitest';

import { UserError } from '#errors.ts';
import { fitted, readFile, writtenFile } from '#features/configuring/settings-file.ts';
import { serverSettings } from '#store/server-settings.ts';

const everything = { channel: () => 'name', role: () => 'name', person: () => 'name' };
const there = { ...everything, voice: () => true };
const idsUpTo = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String(400_000_000_000_000_000n + BigInt(at)));

/** A server with as much as it may have, and words in it that look like structure. */
const fullest = serverSettings.parse({
  channels: Object.fromEntries(
    idsUpTo(500).map((id) => [id, { voice: { voice: id, style: '":{[,\\'.repeat(50) } }]),
  ),
  forbiddenVoices: idsUpTo(2_000),
  reading: {
    on: true,
    channelIds: idsUpTo(500),
    excludedIds: idsUpTo(50),
    ignoredRoleIds: idsUpTo(500),
  },
  calls: { personIds: idsUpTo(500), roleIds: idsUpTo(500) },
});

test('all that a server can have set comes back from its file', () => {
  const bytes = new TextEncoder().encode(writtenFile(fullest, there));
  expect(fitted(readFile(bytes), serverSettings.parse({}), there)).toEqual({
    settings: fullest,
    left: [],
  });
});

test.each([
  ['names', Object.fromEntries(idsUpTo(13_000).map((id) => [id, 0]))],
  ['objects', { x: Array.from({ length: 26_000 }, () => ({})) }],
])('a file with more %s in it than any server has settings is refused unread', (_, settings) => {
  const file = JSON.stringify({ crier: 'settings', version: 1, settings });
  expect(() => readFile(new TextEncoder().encode(file))).toThrow(UserError);
});

test('what can’t be set is left out, and all else is taken', () => {
  const settings = { reading: { on: true, prefix: 'x'.repeat(1_000) }, volumeDb: 'loud' };
  const file = JSON.stringify({ crier: 'settings', version: 1, settings });
  const now = serverSettings.parse({});
  const { settings: after, left } = fitted(readFile(new TextEncoder().encode(file)), now, there);
  expect(after).toEqual({ ...now, reading: { ...now.reading, on: true } });
  expect(left).toHaveLength(2);
});
