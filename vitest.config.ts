import { statfsSync } from 'node:fs';
import { enableCompileCache, getCompileCacheDir } from 'node:module';

import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

import { postgresBin } from './test/postgres/binaries.ts';

/** The tests of the store that are about what is in it, wherever that is; those that ask most of it are long on PostgreSQL. */
const storeTests = 'bans,jobs,migrations,reading,settings,sharing,spent,voices';
const longStoreTests = 'audit,budgets,clip-files,forgetting,personal-data,scopes,spending';

/** Tests on a PostgreSQL that is installed here. Without one, a skipped test says so. */
const onPostgres = (...files: string[]): string[] =>
  postgresBin === undefined ? ['test/postgres/absent.test.ts'] : files;

/**
 * All but the tests themselves is left to Node, as when the bot runs: nothing is translated for each of the projects, calls
 * between modules cost no more than they do there, and what is covered is counted where it stands in the file.
 */
const asItRuns = new RegExp(
  `^${RegExp.escape(import.meta.dirname)}/(?:src|commands|rehearsal/(?!test/))`,
);

// Every file's process compiles the same libraries: once is enough.
enableCompileCache();
process.env['NODE_COMPILE_CACHE'] ??= getCompileCacheDir();

// Thousands of stores and clips are written and gone again: in memory, where there is room, nobody waits for the disk.
const memory = '/dev/shm';
if (process.env['TMPDIR'] === undefined && freeBytesOf(memory) > 4 * 1024 ** 3)
  process.env['TMPDIR'] = memory;

function freeBytesOf(folder: string): number {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  } catch {
    return 0;
  }
}

/** Longest first, also in a fresh checkout, where no durations are known: the scenes last up to a minute each. */
class ScenesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      ['/test/faults/', '/test/e2e/', ''].findIndex((folder) => moduleId.includes(folder));
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

/** Those that start the real bot in a process of its own: the files share theirs, and load the stand-ins once for many. */
const scenes = ['test/{e2e,faults,fuzz}/**/*.test.ts'];
/** Those that use discord.js as it comes, which sends no forms where another version of undici was loaded: they share theirs. */
const client = ['rehearsal/test/{discord,judge}/**/*.test.ts'];
/**
 * Those that close the embedded engine of their process, and those that trust a certificate of their own, which a process
 * that has connected before may not learn: each file in a process of its own.
 */
const apart = ['test/speech/embedded/**/*.test.ts', 'rehearsal/test/voice/**/*.test.ts'];
/** Scenes that last too long for `npm test`: `npm run test:long` plays them. */
const longScenes = '{test,rehearsal/test}/**/*.long.test.ts';

export default defineConfig({
  test: {
    globalSetup: ['rehearsal/test/judge/locate.ts'],
    setupFiles: ['test/take-coverage.ts', 'rehearsal/test/judge/subscribe.ts'],
    // Two cores may be busy with five files: what is slow there is not wrong.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    // More than the two cores of a small machine: speech is played in real time, and a test that listens only waits.
    maxWorkers: 5,
    sequence: { sequencer: ScenesFirst },
    server: { deps: { external: [asItRuns] } },
    projects: [
      {
        extends: true,
        test: { name: 'scenes', include: scenes, exclude: [longScenes], isolate: false },
      },
      {
        extends: true,
        test: { name: 'client', include: client, exclude: [longScenes], isolate: false },
      },
      { extends: true, test: { name: 'apart', include: apart, exclude: [longScenes] } },
      // The others share processes, too: what they import is loaded once for many files.
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['test/**/*.test.ts', 'rehearsal/test/**/*.test.ts'],
          exclude: [...scenes, ...client, ...apart, longScenes, 'test/postgres/**'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: onPostgres(`test/store/{${storeTests}}.test.ts`, 'test/postgres/*.test.ts'),
          exclude: [longScenes],
          env: { STORE_ON: 'postgres' },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres-long',
          include: onPostgres(
            `test/store/{${longStoreTests}}.test.ts`,
            'test/postgres/*.long.test.ts',
          ),
          env: { STORE_ON: 'postgres' },
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: [longScenes],
          exclude: ['test/postgres/**'],
          testTimeout: 120_000,
        },
      },
      // The same scenes once more, for people who read a language that no code can know.
      {
        extends: true,
        test: {
          name: 'pseudo',
          include: ['test/{e2e,options}/**/*.test.ts'],
          // These are about other languages, start what reads none, or show those who run the bot its own words.
          exclude: [
            'test/e2e/{names,prompt,prompt-calls,prompt-languages,readers}.long.test.ts',
            'test/{e2e/owner.long,options/owner}.test.ts',
          ],
          env: { PSEUDO: '1' },
          setupFiles: ['test/pseudo/setup.ts'],
          testTimeout: 120_000,
        },
      },
    ],
  },
});
