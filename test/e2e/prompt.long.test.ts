import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findPlayer } from '@crier/rehearsal/scene/player.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { rehearsed } from './rehearsed.ts';

/** The recording in the README, of which a line that begins with a prompt is typed and every other is printed. */
const recorded = recordingOf(readFileSync(new URL('../../README.md', import.meta.url), 'utf8'));

/** The lines that a newcomer types. */
const typed = [
  ...recorded.typed,
  'as Bob: /autoread off',
  'menu "Their voice" @Bob',
  '/privacy show',
  '/say',
  'good morning',
  'Replay',
  '99',
  'Skip',
  'menu "their voice" 3',
  'menu "Why was this not read?" @Bob',
  'speak Bob 3',
  'status: Film night',
  'mute Crier',
  'unmute Crier',
  'as Bob: effect 👍',
  'move Crier to Green Room',
  'move Ann to Green Room',
  '/say over here',
  'move Ann to Nowhere',
  'as Crier: hello',
  'menu "Nothing like that" 1',
  'menu "Why was this not read?" 400',
];

let shown: string;
let exitCode: number | null;

beforeAll(async () => {
  ({ exitCode, shown } = await rehearsed(typed));
}, 180_000);

test('the recording in the README shows what is printed', () => {
  expect(recorded.typed).toContain('hello everybody');
  const printed = oncePerLine(printedLines(shown.split('\n')));
  expect(asRecorded(printed, recorded.printed)).toEqual(recorded.printed);
});

test('a newcomer switches reading on, writes, and hears it', () => {
  expect(exitCode).toBe(0);
  expect(shown).toMatch(/2 {2}Crier.*: I’m in #Stage Door/u);
  expect(shown).toMatch(/3 {2}Ann: hello everybody\n {3}\[heard \d\.\d s of speech: .*\.ogg\]/u);
});

test('other people write too, names stand for what they name, and they may less', () => {
  expect(shown).toMatch(/4 {2}Bob: hi @Ann, see #general\n {3}\[heard/u);
  expect(shown).toMatch(/\(only @Bob sees this\): Only people with the right/u);
});

test('menus of messages and people open', () => {
  expect(shown).toContain('(only @Ann sees this): It was read.');
  expect(shown).toMatch(/@Bob speaks here with/u);
});

test('what buttons say is no work that goes on: what comes next is taken at once', () => {
  expect(shown).toContain('Delete everything …');
});

test('a command asks for what it can’t do without, and its buttons can be pressed', () => {
  expect(shown).toMatch(/text: .*\(an empty line gives up\)/u);
  expect(shown).toMatch(/> good morning\n.*Spoken/u);
  expect(shown.match(/\[heard/gu)?.length).toBeGreaterThanOrEqual(4);
});

test('people speak, are moved, and set the status of a voice channel', () => {
  expect(shown).toMatch(/\[Bob speaks\][^]*\[the status of Stage Door: Film night\]/u);
  expect(shown).toContain('[Bob is silent again]');
  expect(shown).toContain('[Crier is no longer muted]');
  expect(shown).toContain('[Bob sends 👍]');
  expect(shown).toMatch(/\[Ann is in Green Room now\][^]*> over here[^]*\[heard/u);
});

test.each([
  'There is no channel "Nowhere". There are: #general, #Stage Door, #Green Room.',
  'There is nothing with the number 99. There is: [1] Replay   [2] Post as file',
  'Crier is the bot, and speaks for itself.',
  'There is no message 400.',
  '"Skip" is no longer there to be pressed. There is: [1] Replay   [2] Post as file',
  '"Their voice" is in the menu of a person: give the name of one, such as @Ann.',
  '"Why was this not read?" is in the menu of a message: give the number before one.',
  'No menu has "Nothing like that". There are: "Read this aloud",',
])('what can’t be is told: %s', (sentence) => {
  expect(shown).toContain(sentence);
});

test('no mark of Discord’s is left for people to read', () => {
  expect(shown).not.toMatch(/<[@#/:t]/u);
});

const folder = mkdtempSync(join(tmpdir(), 'crier-player-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a player is found where one is, and what played before ends when something else is played', async () => {
  expect(findPlayer(folder)).toBeUndefined();
  const log = join(folder, 'log');
  const program = join(folder, 'ffplay');
  writeFileSync(
    program,
    `#!/bin/sh\nfor last; do :; done\ntrap 'echo "stopped $last" >>${log}; exit' TERM\necho "plays $last" >>${log}\nwhile :; do sleep 0.05; done\n`,
  );
  chmodSync(program, 0o755);
  const player = findPlayer(`/nowhere:${folder}`);
  const logged = (line: string): Promise<void> =>
    vi.waitFor(() => expect(readFileSync(log, 'utf8')).toContain(line), { timeout: 10_000 });
  player?.play('one.ogg');
  await logged('plays one.ogg');
  player?.play('two.ogg');
  await logged('stopped one.ogg');
  await logged('plays two.ogg');
  player?.stop();
  await logged('stopped two.ogg');
});

interface Recording {
  readonly typed: readonly string[];
  readonly printed: readonly string[];
}

/** From the block that begins with the installation: what npm prints of itself is not typed. */
function recordingOf(readme: string): Recording {
  const [, block = ''] =
    /```\n\$ npm ci && npm run rehearse\nadded .*\n([\s\S]*?)```/u.exec(readme) ?? [];
  const lines = block.split('\n');
  const ready = lines.findIndex((line) => line.startsWith('Ready.'));
  const isTyped = (line: string, at: number): boolean => at > ready && line.startsWith('> ');
  return {
    typed: lines.filter(isTyped).map((line) => line.slice(2)),
    printed: printedLines(lines.filter((line, at) => !isTyped(line, at))),
  };
}

/** Without prompts and empty lines. */
function printedLines(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.replace(/^(?:> )+/u, '')).filter((line) => line.trim() !== '');
}

/** A machine that has too much to do falls silent within a line, which is then heard in several pieces. */
function oncePerLine(lines: readonly string[]): readonly string[] {
  const isHeard = (line = ''): boolean => /^ *\[heard /u.test(line);
  return lines.filter((line, at) => !isHeard(line) || !isHeard(lines[at - 1]));
}

/** The lines that were printed, as a recording tells them: one that fits is its own, and what it leaves out is left out. */
function asRecorded(lines: readonly string[], printed: readonly string[]): readonly string[] {
  let at = 0;
  return printed.map((wanted, index) => {
    if (wanted === '…') {
      const next = printed[index + 1] ?? '';
      at += Math.max(
        0,
        lines.slice(at).findIndex((line) => fits(line, next)),
      );
      return wanted;
    }
    const line = lines[at] ?? '';
    at += 1;
    return fits(line, wanted) ? wanted : line;
  });
}

/** Whether a line is as it was recorded, but for how long speech lasts and where it is put; `…` at its end stands for the rest. */
function fits(line: string, wanted: string): boolean {
  const [is, was] = [line, wanted].map((each) =>
    each.replace(/\d+\.\d s/u, '0.0 s').replace(/\S*crier-heard-\w+/u, 'FOLDER'),
  );
  return was?.endsWith(' …') ? (is?.startsWith(was.slice(0, -2)) ?? false) : is === was;
}
