import type { FailureName } from '@crier/rehearsal/deapi/failures.ts';
import type { Fault, JobSpoil } from '@crier/rehearsal/deapi/faults.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import {
  asksFor,
  closeClean,
  heardLike,
  nextIsHeard,
  freshWords,
  openRoom,
  speechOf,
  told,
} from './room.ts';

/*
 * Every way in which deAPI fails, as the person who waits for the speech gets to see it: one sentence, nothing left
 * hanging, nothing paid twice, and the next words are heard.
 */

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

const submitsOf = (words: string): number =>
  scene.deapi.requests.filter((request) => request.route === 'submit' && asksFor(words)(request))
    .length;

const lost =
  /^deAPI failed or broke off while it took the request\. It may have been charged, so it was not sent again\./;
const tooLong = 'What came from deAPI is far too long, so it was cut off.';
const down = /^deAPI can’t be reached or has a fault right now\. Try again in a minute\.$/;

test.concurrent.each<[FailureName, RegExp]>([
  ['unauthenticated', /^deAPI did not accept this bot’s key\. Whoever runs the bot/],
  ['suspended', /^deAPI has suspended this bot’s account/],
  ['payment-required', /^This bot’s balance at deAPI is used up\./],
  ['balance', /^This bot’s balance at deAPI is used up\./],
  ['plan', /^This voice is not part of the bot’s plan at deAPI\. Choose another voice\.$/],
  ['model', /^deAPI no longer has the voice model that was asked for\. Choose another voice\.$/],
  [
    'validation',
    /^deAPI refused the request\. Change the text\. In its own words: “The text field is required\.” Change the language\./,
  ],
  [
    'format',
    /^deAPI refused the request\. Change the format\. In its own words: “The selected format is invalid\.”$/,
  ],
  ['too-large', /^The text or the recording is larger than deAPI takes\./],
  ['not-found', /^deAPI no longer offers what this bot asks for\./],
  ['gone', /^deAPI no longer offers what this bot asks for\./],
  ['blocked', down],
  // After these nobody knows whether a job was made and paid.
  ['server-error', lost],
  ['bad-gateway', lost],
  ['unavailable', lost],
  ['html', lost],
  ['half-json', lost],
  ['empty-answer', lost],
  ['wrong-shape', lost],
  ['endless-answer', lost],
  ['answer-lost', lost],
  ['dropped', lost],
])(
  'a submit that ends in %s is told, is not sent again, and the next is heard',
  async (fail, sentence) => {
    const room = await openRoom(scene, { name: fail });
    const words = freshWords();
    scene.deapi.next({ on: 'submit', fail, when: asksFor(words), times: Infinity });
    await told(room.use('say', { text: words }), sentence);
    expect(submitsOf(words)).toBe(1);
    expect(await nextIsHeard(room)).toBe(true);
  },
);

