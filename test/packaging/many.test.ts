import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

import { loadConfig } from '#config.ts';
import { ConfigError } from '#errors.ts';
import { graceMs } from '#lifecycle.ts';
import { loadNodeConfig } from '#node-config.ts';
import { loadSpeechWorkerConfig } from '#speech-worker-config.ts';

import { textOf } from './files.ts';

/** The end takes this beside the grace: children, the gateway, the store. */
const endingMs = 5_000;
const token = 'a.b.c';
const databaseUrl = 'postgres://crier:secret@database:5432/crier';

type Tree = Readonly<Record<string, unknown>>;

/** The value at a path such as `spec.template.spec`; fails when nothing stands there. */
function at(tree: unknown, path: string): unknown {
  let found = tree;
  for (const key of path.split('.')) found = (found as Tree | undefined)?.[key];
  if (found === undefined) throw new Error(`there is no ${path}`);
  return found;
}

/** Whether these parts are all shards, each once. */
function shareAllShards(parts: readonly string[]): void {
  const ranges = parts.map((SHARDS) => {
    const given = { DISCORD_TOKEN: token, DATABASE_URL: databaseUrl, SHARDS };
    const { shards } = loadConfig(given).discord;
    if (shards === 'auto') throw new Error('a part of all shards is no part');
    return shards;
  });
  const held = ranges.flatMap(({ first, last }) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  const [{ count } = { count: 0 }] = ranges;
  expect(ranges.every((range) => range.count === count)).toBe(true);
  expect(held.toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: count }, (_, shard) => shard),
  );
}

describe('compose for many', () => {
  const file = parse(textOf('compose.scale.yaml'), { merge: true }) as Tree;
  const services = at(file, 'services') as Readonly<Record<string, Tree>>;
  const gateways = Object.entries(services).filter(([name]) => name.startsWith('gateway-'));
  const workers = Object.entries(services).filter(([name]) => name.startsWith('speech-'));
  const nodes = Object.entries(services).filter(([name]) => name.startsWith('voice-'));
  const alone = at(parse(textOf('compose.yaml')), 'services.crier');

  test('each shard is in one process, each with a folder of its own and the same database', () => {
    shareAllShards(gateways.map(([, service]) => at(service, 'environment.SHARDS') as string));
    const volumes = gateways.map(([, service]) => at(service, 'volumes') as string[]);
    expect(new Set(volumes.flat()).size).toBe(gateways.length);
    for (const [name, service] of gateways) {
      expect(service['volumes']).toEqual([`${name}:/data`]);
      expect(at(service, 'environment.DATABASE_URL')).toMatch(
        /^postgres:.*@database:5432\/crier$/u,
      );
      expect(service['depends_on']).toEqual({ database: { condition: 'service_healthy' } });
    }
  });

  test('each process is shut in as the one of compose.yaml is', () => {
    const own = new Set(['environment', 'volumes', 'depends_on', 'build', 'image']);
    const shared = Object.fromEntries(
      Object.entries(alone as Tree).filter(([key]) => !own.has(key)),
    );
    for (const [, service] of [...gateways, ...workers]) expect(service).toMatchObject(shared);
    const { env_file: _, tmpfs: __, ...ofNodes } = shared;
    for (const [, service] of nodes) expect(service).toMatchObject(ofNodes);
  });

  test('speech is made by workers, which have no token and a folder of their own', () => {
    const written = Object.fromEntries(
      [...gateways, ...workers].map(([name, service]) => [name, at(service, 'environment')]),
    ) as Readonly<Record<string, Record<string, string>>>;
    const secret = 'of-thirty-two-characters-at-least';
    const filled = { DATABASE_URL: databaseUrl, CRIER_SECRET: secret, VOICE_NODE_SECRET: secret };
    for (const [name] of gateways) {
      const config = loadConfig({ DISCORD_TOKEN: token, ...written[name], ...filled });
      expect(config).toMatchObject({ speechQueue: {}, makesSpeech: false });
    }
    expect(workers.length).toBeGreaterThan(1);
    for (const [name, service] of workers) {
      expect(service['volumes']).toEqual([`${name}:/data`]);
      const given = { ...written[name], ...filled };
      expect(given).toMatchObject({ CRIER_ROLE: 'speech', DISCORD_TOKEN: '' });
      expect(loadSpeechWorkerConfig(given).makesSpeech).toBe(true);
    }
  });

  test('calls are held by nodes, each with a lease, which are given nothing but what they need', () => {
    const VOICE_NODE_SECRET = 'of-thirty-two-characters-at-least';
    const filled = { DATABASE_URL: databaseUrl, VOICE_NODE_SECRET };
    for (const [, service] of gateways)
      expect(at(service, 'environment.CRIER_ROLE')).toBe('gateway');
    expect(nodes.length).toBeGreaterThan(1);
    for (const [name, service] of nodes) {
      const given = { ...(at(service, 'environment') as Record<string, string>), ...filled };
      const config = loadNodeConfig(given);
      expect(config).toMatchObject({ address: `${name}:8790`, databaseUrl, folder: '/data' });
      expect(config.listen).toEqual({ host: '0.0.0.0', port: 8_790 });
      expect(given).toMatchObject({ CRIER_ROLE: 'voice' });
      expect(service['env_file']).toEqual([]);
      expect(at(service, 'tmpfs')).toContain('/data:mode=1777,size=1m');
    }
  });

  test('the password stands in .env alone, and nothing of it can be reached from outside', () => {
    const asked = '${POSTGRES_PASSWORD:?is missing in .env}';
    expect(at(services, 'database.environment.POSTGRES_PASSWORD')).toBe(asked);
    for (const [, service] of gateways)
      expect(at(service, 'environment.DATABASE_URL')).toContain(`://crier:${asked}@`);
    for (const service of Object.values(services))
      for (const open of ['ports', 'privileged', 'network_mode'])
        expect(service).not.toHaveProperty(open);
  });

  test('every volume that is used is there, and no other', () => {
    const used = Object.values(services).flatMap(
      (service) => (service['volumes'] ?? []) as string[],
    );
    const names = used.map((volume) => volume.split(':')[0]);
    expect(new Set(names)).toEqual(new Set(Object.keys(at(file, 'volumes') as Tree)));
  });
});

