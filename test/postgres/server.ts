import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { chmod, chown, mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

import pg from 'pg';

import { postgresBin } from './binaries.ts';

const run = promisify(execFile);

/** A PostgreSQL of the tests' own, on a port of its own, with nothing of this machine's. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  urlOf(database: string): string;
  /** Runs a statement as the owner of everything. */
  run(statement: string, database?: string): Promise<readonly Record<string, unknown>[]>;
  /** Makes an empty database, or a copy of another, and resolves with its name. */
  create(template?: string): Promise<string>;
  drop(database: string): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  start(): Promise<void>;
}

/** Nothing that is written has to outlive the machine. */
const settings = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=32MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum=off',
];

/**
 * Ends what it started when nobody holds its input any more, however this process ended, and removes the folder unless it was told
 * to keep it.
 */
const untilForsaken =
  'folder=$1; shift; "$@" & trap "" INT TERM; read -r what; kill -QUIT $!; wait $!; [ "$what" = keep ] || rm -rf "$folder"';

/** Starts one; `more` are settings, as `name=value`. */
export async function postgresServer(more: readonly string[] = []): Promise<PostgresServer> {
  if (postgresBin === undefined) throw new Error('there is no PostgreSQL on this machine');
  const bin = postgresBin;
  const folder = await mkdtemp(join(tmpdir(), 'crier-postgres-'));
  const user = await unprivileged();
  if (user) await chown(folder, user.uid, user.gid);
  await chmod(folder, 0o700);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const asUser = { ...user, cwd: folder };
  const initdb = [
    '-D',
    data,
    '-U',
    'crier',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  await run(join(bin, 'initdb'), initdb, asUser);
  const port = await freePort();
  const options = [...settings, `port=${port}`, ...more].flatMap((setting) => ['-c', setting]);
  const urlOf = (database: string): string => `postgres://crier@127.0.0.1:${port}/${database}`;
  let process_: ChildProcess | undefined;
  let count = 0;

  async function start(): Promise<void> {
    const program = [join(bin, 'postgres'), '-D', data, ...options];
    process_ = spawn('sh', ['-c', untilForsaken, 'sh', folder, ...program], {
      ...asUser,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    await answering();
  }

  async function answering(): Promise<void> {
    for (let attempt = 0; ; attempt += 1)
      try {
        await query('SELECT 1');
        return;
      } catch (error) {
        if (attempt === 200) throw error;
        await delay(25);
      }
  }

  /** One for each database: to connect takes longer than most of what is asked. */
  const clients = new Map<string, Promise<pg.Client>>();

  async function connected(database: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: urlOf(database), types: wholeNumbers });
    client.on('error', () => void clients.delete(database));
    try {
      await client.connect();
    } catch (error) {
      clients.delete(database);
      throw error;
    }
    return client;
  }

  async function disconnect(database: string): Promise<void> {
    const client = await clients.get(database);
    clients.delete(database);
    await client?.end();
  }

  async function query(statement: string, database = 'postgres') {
    const client = clients.get(database) ?? connected(database);
    clients.set(database, client);
    const { rows } = await (await client).query<Record<string, unknown>>(statement);
    return rows;
  }

  async function kill(): Promise<void> {
    if (!process_) return;
    for (const database of clients.keys()) await disconnect(database);
    const ended = once(process_, 'exit');
    process_.stdin?.end('keep\n');
    await ended;
    process_ = undefined;
  }

  await start();
  return {
    port,
    urlOf,
    run: query,
    async create(template) {
      count += 1;
      // Nobody may use what is copied.
      if (template !== undefined) await disconnect(template);
      const name = `d${count}`;
      await query(
        `CREATE DATABASE ${name}${template === undefined ? '' : ` TEMPLATE ${template}`}`,
      );
      return name;
    },
    async drop(database) {
      await disconnect(database);
      await query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    },
    kill,
    start,
    async [Symbol.asyncDispose]() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const int8: number = 20;
/** 64-bit integers as numbers, as SQLite gives them. */
const wholeNumbers = {
  getTypeParser: (oid: number) => (oid === int8 ? Number : pg.types.getTypeParser(oid)),
};

/** PostgreSQL refuses to run as root. */
async function unprivileged(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody'])
    try {
      const [uid, gid] = await Promise.all(
        ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
      );
      if (uid !== undefined && gid !== undefined) return { uid, gid };
    } catch {
      // The next may be there.
    }
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
