import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, onTestFinished, test } from 'vitest';

import { warmUp } from '#warm-up.ts';

import { FakeLog } from './fakes/log.ts';

// The bot reads what the first words would wait for before Discord lets it in.

test('it is over when the engines are ready', async () => {
  const log = new FakeLog();
  const preparing = Promise.withResolvers<void>();
  let isOver = false;
  const warming = warmUp({ prepare: () => preparing.promise }, log).then(() => (isOver = true));
  // Sound and words are read meanwhile.
  await warmUp({ prepare: async () => undefined }, log);
  expect(isOver).toBe(false);
  preparing.resolve();
  await warming;
  expect(log.lines).toEqual([]);
});

test('an engine that can’t be made ready is told of, and the bot starts all the same', async () => {
  const log = new FakeLog();
  const error = new Error('its file is gone');
  await warmUp({ prepare: () => Promise.reject(error) }, log);
  expect(log.lines).toEqual([
    { level: 'warn', facts: { error }, message: 'what speech needs could not be read ahead' },
  ]);
});

test('what was compiled is written down before the bot goes on, so that nothing holds it any more', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crier-compiled-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const script = `
    import { readdirSync } from 'node:fs';
    import { warmUp } from '#warm-up.ts';
    await warmUp({ prepare: async () => undefined }, { warn: () => undefined });
    console.log(readdirSync(process.env.NODE_COMPILE_CACHE, { recursive: true }).length);
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { cwd: join(import.meta.dirname, '..'), env: { NODE_COMPILE_CACHE: folder } },
  );
  expect(Number(stdout)).toBeGreaterThan(20);
});
