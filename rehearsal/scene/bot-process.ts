import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

const stopMs = 15_000;

export interface BotOptions {
  /** The file that Node runs. */
  readonly entry: string;
  /** Everything that the bot is told, by the names of `.env.example`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The certificate authorities of the voice server and of whatever else speaks TLS on loopback. */
  readonly caPem?: string;
  /** Where the bot keeps its things; a new folder that goes with the process when left out. */
  readonly dataFolder?: string;
  /** Options of Node itself, before the entry. */
  readonly nodeOptions?: readonly string[];
  /** The command that runs the entry, in place of this process's Node. */
  readonly runner?: readonly [program: string, ...options: string[]];
}

/** The real bot in a process of its own, started as `npm start` does. */
export interface BotProcess {
  readonly pid: number;
  readonly dataFolder: string;
  /** `performance.now()` when it was started. */
  readonly startedAtMs: number;
  /** The lines that it wrote so far, standard error included. */
  readonly output: readonly string[];
  readonly exited: Promise<{
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
  }>;
  /** How many programs named like ffmpeg it (or a child of it) tried to start. */
  ffmpegProcesses(): number;
  kill(signal: NodeJS.Signals): void;
  /** SIGTERM, and SIGKILL for one that won't end in 15 s. Resolves with its exit code; null when it had to be killed. */
  stop(): Promise<number | null>;
}

/** Starts a bot. It inherits nothing of this process's environment but PATH and HOME. */
export function startBot({
  entry,
  environment,
  caPem,
  dataFolder,
  nodeOptions = [],
  runner: [program, ...options] = [process.execPath],
}: BotOptions): BotProcess {
  const folder = mkdtempSync(join(tmpdir(), 'crier-bot-'));
  const data = dataFolder ?? join(folder, 'data');
  const traps = trapFfmpeg(folder);
  if (caPem !== undefined) writeFileSync(join(folder, 'ca.pem'), caPem);
  const startedAtMs = performance.now();
  const child = spawn(program, [...options, ...nodeOptions, entry], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: [traps.folder, process.env['PATH'] ?? ''].join(delimiter),
      HOME: process.env['HOME'] ?? folder,
      ...(process.env['NODE_V8_COVERAGE'] !== undefined && {
        NODE_V8_COVERAGE: process.env['NODE_V8_COVERAGE'],
      }),
      ...(caPem !== undefined && { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') }),
      CRIER_DATA: data,
      ...environment,
    },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (text) => output.push(text));
  }
  let gone = false;
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', (error) => output.push(String(error)));
    child.once('close', (code, signal) => {
      gone = true;
      resolve({ code, signal });
    });
  });
  return {
    pid: child.pid ?? -1,
    dataFolder: data,
    startedAtMs,
    output,
    exited,
    ffmpegProcesses: () => traps.count(),
    kill: (signal) => void child.kill(signal),
    async stop() {
      if (!gone) child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
      const { code } = await exited;
      clearTimeout(timer);
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Puts programs of these names before all others on the PATH: each start leaves a mark, however short it lives. */
function trapFfmpeg(folder: string): { readonly folder: string; count(): number } {
  const traps = mkdtempSync(join(folder, 'traps-'));
  const marks = join(traps, 'marks');
  writeFileSync(marks, '');
  for (const name of ['ffmpeg', 'ffprobe', 'avconv']) {
    writeFileSync(join(traps, name), `#!/bin/sh\necho "${name}" >> "${marks}"\nexit 1\n`, {
      mode: 0o755,
    });
  }
  let last = 0;
  return {
    folder: traps,
    count() {
      try {
        last = readFileSync(marks, 'utf8').split('\n').length - 1;
      } catch {
        // The folder went with the process: what was counted before still holds.
      }
      return last;
    },
  };
}
