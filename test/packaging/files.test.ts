import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { loadConfig } from '#config.ts';
import { graceMs } from '#lifecycle.ts';
import { statusServer } from '#metrics/status-server.ts';
import { exitCodes } from '#ops/exit-codes.ts';
import { heartbeatName } from '#ops/heartbeat.ts';

import { root, stagesOf, textOf, unitOf } from './files.ts';

/** The end takes this beside the grace: children, the gateway, the store. */
const endingMs = 5_000;

describe('the image', () => {
  const stages = stagesOf(textOf('Dockerfile'));
  const [packages = [], last = []] = stages;
  const all = (stage: typeof last, name: string): readonly string[] =>
    stage.filter((each) => each.name === name).map(({ rest }) => rest);

  test('it is made in two stages of Debian, the last without npm', () => {
    expect(stages).toHaveLength(2);
    expect(textOf('Dockerfile')).toMatch(/INSTALLER=node:24-\w+-slim\n.*BASE=debian:\w+-slim/u);
    expect(all(last, 'RUN').join('\n')).not.toMatch(/npm|apt|curl/u);
  });

  test('it has the packages of the lock file, without those for development, and no secret', () => {
    expect(all(packages, 'COPY')).toEqual(['package.json package-lock.json .npmrc ./']);
    expect(all(packages, 'RUN')[0]).toMatch(/^npm ci --omit=dev /u);
    expect(textOf('Dockerfile')).not.toMatch(/TOKEN|KEY|SECRET|COPY \.\s/u);
  });

  test('it runs as nobody in particular, who can write the volume alone', () => {
    expect(all(last, 'USER')).toEqual(['10001:10001']);
    expect(all(last, 'VOLUME')).toEqual(['/data']);
    expect(all(last, 'ENV').join(' ')).toContain('CRIER_DATA=/data');
    expect(all(last, 'RUN')).toEqual(['install -d -o 10001 -g 10001 -m 700 /data']);
    const order = last.map(({ name }) => name);
    expect(order.indexOf('USER')).toBeGreaterThan(order.lastIndexOf('COPY'));
  });

  test('the bot itself gets the signals, since no shell or npm stands before it', () => {
    expect(JSON.parse(all(last, 'CMD')[0] ?? '')).toEqual(['node', 'src/main.js']);
    expect(all(last, 'ENTRYPOINT')).toEqual([]);
    expect(all(last, 'STOPSIGNAL')).toEqual(['SIGTERM']);
  });

  describe('its health', () => {
    const [check = ''] = all(last, 'HEALTHCHECK');
    const [program, ...args] = JSON.parse(check.slice(check.indexOf('['))) as [string, ...string[]];
    const folder = mkdtempSync(join(tmpdir(), 'crier-alive-'));
    const path = join(folder, heartbeatName);
    afterAll(() => rmSync(folder, { recursive: true }));

    /** Whether it is well, with these variables. */
    async function isWell(variables: Readonly<Record<string, string>> = {}): Promise<boolean> {
      const env = { PATH: process.env['PATH'], CRIER_DATA: folder, ...variables };
      const [code] = (await once(spawn(program, args, { cwd: root, env }), 'exit')) as [number];
      return code === 0;
    }

    test('it is well when the event loop of the bot turned lately', async () => {
      expect(await isWell()).toBe(false);
      writeFileSync(path, '');
      expect(await isWell()).toBe(true);
      spawnSync('touch', ['-d', '3 minutes ago', path]);
      expect(await isWell()).toBe(false);
    });

    test.each([
      ['127.0.0.1', (port: number) => String(port)],
      ['127.0.0.1', (port: number) => `127.0.0.1:${port}`],
      ['0.0.0.0', (port: number) => `0.0.0.0:${port}`],
      ['::', (port: number) => `[::]:${port}`],
    ])(
      'where it tells how it does on %s, it has to say that it lives (%#)',
      async (host, listen) => {
        writeFileSync(path, '');
        const server = await statusServer({
          listen: { host, port: 0 },
          notReady: () => 'a connection to Discord is away',
          metrics: async () => ({ type: 'text/plain', text: '' }),
        });
        const variables = { METRICS_LISTEN: listen(server.port) };
        expect(await isWell(variables)).toBe(true);
        await server.close();
        expect(await isWell(variables)).toBe(false);
      },
    );
  });

  test('all that it copies is there and goes into the build, and nothing else does', () => {
    const copied = stages
      .flatMap((stage) => all(stage, 'COPY'))
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const [everything, ...taken] = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(everything).toBe('*');
    expect(taken.toSorted()).toEqual([...new Set(copied)].map((path) => `!${path}`).toSorted());
  });
});

