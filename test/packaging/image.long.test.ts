import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import { startBot } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, expect, onTestFinished, test } from 'vitest';

import { closeClean, freshSentence, likeness, openRoom, soonMs, speechOf } from '../e2e/room.ts';
import { openScene } from '../scene.ts';
import { root, stagesOf, textOf } from './files.ts';

/** The user of the image. */
const user = 10_001;
const base = mkdtempSync(join(tmpdir(), 'crier-image-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const asUser = [
  'setpriv',
  `--reuid=${user}`,
  `--regid=${user}`,
  '--clear-groups',
  '--no-new-privs',
];
const mayActAsOthers =
  process.getuid?.() === 0 &&
  spawnSync('unshare', ['--pid', '--fork', '--mount-proc', ...asUser, 'true']).status === 0;

/** Does what the Dockerfile says, in two folders in place of two stages; the folder of the last. */
function build(): string {
  const stages = stagesOf(textOf('Dockerfile'));
  const folders = stages.map((_, index) => join(base, `stage-${index}`, 'crier'));
  for (const [index, stage] of stages.entries()) {
    const folder = folders[index] ?? '';
    mkdirSync(folder, { recursive: true });
    for (const { name, rest } of stage) {
      if (name === 'RUN' && !rest.startsWith('install -d'))
        execFileSync('sh', ['-ec', rest], { cwd: folder, stdio: 'ignore' });
      if (name !== 'COPY') continue;
      const words = rest.split(' ').filter((word) => !word.startsWith('--from'));
      const to = words.pop() ?? '';
      for (const word of words) {
        // Files from the stage before have their whole path there.
        const from = rest.startsWith('--from')
          ? join(dirname(folders[index - 1] ?? ''), word)
          : join(root, word);
        cpSync(from, join(folder, to.endsWith('/') ? `${to}${word}` : to), {
          recursive: true,
          verbatimSymlinks: true,
        });
      }
    }
  }
  return folders.at(-1) ?? '';
}

/** The process that the namespace takes for the first. */
function firstIn(unshared: number): number {
  return Number(readFileSync(`/proc/${unshared}/task/${unshared}/children`, 'utf8').trim());
}

test.runIf(mayActAsOthers)(
  'what the image holds runs as its user in a tree that it can’t write, and as the first process ends with its sentence',
  { timeout: 500_000 },
  async () => {
    const folder = build();
    execFileSync('chmod', ['-R', 'a+rX,a-w', folder]);
    for (const path of [base, dirname(folder)]) chmodSync(path, 0o755);
    const dataFolder = join(base, 'data');
    mkdirSync(dataFolder, { mode: 0o700 });
    chownSync(dataFolder, user, user);

    const scene = await openScene();
    const { discord, deapi } = scene;
    await scene.bot.stop();
    const since = { ...discord.gateway.counts };
    const ca = join(base, 'ca.pem');
    writeFileSync(ca, discord.caPem + deapi.caPem);
    const node = join(folder, 'node_modules/.bin/node');
    const bot = startBot({
      entry: join(folder, 'src/main.js'),
      runner: ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child', ...asUser, node],
      environment: {
        ...environmentOf(discord, deapi),
        HOME: '/nonexistent',
        // Where its user can read it.
        NODE_EXTRA_CA_CERTS: ca,
      },
      dataFolder,
    });
    onTestFinished(() => bot.kill('SIGKILL'));
    await discord.gateway.back(soonMs, since);
    expect(existsSync(join(dataFolder, 'alive'))).toBe(true);

    const room = await openRoom(scene);
    const words = freshSentence();
    const said = room.use('say', { text: words });
    await speechBegins(room.listener, said.sentAtMs, soonMs);
    process.kill(firstIn(bot.pid), 'SIGTERM');
    expect(await bot.exited).toMatchObject({ code: 0 });
    expect(await likeness(scene, speechOf(room.listener), words)).toBeGreaterThan(0.9);
    expect(existsSync(join(dataFolder, 'alive'))).toBe(false);
    await closeClean(scene);
  },
);
