import { readFile } from 'node:fs/promises';

/** The processes that this one has started and whose command holds these words, the oldest first. Linux alone tells. */
export async function childrenThatRun(pid: number, words: string): Promise<readonly number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const commands = await Promise.all(
    children
      .split(/\s+/)
      .filter(Boolean)
      .map(async (child) => ({
        pid: Number(child),
        // One may have ended just now.
        command: await readFile(`/proc/${child}/cmdline`, 'utf8').catch(() => ''),
      })),
  );
  return commands.filter(({ command }) => command.includes(words)).map((child) => child.pid);
}
