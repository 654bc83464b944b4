import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { linkIfThere } from './draft.ts';
import { clipName, clipsName, databaseName, hashInName } from './manifest.ts';
import type { Snapshot } from './snapshot.ts';

/** How often somebody may remove a voice at the very moment. */
const maxSnapshots = 5;

/**
 * A snapshot, and links to the recordings that it names: whoever removes one from now on doesn't take it out of the
 * back-up. All that are there are linked before as well, since in a busy store one goes between any snapshot and the look
 * for its recordings. One that is missing nevertheless was added and removed just now, or is missing in the next snapshot,
 * too.
 */
export async function wholeSnapshot(
  folder: string,
  draft: string,
  snapshotTo: (copy: string) => Promise<Snapshot>,
) {
  let missed: ReadonlySet<string> = new Set();
  for (let taken = 1; ; taken += 1) {
    for (const name of await clipNamesIn(folder))
      await isHeld(join(folder, name), join(draft, name));
    const snapshot = await snapshotTo(join(draft, databaseName));
    const held: string[] = [];
    for (const hash of snapshot.hashes) {
      const name = clipName(hash);
      if (await isHeld(join(folder, name), join(draft, name))) held.push(hash);
    }
    const there = new Set(held);
    const lacking = snapshot.hashes.filter((hash) => !there.has(hash));
    if (lacking.every((hash) => missed.has(hash)) || taken === maxSnapshots)
      return { snapshot, held };
    missed = new Set(lacking);
    await rm(join(draft, databaseName));
  }
}

/** The files of all recordings, from that folder on. */
async function clipNamesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(folder, clipsName)).catch(() => []);
  return names
    .map((name) => `${clipsName}/${name}`)
    .filter((name) => hashInName(name) !== undefined);
}

/** It may be linked already. */
async function isHeld(path: string, link: string): Promise<boolean> {
  const isLinked = await stat(link).then(
    () => true,
    () => false,
  );
  return isLinked || linkIfThere(path, link);
}
