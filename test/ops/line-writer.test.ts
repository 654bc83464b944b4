import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';

import { expect, test } from 'vitest';

import { lineWriter } from '#ops/line-writer.ts';

import { mayMount, tinyDisk } from '../tiny-disk.ts';

/** A process that writes to its output what it is sent, and says so. */
const child = `
  import { lineWriter } from ${JSON.stringify(new URL('../../src/ops/line-writer.ts', import.meta.url).href)};
  const write = lineWriter(process.stdout, () => 0);
  process.on('message', (line) => {
    write(line + '\\n');
    setImmediate(() => setImmediate(() => process.send('done')));
  });
`;

test.skipIf(!mayMount)(
  'lines for which the disk has no room are lost and counted, and the next one stands by itself',
  async () => {
    await using disk = await tinyDisk(1);
    const path = join(disk.path, 'log');
    const file = openSync(path, 'a');
    const writer = spawn(process.execPath, ['--input-type=module', '--eval', child], {
      stdio: ['ignore', file, 'inherit', 'ipc'],
    });
    closeSync(file);
    const write = async (line: string): Promise<void> => {
      writer.send(line);
      await once(writer, 'message');
    };
    await write('first');
    disk.fill();
    // The first is cut short where the last block ends, which is no failure yet.
    for (let line = 0; line < 4; line += 1) await write('x'.repeat(5_000));
    disk.makeRoom();
    await write('fourth');
    await write('fifth');
    writer.disconnect();
    await once(writer, 'exit');
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    expect(lines.map((line) => line.replace(/^x+$/u, 'xxx'))).toEqual([
      'first',
      'xxx',
      'fourth',
      '{"level":"warn","time":"1970-01-01T00:00:00.000Z","lines":3,"msg":"lines of the log were lost: it could not be written"}',
      'fifth',
    ]);
  },
);

test('a reader that is gone for good takes nobody with it', async () => {
  const pipe = new Writable({
    write: (_, __, done) => done(new Error('EPIPE: broken pipe, write')),
  });
  const write = lineWriter(pipe);
  for (let line = 0; line < 3; line += 1) {
    write('gone\n');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(pipe.destroyed).toBe(true);
});
