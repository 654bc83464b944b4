import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/*
 * The cost of processes, from Linux's /proc: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */

const pageBytes = 4096;
const jiffyMs = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

interface Stat {
  readonly parent: number;
  readonly cpuMs: number;
  readonly residentBytes: number;
}

/** Undefined for a process that is gone. */
function stat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold anything; the third field comes after it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const number = (field: number): number => Number(fields[field - 3]);
    return {
      parent: number(4),
      cpuMs: (number(14) + number(15)) * jiffyMs,
      residentBytes: number(24) * pageBytes,
    };
  } catch {
    return undefined;
  }
}

/** The process and all that it started, the oldest first. */
export function family(pid: number): readonly number[] {
  const all = readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0)
    .map((id) => ({ id, parent: stat(id)?.parent }));
  const found = [pid];
  for (const parent of found) {
    for (const child of all) if (child.parent === parent) found.push(child.id);
  }
  return found;
}

/** The voice workers of a bot. */
export function voiceWorkers(botPid: number): readonly number[] {
  return family(botPid).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('call/worker/main.ts');
    } catch {
      return false;
    }
  });
}

/** Time on a core that the process and all that it started have had. */
export function cpuMs(pid: number): number {
  return sum(family(pid).map((id) => stat(id)?.cpuMs ?? 0));
}

/** Memory that the process and all that it started hold, pages that they share counted in each. */
export function residentMb(pid: number): number {
  return sum(family(pid).map((id) => stat(id)?.residentBytes ?? 0)) / 1024 / 1024;
}

/**
 * Memory that the process and all that it started hold; pages that several processes share, whichever, count in each as
 * the part of them that falls to it. So the more of Node runs on a machine, the less this says.
 */
export function proportionalMb(pid: number): number {
  return sum(family(pid).map((id) => kbOf('Pss', read(`/proc/${id}/smaps_rollup`)))) / 1024;
}

/**
 * Memory that they would hold on a machine where nobody else runs Node: what only they write, and of each file the most that
 * one of them has read of it.
 */
export function memoryAloneMb(pid: number): number {
  const ofFiles = new Map<string, number>();
  let written = 0;
  for (const id of family(pid)) {
    const own = new Map<string, number>();
    for (const { file, kb, writtenKb } of mappings(id)) {
      written += writtenKb;
      own.set(file, (own.get(file) ?? 0) + kb - writtenKb);
    }
    for (const [file, kb] of own) ofFiles.set(file, Math.max(kb, ofFiles.get(file) ?? 0));
  }
  return (written + sum([...ofFiles.values()])) / 1024;
}

interface Mapping {
  readonly file: string;
  readonly kb: number;
  /** The part that is no longer as in the file, or was never in one. */
  readonly writtenKb: number;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_smaps.5.html */
function mappings(pid: number): readonly Mapping[] {
  const heads = /^[\da-f]+-[\da-f]+ \S+ \S+ \S+ \d+ *(.*)$/gm;
  const [, ...parts] = read(`/proc/${pid}/smaps`).split(heads);
  return parts.flatMap((file, index) => {
    if (index % 2 === 1) return [];
    const facts = parts[index + 1] ?? '';
    return { file, kb: kbOf('Rss', facts), writtenKb: kbOf('Anonymous', facts) };
  });
}

/** Empty for a process that is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function kbOf(fact: string, text: string): number {
  return Number(new RegExp(`^${fact}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0);
}

/** Forgets how much memory each of them has held at most, so that {@link peakResidentMb} counts from now on. */
export function startPeak(pid: number): void {
  // https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
  for (const id of family(pid)) writeFileSync(`/proc/${id}/clear_refs`, '5');
}

/** The most that each of them held since {@link startPeak}, summed: no less than what they held in any one moment. */
export function peakResidentMb(pid: number): number {
  return sum(family(pid).map((id) => kbOf('VmHWM', read(`/proc/${id}/status`)))) / 1024;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