describe('Kubernetes', () => {
  const all = parseAllDocuments(textOf('deploy/kubernetes/crier.yaml')).map(
    (document) => document.toJS() as Tree,
  );
  const kind = (name: string, called = 'crier'): Tree => {
    const [found, ...more] = all.filter(
      (document) => document['kind'] === name && at(document, 'metadata.name') === called,
    );
    if (!found || more.length > 0) throw new Error(`expected one ${name} ${called}`);
    return found;
  };
  const set = kind('StatefulSet');
  const pod = at(set, 'spec.template.spec') as Tree;
  const [container = {}] = at(pod, 'containers') as Tree[];
  const labels = at(set, 'spec.template.metadata.labels');

  test('nothing in it is a secret, and Crier doesn’t start with the words that stand there', () => {
    const [own, shared] = ['crier', 'crier-speech'].map((called) =>
      at(kind('Secret', called), 'stringData'),
    ) as readonly Record<string, string>[];
    const secret = { ...own, ...shared };
    expect(() => loadSpeechWorkerConfig({ ...shared })).toThrow(ConfigError);
    expect(() => loadConfig(secret)).toThrow(ConfigError);
    expect(() => loadConfig({ ...secret, DISCORD_TOKEN: token })).toThrow(ConfigError);
    expect(() => loadConfig({ ...secret, DATABASE_URL: databaseUrl })).toThrow(ConfigError);
  });

  test('each shard is in one pod', () => {
    const variables = at(container, 'env') as { readonly name: string; readonly value?: string }[];
    const { value = '' } = variables.find(({ name }) => name === 'SHARDS') ?? {};
    const pods = Array.from({ length: at(set, 'spec.replicas') as number }, (_, index) => index);
    shareAllShards(pods.map((index) => value.replaceAll('$(POD_INDEX)', String(index))));
    // A variable can only use those before it.
    expect(variables.findIndex(({ name }) => name === 'POD_INDEX')).toBe(0);
  });

  test('whoever selects pods selects these', () => {
    for (const path of ['spec.selector.matchLabels', 'spec.template.metadata.labels'])
      expect(at(set, path)).toEqual(labels);
    expect(at(kind('PodDisruptionBudget'), 'spec.selector.matchLabels')).toEqual(labels);
    expect(at(kind('NetworkPolicy'), 'spec.podSelector.matchLabels')).toEqual(labels);
    expect(at(kind('Service'), 'spec.selector')).toEqual(labels);
    expect(at(set, 'spec.serviceName')).toBe(at(kind('Service'), 'metadata.name'));
  });

  test('speech is made by pods without the token, which are shut in as the others are', () => {
    const speech = at(kind('Deployment', 'crier-speech'), 'spec.template');
    const worker = at(speech, 'spec') as Tree;
    const [made = {}] = at(worker, 'containers') as Tree[];
    expect(at(made, 'envFrom')).toEqual([{ secretRef: { name: 'crier-speech' } }]);
    expect(at(made, 'env')).toContainEqual({ name: 'CRIER_ROLE', value: 'speech' });
    expect(at(container, 'env')).toContainEqual({ name: 'SPEECH_MADE', value: 'elsewhere' });
    for (const same of ['securityContext', 'livenessProbe', 'readinessProbe', 'volumeMounts'])
      expect(at(made, same)).toEqual(at(container, same));
    expect(at(worker, 'securityContext')).toEqual(at(pod, 'securityContext'));
    expect(worker['automountServiceAccountToken']).toBe(false);
    const seconds = at(worker, 'terminationGracePeriodSeconds') as number;
    expect(seconds * 1_000).toBeGreaterThanOrEqual(graceMs + endingMs);
    const labels = at(speech, 'metadata.labels');
    expect(at(kind('PodDisruptionBudget', 'crier-speech'), 'spec.selector.matchLabels')).toEqual(
      labels,
    );
    expect(at(kind('NetworkPolicy', 'crier-speech'), 'spec.podSelector.matchLabels')).toEqual(
      labels,
    );
  });

  test('a pod may end its sentence, and is one that nobody gains from', () => {
    const seconds = at(pod, 'terminationGracePeriodSeconds') as number;
    expect(seconds * 1_000).toBeGreaterThanOrEqual(graceMs + endingMs);
    expect(at(pod, 'securityContext')).toMatchObject({ runAsNonRoot: true, runAsUser: 10_001 });
    expect(at(container, 'securityContext')).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod['automountServiceAccountToken']).toBe(false);
  });

  test('what is mounted is there, at the folders of the image', () => {
    const mounts = at(container, 'volumeMounts') as {
      readonly name: string;
      readonly mountPath: string;
    }[];
    const names = [
      ...(at(pod, 'volumes') as Tree[]).map((volume) => at(volume, 'name')),
      ...(at(set, 'spec.volumeClaimTemplates') as Tree[]).map((claim) =>
        at(claim, 'metadata.name'),
      ),
    ];
    expect(mounts).toHaveLength(names.length);
    expect(new Set(mounts.map(({ name }) => name))).toEqual(new Set(names));
    expect(mounts.map(({ mountPath }) => mountPath)).toEqual(['/data', '/tmp']);
    expect(textOf('Dockerfile')).toContain('CRIER_DATA=/data');
  });

  test('only one that hangs is started anew, and voice may leave by UDP', () => {
    expect(at(container, 'livenessProbe.httpGet.path')).toBe('/livez');
    expect(at(container, 'readinessProbe.httpGet.path')).toBe('/readyz');
    const egress = at(kind('NetworkPolicy'), 'spec.egress') as { readonly ports: Tree[] }[];
    const ports = egress.flatMap((rule) => rule.ports);
    expect(ports).toContainEqual({ protocol: 'UDP', port: 1_024, endPort: 65_535 });
    expect(ports).toContainEqual({ protocol: 'TCP', port: 443 });
  });
});
