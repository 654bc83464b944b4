import { readdir, readFile } from 'node:fs/promises';

import type { ProcessFigures } from './watched.ts';

/** The work of a process, by what its command holds; all else that the bot starts is `other`. */
const kinds: readonly (readonly [holds: string, kind: string])[] = [
  ['/call/worker/', 'calls'],
  ['/audio/changing/', 'changed-sound'],
  ['/audio/clip/', 'files'],
  ['/speech/', 'engine'],
];

/**
 * The memory of this process and all that it started, by what they do. Linux alone tells of others
 * (https://man7.org/linux/man-pages/man5/proc.5.html): elsewhere this process is all that is known.
 */
export async function processFigures(): Promise<ReadonlyMap<string, ProcessFigures>> {
  const found = new Map<string, ProcessFigures>();
  const add = (kind: string, bytes: number): void => {
    const { count, bytes: before } = found.get(kind) ?? { count: 0, bytes: 0 };
    found.set(kind, { count: count + 1, bytes: before + bytes });
  };
  add('bot', (await bytesOf(process.pid)) ?? process.memoryUsage.rss());
  for (const pid of await startedBy(process.pid)) {
    const bytes = await bytesOf(pid);
    // It has ended just now.
    if (bytes !== undefined) add(await kindOf(pid), bytes);
  }
  return found;
}

/** Those that a process started, and those that they did. */
async function startedBy(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => textOf(`/proc/${pid}/task/${thread}/children`)),
  );
  const children = lists.flatMap((list) => (list ?? '').split(' ').filter(Boolean).map(Number));
  const theirs = await Promise.all(children.map((child) => startedBy(child)));
  return [...children, ...theirs.flat()];
}

/** Undefined for one that is gone, and where the system doesn't tell. */
async function bytesOf(pid: number): Promise<number | undefined> {
  const [, kb] =
    /^Pss:\s+(\d+) kB$/mu.exec((await textOf(`/proc/${pid}/smaps_rollup`)) ?? '') ?? [];
  return kb === undefined ? undefined : Number(kb) * 1_024;
}

async function kindOf(pid: number): Promise<string> {
  const command = (await textOf(`/proc/${pid}/cmdline`)) ?? '';
  return kinds.find(([holds]) => command.includes(holds))?.[1] ?? 'other';
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
