import { expect, test } from 'vitest';

import { whyUnfit } from '#store/postgres/identity.ts';
import { endsConnection, isConflict, named } from '#store/postgres/postgres-errors.ts';

/** As the server, or Node, tells of something. */
const errorOf = (code: string, isOfServer = true) =>
  Object.assign(new Error(`it said ${code}`), { code, ...(isOfServer && { severity: 'ERROR' }) });

test.each([
  ['08006', true, true],
  ['08P01', true, true],
  ['57P01', true, true],
  ['53300', true, true],
  ['23505', true, false],
  ['40001', true, false],
  ['ECONNRESET', false, true],
])('%s ends the connection: it is the server’s %s, %s', (code, isOfServer, ends) => {
  expect(endsConnection(errorOf(code, isOfServer))).toBe(ends);
});

test.each([
  ['40001', true],
  ['40P01', true],
  ['23505', false],
])('after %s the same may succeed: %s', (code, may) => {
  expect(isConflict(errorOf(code))).toBe(may);
});

test.each([
  ['53100', 'DiskFullError'],
  ['08006', 'DatabaseAwayError'],
  ['23505', 'Error'],
])('%s is a %s', (code, name) => {
  expect(named(errorOf(code), 'the store')).toMatchObject({ name });
});

const fit = { version: 140_000, encoding: 'UTF8', schema: 'public', standby: false };

test.each([
  [{}, /^fit$/u],
  [{ version: 139_999 }, /is older than PostgreSQL 14/u],
  [{ encoding: 'SQL_ASCII' }, /holds texts as SQL_ASCII/u],
  [{ standby: true }, /can only be read, as a copy that follows another/u],
  [{ schema: null }, /has no schema/u],
])('of a server that differs by %j it is said why no store can be there: %s', (differing, why) => {
  expect(whyUnfit({ ...fit, ...differing }) ?? 'fit').toMatch(why);
});
