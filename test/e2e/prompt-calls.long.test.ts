import { beforeAll, expect, test } from 'vitest';

import { rehearsed } from './rehearsed.ts';

// Everything that people do about a call and its queue, typed at the rehearsal's prompt.

let shown: string;
let exitCode: number | null;

beforeAll(async () => {
  ({ exitCode, shown } = await rehearsed([
    '/autoread on',
    '/join',
    '/pause',
    '/say this waits',
    '/queue',
    'Clear mine',
    '/resume',
    '/say and this is heard',
    '/volume server',
    'as Bob: words of Bob',
    'menu "Read this aloud" 9',
    'menu "Post as voice message" 9',
    '/skip',
    '/clear',
    '/follow',
    'move Ann to Green Room',
    '/call show',
    '/leave',
  ]));
}, 180_000);

test('what is paused waits, is seen to, and is taken out by a button', () => {
  expect(exitCode).toBe(0);
  expect(shown).toMatch(/3 {2}Crier: @Ann has paused me/u);
  expect(shown).toMatch(
    /Spoken in #Stage Door\n.*paused[^]*1\. \*\*You\*\* · by a command[^]*Clear mine/u,
  );
  expect(shown).toMatch(/> this waits\n.*Skipped/u);
  expect(shown).toMatch(/I go on\.[^]*> and this is heard[^]*\[heard \d\.\d s/u);
});

test('the menus of a message have it spoken and posted', () => {
  expect(shown).toMatch(/9 {2}Bob: words of Bob/u);
  expect(shown.match(/> words of Bob/gu)?.length).toBeGreaterThanOrEqual(2);
  expect(shown).toMatch(/\[voice message, \d/u);
});

test('the volume, skipping, clearing, following and the rules of a call are within reach', () => {
  expect(shown).toMatch(/dB/u);
  expect(shown).toContain('Nothing is being spoken.');
  expect(shown).toContain('Nothing of yours waits to be spoken.');
  expect(shown).toMatch(/I follow @Ann[^]*\[Ann is in Green Room now\]/u);
  expect(shown).toContain('I stay until somebody sends me away');
  expect(shown).toContain('I left #');
});
