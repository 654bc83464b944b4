import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const everyMs = 1_000;

export interface Instance {
  close(): void;
}

/**
 * Makes this process the one bot of its data folder, and tells when a later one has become it: two with one token would
 * both answer every command. Rejects when the folder can't be written.
 */
export async function claimInstance(folder: string, onReplaced: () => void): Promise<Instance> {
  const file = join(folder, 'instance');
  const id = randomUUID();
  await writeFile(file, id);
  const look = async (): Promise<void> => {
    // Without the file nobody has claimed the folder since.
    const holder = await readFile(file, 'utf8').catch(() => id);
    if (holder === id || holder === '') return;
    clearInterval(timer);
    onReplaced();
  };
  const timer = setInterval(() => void look(), everyMs);
  return { close: () => clearInterval(timer) };
}
