import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { postgresBin } from '../test/postgres/binaries.ts';
import { postgresServer } from '../test/postgres/server.ts';
import type { Figure, Scenario } from './row.ts';

const servers = 100_000;
const runs = 500;
const warmUpRuns = 100;
/** Prime to the number of servers: somebody else's settings every time. */
const step = 97;

/** The settings of each server, as both databases make them. */
const settings = `'{"voice":{"voice":"voice-' || (n % 50) || '/l1/bench","speed":1.2},"reading":{"on":true}}'`;
const firstId = 300_000_000_000_000_000n;
const idOf = (index: number): string => String(firstId + BigInt((index * step) % servers));

/** The settings of one of 100,000 servers: from memory, and from either database, as far as there is a PostgreSQL here. */
export const scaleSettings: Scenario = {
  names: ['scale/settings', 'scale/settings-sqlite', 'scale/settings-postgres'],
  lacking: postgresBin === undefined ? ['scale/settings-postgres'] : [],
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'crier-bench-'));
    try {
      const [sqlite, memory] = await ofSqlite(folder);
      return [
        { name: 'scale/settings', unit: 'ms', samples: memory },
        { name: 'scale/settings-sqlite', unit: 'ms', samples: sqlite },
        ...(postgresBin === undefined ? [] : [await ofPostgres(folder)]),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function ofSqlite(folder: string): Promise<readonly [number[], number[]]> {
  await (await openStore({ folder })).close();
  {
    using file = new DatabaseSync(join(folder, 'crier.sqlite'));
    file.exec(`WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${servers - 1})
      INSERT INTO settings SELECT ${firstId} + n, '', ${settings}, 0 FROM numbers`);
  }
  const store = await openStore({ folder });
  const figures = [await timed(store), await timed(store)] as const;
  await store.close();
  return figures;
}

async function ofPostgres(folder: string): Promise<Figure> {
  await using server = await postgresServer();
  const name = await server.create();
  const postgres = { url: server.urlOf(name), called: name };
  await (await openStore({ folder, postgres })).close();
  await server.run(
    `INSERT INTO settings SELECT ${firstId} + n, '', ${settings}, 0 FROM generate_series(0, ${servers - 1}) AS n; ANALYZE`,
    name,
  );
  const store = await openStore({ folder, postgres });
  const samples = await timed(store);
  await store.close();
  return { name: 'scale/settings-postgres', unit: 'ms', samples };
}

/** Milliseconds of each reading: the second time all of it is in memory. */
async function timed({ serverSettings }: Store): Promise<number[]> {
  const samples: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run += 1) {
    const startedAtMs = performance.now();
    const { reading } = await serverSettings.get(idOf(run));
    if (run >= warmUpRuns) samples.push(performance.now() - startedAtMs);
    if (!reading.on) throw new Error('expected the settings of a server that is read to');
  }
  return samples;
}
