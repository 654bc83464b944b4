import { expect, test } from 'vitest';

import { calledIn } from '#store/postgres/place.ts';

test.each([
  ['postgres://crier:secret@db.example.org/crier', 'the database crier on db.example.org'],
  ['postgres://crier:secret@10.0.0.1:5433/a%20b', 'the database a b on 10.0.0.1:5433'],
  ['postgres:///crier?host=/run/postgresql', 'the database crier on /run/postgresql'],
  ['postgres:///crier', 'the database crier on this machine'],
  ['postgres://crier@db.example.org', 'the database of its user on db.example.org'],
])('%s is called so, without who opens it', (url, called) => {
  expect(calledIn(url)).toBe(called);
});
