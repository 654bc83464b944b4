import { setTimeout as delay } from 'node:timers/promises';

import { heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { writeWav } from '@crier/rehearsal/sound/wav.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { childrenOf, childrenThatRun, environmentSeenBy } from '../child-processes.ts';
import { openScene } from '../scene.ts';
import { closeClean, nextIsHeard, openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Files that people give, of which one person's costs nobody else anything; what the voices of clips are is in clone.test.ts.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene({ environment: { DATABASE_PASSWORD: 'hunter2' } });
});

afterAll(() => closeClean(scene));

const csv = (text: string) => ({
  filename: 'words.csv',
  contentType: 'text/csv',
  bytes: Buffer.from(text),
});

const nested = `"(?:${'(?:\\pL{30}){30}'.repeat(11)})"`;

/** The names of so many columns. */
const heading = (columns: number): string =>
  `word,say,${Array.from({ length: columns - 2 }, (_, at) => `c${at}`).join(',')}\n`;

test.concurrent.each([
  [
    'of 0.7 MB',
    heading(60_000) + 'a,b\n'.repeat(75_000),
    /^The file is larger than 256 kB\. Import it in parts\.$/,
  ],
  [
    'with 5,000 columns',
    heading(5_000) + 'a,b\n'.repeat(20_000),
    /^No words were taken\.\nLine 1 is longer than 4,000 characters/,
  ],
  [
    'with a row of a hundred thousand columns',
    `word,say\na${',b'.repeat(100_000)}\n`,
    /^No words were taken\.\nLine 2 is longer than 4,000 characters/,
  ],
  [
    'with more rows than a person keeps words',
    `word,say\n${'a,b\n'.repeat(50_000)}`,
    /^No words were taken\.\nThe table has more than 500 rows, which is the most/,
  ],
  [
    'of patterns in patterns',
    `word,say,match\n${`${nested},b,pattern\n`.repeat(400)}`,
    /^No words were taken\.\nRow 1: The pattern is too large/,
  ],
])(
  'a table %s is refused with what is wrong with it, and nobody waits for that',
  async (_, text, refusal) => {
    const [room, other] = [await openRoom(scene), await openRoom(scene)];
    const importing = room.use('pronounce import', { file: csv(text) });
    // In another server, in the meantime.
    expect(await nextIsHeard(other)).toBe(true);
    expect((await told(importing, /./)).text).toMatch(refusal);
  },
);

/** In a text of Greek each of them looks through all that is left at every letter; nothing else shows that. */
const greek = Array.from(
  { length: 20 },
  (_, at) => `\\p{Greek}(?:.*z){${at + 1}}|\\p{Greek},b,pattern`,
);

test('patterns that take too long for a text rest, and hold up nobody’s speech', async () => {
  const [room, other] = [await openRoom(scene), await openRoom(scene)];
  const slow = { word: 'a.*z|a', say: 'b', pattern: true };
  expect((await told(room.use('pronounce add', slow), /./)).text).toMatch(
    /^The pattern takes too long to look for in a long text/,
  );
  const table = csv(`word,say,match\n${greek.join('\n')}\n`);
  expect((await told(room.use('pronounce import', { file: table }), /taken/)).text).toBe(
    '20 words were taken.',
  );
  const saying = room.use('say', { text: `Listen. ${'α'.repeat(3_900)}` });
  expect(await nextIsHeard(other)).toBe(true);
  await told(saying, /Spoken/);
  const tried = await told(room.use('pronounce test', { text: 'And an α.' }), /Spoken/);
  expect(tried.text).toContain('(without patterns: they take too long for such a text)');
});

/** How many processes of the bot read files. */
async function readers(): Promise<number> {
  return (await childrenThatRun(scene.bot.pid, 'clip/reader')).length;
}

/** The most readers that ran at a time while this was done. */
async function mostReaders(work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  const done = new AbortController();
  const look = async (): Promise<void> => {
    while (!done.signal.aborted) {
      most = Math.max(most, await readers());
      await delay(10);
    }
  };
  const looking = look();
  try {
    await work();
  } finally {
    done.abort();
    await looking;
  }
  return most;
}

const beep = Float32Array.from(
  { length: heardSampleRate / 2 },
  (_, at) => 0.5 * Math.sin((2 * Math.PI * 700 * at) / heardSampleRate),
);

test('forty sounds at once are read by two processes, each in its turn, and what is too much is refused', async () => {
  const room = await openRoom(scene);
  const sound = { filename: 'a.wav', bytes: Buffer.from(writeWav(beep, heardSampleRate)) };
  const people = Array.from({ length: 40 }, (_, at) =>
    scene.discord.addPerson(room.server, { name: `P${at}` }),
  );
  let answers: readonly string[] = [];
  const most = await mostReaders(async () => {
    const adding = people.map((by) => room.use('pronounce add', { word: 'beep', sound }, by));
    const ended = adding.map((each) => told(each, /is a sound|Try again/));
    answers = (await Promise.all(ended)).map(({ text }) => text);
    expect(await nextIsHeard(room)).toBe(true);
  });
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(2);
  const taken = answers.filter((text) => text.includes('is a sound'));
  // Four at work, and twenty in line; the more, the quicker they are read.
  expect(taken.length).toBeGreaterThanOrEqual(24);
  for (const text of answers)
    expect(text).toMatch(/is a sound|^Many people are giving me files right now\./);
});

test('one person’s files come one after the other, and no more than a few wait', async () => {
  const room = await openRoom(scene);
  const sound = { filename: 'a.wav', bytes: Buffer.from(writeWav(beep, heardSampleRate)) };
  const add = (word: string) => room.use('pronounce add', { word, sound });
  const adding = ['one', 'two', 'three', 'four', 'five', 'six'].map((word) => add(word));
  const told = await Promise.all(adding.map((each) => last(each)));
  expect(told.filter((text) => text.includes('is a sound')).length).toBeGreaterThanOrEqual(3);
  for (const text of told)
    expect(text).toMatch(/is a sound|^I am still at the files that you gave before\./);
});

test('no process that the bot starts sees what else its operator keeps in the environment', async () => {
  const room = await openRoom(scene);
  const sound = { filename: 'a.wav', bytes: Buffer.from(writeWav(beep, heardSampleRate)) };
  expect(await nextIsHeard(room)).toBe(true);
  await told(room.use('pronounce add', { word: 'beep', sound }), /is a sound/);
  const children = await childrenOf(scene.bot.pid);
  const environments = await Promise.all(children.map((pid) => environmentSeenBy(pid)));
  for (const environment of environments)
    expect(JSON.stringify(environment)).not.toMatch(/hunter2|DISCORD_TOKEN|DEAPI_KEY/);
  // A process of voices, and one that read the sound.
  expect(environments.length).toBeGreaterThanOrEqual(2);
});

test('the bot begins again with an allocator that gives memory of files back', async () => {
  expect(await environmentSeenBy(scene.bot.pid)).toMatchObject({
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '65536',
  });
});

/** The answer once it is no longer about waiting. */
async function last(interaction: ReturnType<Room['use']>): Promise<string> {
  return (await told(interaction, /^(?!One moment)./)).text;
}
