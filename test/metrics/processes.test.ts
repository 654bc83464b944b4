import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import type { ProcessFigures } from '#metrics/watched.ts';

// A process of its own has no children but those that it starts here.
const script = `
  import { spawn } from 'node:child_process';
  import { once } from 'node:events';
  import { processFigures } from '#metrics/processes.ts';
  const stays = "process.stdin.resume().on('end', () => process.exit()); console.log('up')";
  const start = async (command, args, env) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env });
    await once(child.stdout, 'data');
    return child;
  };
  const own = [];
  for (const path of ['audio/clip/reader-child.ts', 'audio/changing/changer-child.ts', 'speech/local/speaker.ts', 'speech/embedded/espeak-child.ts', 'elsewhere.ts'])
    own.push(await start(process.execPath, ['-e', stays, '/app/src/' + path]));
  // A shell that waits for a process of its own.
  const env = { NODE: process.execPath, STAYS: stays, WORK: '/app/src/call/worker/main.ts' };
  own.push(await start('/bin/sh', ['-c', '"$NODE" -e "$STAYS" "$WORK"; :'], env));
  console.log(JSON.stringify(Object.fromEntries(await processFigures())));
  for (const child of own) child.stdin.end();
`;

// Linux alone tells of other processes.
test.skipIf(process.platform !== 'linux')(
  'processes are told by what they do, with their memory in bytes, and so are those that they started',
  async () => {
    const args = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', script];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const figures = JSON.parse(stdout) as Readonly<Record<string, ProcessFigures>>;
    const counts = Object.entries(figures).map(([kind, { count }]) => [kind, count]);
    expect(Object.fromEntries(counts)).toEqual({
      bot: 1,
      files: 1,
      'changed-sound': 1,
      engine: 2,
      calls: 1,
      // The shell, too.
      other: 2,
    });
    for (const kind of ['bot', 'files', 'engine', 'calls']) {
      expect(figures[kind]?.bytes).toBeGreaterThan(4e6);
      expect(figures[kind]?.bytes).toBeLessThan(20e9);
    }
  },
);
