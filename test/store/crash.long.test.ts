import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';

import { clipFilesIn, temporaryFolder } from './folder.ts';

interface Line {
  readonly did: 'open' | 'keep' | 'count' | 'begin-remove' | 'remove' | 'scrub';
  readonly id: string;
  readonly hash: string;
  readonly count: number;
}

const child = fileURLToPath(new URL('crash-child.ts', import.meta.url));
const rounds = Number(process.env['CRASH_ROUNDS'] ?? 12);
/** Files that nothing refers to are removed when they are older than an hour. */
const laterMs = 2 * 3_600_000;

async function linesUntilKilled(folder: string, first: number): Promise<readonly Line[]> {
  const writer = spawn(process.execPath, [child, folder, String(first)]);
  let output = '';
  let errors = '';
  const opened = new Promise<void>((resolve) => {
    writer.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      resolve();
    });
  });
  writer.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = once(writer, 'close');
  await Promise.race([opened, closed]);
  await setTimeout(Math.random() * 150);
  writer.kill('SIGKILL');
  await closed;
  expect(errors).toBe('');
  const whole = output.split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line) as Line);
}

test(
  'a kill at any moment leaves a store that opens, with all that was kept and nothing that was removed',
  { timeout: 60_000 + rounds * 5_000 },
  async () => {
    await using folder = await temporaryFolder();
    const kept = new Map<string, string>();
    const removed = new Set<string>();
    let count = 0;
    let didSomething = 0;
    for (let round = 0; round < rounds; round += 1) {
      const lines = await linesUntilKilled(folder.path, count + 1_000 * (round + 1));
      const undecided = new Set<string>();
      for (const line of lines) {
        if (line.did === 'keep') kept.set(line.id, line.hash);
        if (line.did === 'count') count = line.count;
        if (line.did === 'begin-remove') {
          kept.delete(line.id);
          undecided.add(line.id);
        }
        if (line.did === 'remove') {
          undecided.delete(line.id);
          removed.add(line.id);
        }
      }
      didSomething += lines.length;

      const store = await openStore({ folder: folder.path, now: () => Date.now() + laterMs });
      const profiles = await store.voices.ownedBy('ann');
      const byId = new Map(profiles.map((profile) => [profile.id, profile]));
      for (const [id, hash] of kept) expect(byId.get(id)?.sound).toMatchObject({ clip: { hash } });
      expect(profiles.filter(({ id }) => removed.has(id))).toEqual([]);
      const hashes: string[] = [];
      for (const { id, sound } of profiles) {
        const hash = sound.mode === 'clone' ? sound.clip.hash : '';
        expect(await store.clips.read(hash)).toBeDefined();
        hashes.push(`${hash}.clip`);
        // A clip that was on its way when it was killed is there whole or not at all; from now on it is kept.
        kept.set(id, hash);
      }
      expect((await clipFilesIn(folder.path)).toSorted()).toEqual(hashes.toSorted());
      expect(Number((await store.people.get('ann')).spokenName ?? 0)).toBeGreaterThanOrEqual(count);
      await store.close();
    }
    // Each says that it opened; together they did more before they were killed, however busy the machine.
    expect(didSomething).toBeGreaterThan(rounds);
  },
);