test.concurrent.each<[string, JobSpoil, RegExp]>([
  [
    'a job that can’t be done',
    { error: { error_code: 'PROCESSING_ERROR', retryable: false } },
    /^deAPI could not speak this\. Change the text or the voice\.$/,
  ],
  [
    'a result on somebody else’s host',
    { result: 'foreign-host' },
    /^deAPI put the speech on a server that this bot does not trust\./,
  ],
  [
    'a result that leads to somebody else’s host',
    { result: 'redirect' },
    /^deAPI put the speech on a server that this bot does not trust\./,
  ],
  [
    'a result at no address',
    { result: 'no-address' },
    /^deAPI gave an answer that this bot can’t read\./,
  ],
  [
    'a result that is a page',
    { result: 'html' },
    /^What came from deAPI is not sound that can be played\./,
  ],
  [
    'an empty result',
    { result: 'empty' },
    /^What came from deAPI is not sound that can be played\./,
  ],
  [
    'noise for a result',
    { result: 'not-audio' },
    /^What came from deAPI is not sound that can be played\./,
  ],
  [
    'a result of 1 GiB',
    { result: 'gigabyte' },
    /^What came from deAPI is far too long, so it was cut off\./,
  ],
])('%s is told, is paid once, and the next is heard', async (name, job, sentence) => {
  const room = await openRoom(scene, { name });
  const words = freshWords();
  scene.deapi.next({ job, when: asksFor(words), times: Infinity });
  await told(room.use('say', { text: words }), sentence);
  expect(submitsOf(words)).toBe(1);
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent('a job that fails twice is told, and was tried twice only because it cost nothing', async () => {
  const room = await openRoom(scene, { name: 'twice' });
  const words = freshWords();
  scene.deapi.next({ job: { error: {} }, when: asksFor(words), times: Infinity });
  await told(room.use('say', { text: words }), /^deAPI failed while speaking\. Try again\.$/);
  expect(submitsOf(words)).toBe(2);
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent('a job whose charge was kept is told as that, and was tried once', async () => {
  const room = await openRoom(scene, { name: 'kept' });
  const words = freshWords();
  const job = { error: { retryable: true, refunded: false } };
  scene.deapi.next({ job, when: asksFor(words), times: Infinity });
  await told(
    room.use('say', { text: words }),
    /^deAPI failed while speaking and gave no refund\. Asking again is charged again\.$/,
  );
  expect(submitsOf(words)).toBe(1);
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent.each<[string, JobSpoil]>([
  ['a job that fails once and costs nothing', { error: {} }],
  [
    'states that nobody documented',
    { statuses: ['queued', 'in_progress', 'warming-up'], time: 400 },
  ],
  ['an address that had expired', { result: 'expired' }],
])('%s is not noticed', async (name, job) => {
  const room = await openRoom(scene, { name });
  const words = freshWords();
  scene.deapi.next({ job, when: asksFor(words) });
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
});

test.concurrent.each<[string, FailureName]>([
  ['a result host that fails', 'server-error'],
  ['a result host that hangs up', 'dropped'],
])('%s at first is asked again, and not noticed', async (name, fail) => {
  const room = await openRoom(scene, { name });
  const words = freshWords();
  scene.deapi.next({ on: 'result', fail, times: 3, when: ({ path }) => isOfJob(path, words) });
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  expect(submitsOf(words)).toBe(1);
});

test.concurrent.each<[string, FailureName, number]>([
  ['a status call that fails', 'server-error', 3],
  ['a status call that is not answered', 'dropped', 2],
  ['a job that another machine doesn’t know yet', 'not-found', 3],
])('%s is asked again, and not noticed', async (name, fail, times) => {
  const room = await openRoom(scene, { name });
  const words = freshWords();
  scene.deapi.next({ on: 'status', fail, times, when: ({ path }) => isOfJob(path, words) });
  expect(await heardLike(room, room.use('say', { text: words }), words)).toBeGreaterThan(0.95);
  expect(submitsOf(words)).toBe(1);
});

test.concurrent.each<[string, FailureName, RegExp]>([
  [
    'a job that the service has forgotten',
    'not-found',
    /^deAPI does not know this speech any more\./,
  ],
  [
    'a key that was withdrawn meanwhile',
    'unauthenticated',
    /^deAPI did not accept this bot’s key\./,
  ],
  ['states that can’t be read', 'half-json', /^deAPI gave an answer that this bot can’t read\./],
])('%s is told, is paid once, and the next is heard', async (name, fail, sentence) => {
  const room = await openRoom(scene, { name });
  const words = freshWords();
  const when = ({ path }: { path: string }): boolean => isOfJob(path, words);
  scene.deapi.next({ on: 'status', fail, times: Infinity, when });
  await told(room.use('say', { text: words }), sentence);
  expect(submitsOf(words)).toBe(1);
  expect(await nextIsHeard(room)).toBe(true);
});

function isOfJob(path: string, words: string): boolean {
  const job = scene.deapi.jobs.find(({ fields }) => fields['text'] === words);
  return job !== undefined && path.includes(job.id);
}

test.concurrent('a result without an end is cut off soon, is told, and the next is heard', async () => {
  const room = await openRoom(scene, { name: 'endless' });
  const words = 'Hi!';
  scene.deapi.next({ result: 'endless', when: asksFor(words) });
  const interaction = room.use('say', { text: words });
  await interaction.reply(({ text }) => text.startsWith(tooLong), 40_000);
  expect(speechOf(room.listener).length).toBeLessThan(20 * 50);
  expect(await nextIsHeard(room)).toBe(true);
}, 60_000);

test.concurrent.each<[string, Fault]>([
  ['a submit that is never answered', { on: 'submit', fail: 'never-answers' }],
  ['a job that never ends', { job: { neverEnds: true } }],
  ['a result that is never sent', { result: 'silent' }],
  ['a result that only drips', { result: 'drip' }],
])('whoever doesn’t want to wait for %s skips it, and the next is heard', async (name, fault) => {
  const room = await openRoom(scene, { name });
  const words = freshWords();
  scene.deapi.next({ ...fault, when: asksFor(words) });
  const interaction = room.use('say', { text: words });
  const shown = await told(interaction, /Being made|Waiting for the speech|Nearly there|Speaking/);
  await scene.discord.press(shown, 'Skip', room.ann).acknowledged;
  await told(interaction, /Skipped/);
  expect(await nextIsHeard(room)).toBe(true);
});
