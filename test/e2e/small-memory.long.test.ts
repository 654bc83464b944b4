import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, expect, test } from 'vitest';

import { childrenThatRun } from '../child-processes.ts';
import { openScene } from '../scene.ts';
import { recordingStudio } from './recordings.ts';
import { closeClean, openRoom, told } from './room.ts';

// The real bot holds less, and starts fewer processes, where it may take less.

const everyMs = 120_000;
const studio = recordingStudio();

afterAll(() => studio.close());

// Linux alone tells of the children of a process by a file.
const skip = process.platform !== 'linux';

test.each([
  ['256MB', { heapMb: 128, speechMb: 4, recordingsMb: 16, readers: 1 }],
  ['512MB', { heapMb: 256, speechMb: 8, recordingsMb: 32, readers: 2 }],
])(
  'with CRIER_MEMORY=%s the heap is bounded by it, and so many processes read files at once',
  { skip, timeout: everyMs },
  async (CRIER_MEMORY, caps) => {
    const scene = await openScene({ environment: { CRIER_MEMORY } });
    const ready = scene.bot.output.find((line) => line.includes('"msg":"ready"')) ?? '{}';
    expect(JSON.parse(ready)).toMatchObject({ memory: { of: 'CRIER_MEMORY', ...caps } });
    const commandLine = await readFile(`/proc/${scene.bot.pid}/cmdline`, 'utf8');
    expect(commandLine.split('\0')).toContain(`--max-old-space-size=${caps.heapMb}`);

    const room = await openRoom(scene);
    const { discord } = scene;
    const clip = await studio.of(150);
    const people = ['Bo', 'Cy', 'Di'].map((name) => discord.addPerson(room.server, { name }));
    const isOver = new AbortController();
    const most = mostReaders(scene.bot.pid, isOver.signal);
    const made = people.map((by) =>
      told(room.use('clone make', { clip, name: 'Voice' }, by), /Whose voice is it/),
    );
    await Promise.all(made);
    isOver.abort();
    expect(await most).toBe(caps.readers);
    await closeClean(scene);
  },
);

/** The most processes that read files at once, until it is over. */
async function mostReaders(pid: number, isOver: AbortSignal): Promise<number> {
  let most = 0;
  while (!isOver.aborted) {
    const readers = await childrenThatRun(pid, 'audio/clip/reader');
    most = Math.max(most, readers.length);
    await delay(20);
  }
  return most;
}
