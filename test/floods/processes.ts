import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/*
 * The cost of processes, from Linux's /proc: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 * They are found from parent to child: looking through all of them several times a second would itself be a stall.
 */

const pageBytes = 4096;
const tickMs = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** Memory that a process and all that it started hold, pages that they share counted in each. */
export function residentMb(pid: number): number {
  const pages = familyOf(pid).map((id) => Number(read(`/proc/${id}/statm`).split(' ')[1] ?? 0));
  return (sum(pages) * pageBytes) / 1024 / 1024;
}

/** Time on a core that a process has had, and all that it started, those that have ended among them. */
export function cpuMs(pid: number): number {
  const ticks = familyOf(pid).map((id) => {
    const text = read(`/proc/${id}/stat`);
    // The name, in brackets, may hold anything; the third field comes after it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return sum([14, 15, 16, 17].map((field) => Number(fields[field - 3] ?? 0)));
  });
  return sum(ticks) * tickMs;
}

/** Time on a core that all processes of this machine have had. */
export function machineCpuMs(): number {
  const [, user, nice, system, , , irq, softIrq] = (read('/proc/stat').split('\n')[0] ?? '').split(
    /\s+/,
  );
  return sum([user, nice, system, irq, softIrq].map(Number)) * tickMs;
}

/** The process and all that it started. */
export function familyOf(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** Empty for a process that is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