describe('compose', () => {
  const { services, volumes } = parse(textOf('compose.yaml')) as {
    readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly volumes: object;
  };
  const { crier = {} } = services;

  test('it needs a token and nothing else', () => {
    expect(Object.keys(services)).toEqual(['crier']);
    expect(crier).toMatchObject({ build: '.', env_file: '.env', restart: 'unless-stopped' });
    expect(loadConfig({ DISCORD_TOKEN: 'a.b.c', CRIER_DATA: '/data' }).dataFolder).toBe('/data');
  });

  test('nothing but one volume and a temporary folder can be written, and nothing is gained', () => {
    expect(crier).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      volumes: ['data:/data'],
      environment: { CRIER_DATA: '/data' },
    });
    expect(Object.keys(volumes)).toEqual(['data']);
    expect(crier['tmpfs']).toEqual([expect.stringMatching(/^\/tmp:/u)]);
    for (const open of ['ports', 'privileged', 'network_mode', 'user'])
      expect(crier).not.toHaveProperty(open);
  });

  test('it waits for what is being spoken', () => {
    const seconds = Number.parseInt(String(crier['stop_grace_period']), 10);
    expect(seconds * 1_000).toBeGreaterThanOrEqual(graceMs + endingMs);
  });
});

describe('the unit of systemd', () => {
  const text = textOf('packaging/crier.service');
  const unit = unitOf(text);

  test('it waits for what is being spoken, and starts again but for what the operator has to mend', () => {
    expect(Number(unit.get('TimeoutStopSec')) * 1_000).toBeGreaterThanOrEqual(graceMs + endingMs);
    expect(unit.get('Restart')).toEqual(['always']);
    expect(unit.get('RestartPreventExitStatus')).toEqual([String(exitCodes.config)]);
  });

  test('it runs the Node that npm ci brings, as a user of its own who can write its data alone', () => {
    expect(unit.get('ExecStart')).toEqual(['/opt/crier/node_modules/.bin/node src/main.js']);
    expect(unit.get('DynamicUser')).toEqual(['yes']);
    expect(unit.get('ProtectSystem')).toEqual(['strict']);
    expect(unit.get('Environment')).toContain('CRIER_DATA=/var/lib/crier');
    expect(unit.get('StateDirectory')).toEqual(['crier']);
    expect(unit.get('NoNewPrivileges')).toEqual(['yes']);
    expect(unit.get('CapabilityBoundingSet')).toEqual(['']);
  });

  test.skipIf(spawnSync('systemd-analyze', ['--version']).status !== 0)(
    'systemd has nothing to say against it, and finds it little exposed',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'crier-unit-'));
      const path = join(folder, 'crier.service');
      // systemd looks for the program where it will be installed.
      writeFileSync(path, text.replace('/opt/crier/node_modules/.bin/node', process.execPath));
      const verified = spawnSync('systemd-analyze', ['verify', path], { encoding: 'utf8' });
      expect([verified.status, verified.stderr]).toEqual([0, '']);
      const judged = spawnSync('systemd-analyze', [
        'security',
        '--offline=true',
        '--threshold=25',
        path,
      ]);
      expect(judged.status).toBe(0);
      rmSync(folder, { recursive: true });
    },
  );
});
