import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Types lines at the prompt of `npm run rehearse`, with these options of it; resolves with all that it showed, once it has ended. */
export async function rehearsed(
  lines: readonly string[],
  options: readonly string[] = [],
): Promise<{ readonly exitCode: number | null; readonly shown: string }> {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const child = spawn('npm', ['run', 'rehearse', '--', ...options], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stdin.end(`${lines.join('\n')}\n`);
  const exitCode = await new Promise<number | null>((done) => {
    child.once('exit', done);
  });
  return { exitCode, shown: Buffer.concat(parts).toString() };
}
