import { once } from 'node:events';
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { runTool, startTool } from '../tools.ts';
import { intentOf } from './busy-person.ts';
import { clipFilesIn, keepClone, temporaryFolder, testStore } from './folder.ts';
import { rowsOf } from './rows.ts';

/** Each script takes seconds to start on a busy machine. */
const everyMs = 300_000;

/** Counts in two places that a transaction changes together or one after the other, and lets voices come and go. */
async function keepBusy(store: Store, signal: AbortSignal): Promise<{ turns: number }> {
  const done = { turns: 0 };
  const voices: string[] = [];
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const turn = done.turns + 1;
      const by = { actorId: 'ann' };
      await store.people.change('ann', by, (now) => ({ ...now, spokenName: `turn ${turn}` }));
      voices.push((await keepClone(store, 'ann', `Voice ${turn}`)).id);
      if (voices.length > 5) await store.voices.remove(voices.shift() ?? '', 'ann');
      await store.jobs.note(await store.jobs.begin(intentOf('ann', 'club')), { to: 'kept' });
      done.turns = turn;
    }
  };
  void run();
  return done;
}

test(
  'back-ups under load are each of one moment, with every recording; at rest they are equal row by row',
  { timeout: everyMs },
  async () => {
    await using base = await temporaryFolder();
    await using rig = await testStore();
    const over = new AbortController();
    const done = await keepBusy(rig.store, over.signal);
    for (let round = 0; round < 3; round += 1) {
      const path = join(base.path, `${round}.tar`);
      const before = done.turns;
      const { code, said } = await runTool('backup', [path], { CRIER_DATA: rig.folder });
      const after = done.turns;
      expect([code, said]).toEqual([0, expect.stringContaining('was read back')]);
      expect(after).toBeGreaterThan(before);
      const folder = join(base.path, `${round}`);
      expect(await runTool('restore', [path], { CRIER_DATA: folder })).toMatchObject({ code: 0 });

      const store = await openStore({ folder });
      const voices = await store.voices.ownedBy('ann');
      for (const { sound } of voices)
        expect(await store.clips.read(sound.mode === 'clone' ? sound.clip.hash : '')).toBeDefined();
      expect(await clipFilesIn(folder)).toHaveLength(voices.length);
      const turn = Number((await store.people.get('ann')).spokenName?.slice('turn '.length));
      expect(turn).toBeGreaterThanOrEqual(before);
      expect(turn).toBeLessThanOrEqual(after + 1);
      // A turn's spending comes after its name.
      const jobs = (await store.personalData.about('ann')).speech.map((row) => row.jobs);
      expect([turn - 1, turn]).toContain(jobs[0]);
      await store.close();
    }
    over.abort();
    await delay(1_000);
    const path = join(base.path, 'rest.tar');
    await runTool('backup', [path], { CRIER_DATA: rig.folder });
    await runTool('restore', [path], { CRIER_DATA: join(base.path, 'rest') });
    expect(rowsOf(join(base.path, 'rest'))).toEqual(rowsOf(rig.folder));
  },
);

test(
  'a restore that is killed at any moment leaves the store before or the one of the back-up, whole',
  { timeout: everyMs },
  async () => {
    await using base = await temporaryFolder();
    const path = join(base.path, 'new.tar');
    const names = Array.from({ length: 8 }, (_, index) => `Voice ${index}`);
    await using fresh = await testStore();
    for (const name of names) await keepClone(fresh.store, 'ann', name);
    await runTool('backup', [path], { CRIER_DATA: fresh.folder });
    await using old = await testStore();
    for (const name of names.slice(0, 3)) await keepClone(old.store, 'ann', name);
    await old.store.close();

    for (let round = 0; round < 8; round += 1) {
      const folder = join(base.path, `${round}`);
      await cp(old.folder, folder, { recursive: true });
      const child = startTool('restore', [path, '--replace'], { CRIER_DATA: folder });
      const closed = once(child, 'close');
      child.stdout.resume();
      child.stderr.resume();
      const hasBegun = async (): Promise<boolean> =>
        (await readdir(folder)).some((name) => name.startsWith('backup-draft'));
      while (!(await hasBegun()) && child.exitCode === null) await delay(1);
      await delay(Math.random() * 10 * round);
      child.kill('SIGKILL');
      await closed;
      const store = await openStore({ folder });
      const voices = await store.voices.ownedBy('ann');
      for (const { sound } of voices)
        expect(await store.clips.read(sound.mode === 'clone' ? sound.clip.hash : '')).toBeDefined();
      expect([3, 8]).toContain(voices.length);
      await store.close();
    }
    const folder = join(base.path, '0');
    const again = await runTool('restore', [path, '--replace'], { CRIER_DATA: folder });
    expect(again).toMatchObject({ code: 0 });
    expect(rowsOf(folder)).toEqual(rowsOf(fresh.folder));
    await old.reopen();
  },
);
