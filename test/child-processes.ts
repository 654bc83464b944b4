import { readdir, readFile } from 'node:fs/promises';

// Linux tells this of processes, and Linux alone.

/** The processes that this one has started, the oldest of each of its threads first. */
export async function childrenOf(pid: number): Promise<readonly number[]> {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.split(/\s+/).filter(Boolean).map(Number));
}

/** The processes that this one has started and whose command holds these words, the oldest first. */
export async function childrenThatRun(pid: number, words: string): Promise<readonly number[]> {
  const children = await Promise.all(
    (await childrenOf(pid)).map(async (child) => ({
      pid: child,
      // One may have ended just now.
      command: await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => ''),
    })),
  );
  return children.filter(({ command }) => command.includes(words)).map((child) => child.pid);
}

/** The variables that a process was started with, by their names; none when it has ended. */
export async function environmentSeenBy(pid: number): Promise<Readonly<Record<string, string>>> {
  const lines = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
  return Object.fromEntries(
    lines
      .split('\0')
      .filter(Boolean)
      .map((line) => {
        const at = line.indexOf('=');
        return [line.slice(0, at), line.slice(at + 1)];
      }),
  );
}
