import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface ToolRun {
  readonly code: number | null;
  readonly said: string;
  readonly written: Buffer;
}

const root = fileURLToPath(new URL('..', import.meta.url));

/** For processes that are given no environment: each would compile all that it loads anew. */
export const keptCode: Readonly<Record<string, string>> =
  process.env['NODE_COMPILE_CACHE'] === undefined
    ? {}
    : { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };

/** Starts one of the operator's scripts in `src` as `npm run` does, with nothing but this in its environment. */
export function startTool(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [`src/${script}.ts`, ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...keptCode, ...environment },
  });
}

/** Runs it to its end. */
export async function runTool(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input: Uint8Array = Buffer.alloc(0),
): Promise<ToolRun> {
  const child = startTool(script, args, environment);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [written, said, code] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    ended,
  ]);
  return { code, said, written };
}
