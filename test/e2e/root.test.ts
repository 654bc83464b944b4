import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import type { Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { BotProcess } from '@crier/rehearsal/scene/bot-process.ts';
import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { writeWav } from '@crier/rehearsal/sound/wav.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { childrenThatRun } from '../child-processes.ts';
import { openScene, startBot } from '../scene.ts';
import { temporaryFolder } from '../store/folder.ts';
import { rowsOf } from '../store/rows.ts';
import { openReadingRoom } from './reading-room.ts';
import { freshSentence, freshWords, openRoom, soonMs, speechOf, told } from './room.ts';

/*
 * The wiring that only the root of the bot decides: that what the operator sets reaches the parts that it is for, that they
 * know of each other, and that the next start finds what this one has kept.
 */

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let scene: Scene;
/** The process that serves. */
let bot: BotProcess;
let environment: Record<string, string>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const table = join(folder.path, 'words.csv');
  await writeFile(table, 'word,say\nwoot,hooray\n');
  // 1.2 s.
  const own = { CRIER_DICTIONARY: table, LEAVE_AFTER_MINUTES: '0.02', CALLS_PER_PROCESS: '1' };
  scene = await openScene({ dataFolder: join(folder.path, 'data'), environment: own });
  environment = environmentOf(scene.discord, scene.deapi, own);
  bot = scene.bot;
});

afterAll(async () => {
  await bot.stop();
  scene.discord.assertClean();
  await scene.close();
  await folder[Symbol.asyncDispose]();
});

const admin = ({ server }: { readonly server: Server }) =>
  scene.discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
const isIn = (room: { server: { id: string } }) =>
  scene.discord.voiceState(room.server, scene.discord.bot) !== undefined;

test.concurrent('a call is left as soon after everybody as the operator wants, and that is told where somebody last used the bot', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  await told(room.use('join'), /^I’m in/);
  await room.listener.leave();
  const news = await discord.nextMessage(room.text, ({ text }) => text.startsWith('I left'), {
    timeoutMs: soonMs,
  });
  expect(news.text).toBe(`I left <#${room.call.id}>, since nobody was there any more.`);
  expect(isIn(room)).toBe(false);
});

test.concurrent('where messages are read, news of the call are told in the channel of the last', async () => {
  const { discord } = scene;
  const room = await openReadingRoom(scene);
  const other = room.server.addText({ name: 'other' });
  await room.set('channel add', { channel: other });
  const message = discord.say({ channel: other, by: room.ann, content: freshWords() });
  await room.why(message, /^It was read/);
  // The one who asked why did so elsewhere than where the next is written.
  discord.say({ channel: room.text, by: room.ann, content: freshWords() });
  await vi.waitFor(() => expect(room.spoken()).toHaveLength(2), { timeout: soonMs });
  await discord.kick(room.server, discord.bot);
  const isNews = ({ text }: { readonly text: string }) => text.startsWith('I was disconnected');
  await discord.nextMessage(room.text, isNews, { timeoutMs: soonMs });
  expect(discord.messagesIn(other).filter(isNews)).toEqual([]);
});

test.concurrent('the operator’s words are said for everybody, and a sound in the place of a word is heard and posted', async () => {
  const room = await openRoom(scene);
  const named = 'A woot for the operator.';
  await told(room.use('say', { text: named }), /Spoken/);
  expect(scene.deapi.jobs.map(({ fields }) => fields['text'])).toContain(
    'A hooray for the operator.',
  );
  const pcm = Float32Array.from({ length: 24_000 }, (_, at) => Math.sin(at / 10) / 2);
  const sound = { filename: 'ding.wav', bytes: writeWav(pcm, 24_000) };
  await told(room.use('pronounce add', { word: 'ding', sound }), /is a sound/);
  const dinging = room.use('say', { text: 'ding' });
  await told(dinging, /Spoken/);
  const spoken = speechOf(room.listener, { fromMs: dinging.sentAtMs });
  expect(spoken.length).toBeGreaterThan(30);
  const posted = await told(room.use('say', { text: 'ding', as: 'file' }), /AI voice/);
  expect(posted.attachments[0]?.bytes.length).toBeGreaterThan(1_000);
});

test.concurrent('a server that takes it out is noted, so that its data can go', async () => {
  const room = await openRoom(scene);
  await told(room.use('volume server', { db: -2 }, admin(room)), /./);
  scene.discord.removeGuild(room.server);
  const noted = () => rowsOf(bot.dataFolder)['departures']?.join('') ?? '';
  await expect.poll(noted, { timeout: soonMs }).toContain(room.server.id);
});

test('the log says at the start what it is, what it does without, and how it hears of jobs', () => {
  const line = bot.output.find((each) => each.includes('"msg":"ready"')) ?? '{}';
  const ready = JSON.parse(line) as Record<string, unknown>;
  expect(ready).toMatchObject({ engine: 'deapi', fallback: 'none', guilds: 1 });
  expect(ready['invite']).toContain(`client_id=${scene.discord.applicationId}`);
  const off = (ready['off'] as readonly string[]).map((each) => each.split(':')[0]);
  expect(off).toEqual(['speech when the engine fails', 'hearing of jobs without asking']);
  expect(bot.output.join('\n')).toContain("the ends of deAPI's jobs are asked for");
});

test.concurrent('words are taken from a table', async () => {
  const room = await openRoom(scene);
  const file = { filename: 'words.csv', bytes: Buffer.from('word,say\nbrb,be right back\n') };
  const report = await told(room.use('pronounce import', { file }), /taken/);
  expect(report.text).toBe('One word was taken.');
});

/** Processes that hold calls. */
const callProcesses = (): Promise<readonly number[]> =>
  childrenThatRun(bot.pid, 'call/worker/main');

// Linux alone tells of the children of a process by a file.
test.skipIf(process.platform !== 'linux')(
  'no more calls share a process than the operator wants',
  async () => {
    const rooms = [await openRoom(scene), await openRoom(scene)];
    for (const room of rooms) await told(room.use('join'), /^I’m in/);
    expect((await callProcesses()).length).toBeGreaterThanOrEqual(2);
    for (const room of rooms) await told(room.use('leave'), /^I left/);
  },
);

test('what waits when it is told to stop is said by the next start, which comes back to where it stays, and knows voices and commands without asking', async () => {
  const { discord, deapi } = scene;
  // Nobody is there any more, and the server wants it to stay.
  const staying = await openRoom(scene);
  await told(staying.use('call settings', { stay: true }, admin(staying)), /./);
  await told(staying.use('join'), /^I’m in/);
  await staying.listener.leave();
  const room = await openRoom(scene);
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  discord.join(room.call, bob);
  const first = room.use('say', { text: freshSentence() });
  await told(first, /Speaking/);
  const waiting = room.use('say', { text: freshSentence(), voice: 'Sky' }, bob);
  await told(waiting, /Waiting: 1 before it/);
  const puts = () => discord.calls.filter(({ method }) => method === 'PUT').length;
  expect(puts()).toBe(1);
  const heart = join(bot.dataFolder, 'alive');
  expect(existsSync(heart)).toBe(true);
  bot.kill('SIGTERM');
  expect(await bot.exited).toMatchObject({ code: 0 });
  expect(existsSync(heart)).toBe(false);
  expect(first.original?.text).toContain('Spoken');
  expect(waiting.original?.text).toContain('I’m being restarted, and say it right after');
  expect(isIn(room)).toBe(false);

  deapi.next({ on: 'models', fail: 'unavailable', times: Infinity });
  const since = { ...discord.gateway.counts };
  bot = startBot({ environment, caPem: discord.caPem, dataFolder: bot.dataFolder });
  await discord.gateway.back(soonMs, since);
  await told(waiting, /Spoken/);
  await discord.botIn(staying.server, staying.call, soonMs);
  await told(room.use('help'), /<\/say:\d+>/);
  expect(puts()).toBe(1);
  const suggested = await discord.autocomplete({
    name: 'say',
    options: { text: 'x', voice: 'sky' },
    focused: 'voice',
    channel: room.text,
    by: bob,
  });
  expect(suggested.choices[0]?.name).toMatch(/^Sky · English \(US\)/);
});

test('what it asks the service for when it is told to stop is answered first, and nobody pays for it again', async () => {
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  await told(room.use('join'), /^I’m in/);
  deapi.next({ on: 'submit', delayMs: 3_000 });
  const { submit } = deapi.calls;
  const words = freshWords();
  const saying = room.use('say', { text: words });
  await expect.poll(() => deapi.calls.submit, { timeout: soonMs }).toBe(submit + 1);
  bot.kill('SIGTERM');
  expect(await bot.exited).toMatchObject({ code: 0 });
  bot = startBot({ environment, caPem: discord.caPem, dataFolder: bot.dataFolder });
  // On a machine that takes long to start nobody waits any more; then the sound is kept all the same.
  await told(saying, /Spoken|whatever was made of it is kept/);
  expect(deapi.jobs.filter(({ fields }) => fields['text'] === words)).toHaveLength(1);
  expect(bot.output.join('\n')).not.toContain('may have been charged');
});

test('who asked for what a crash may have had charged in vain is told so, and the operator', async () => {
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  deapi.next({ on: 'submit', fail: 'never-answers' });
  const { submit } = deapi.calls;
  const saying = room.use('say', { text: freshWords(), as: 'file' });
  await expect.poll(() => deapi.calls.submit, { timeout: soonMs }).toBe(submit + 1);
  bot.kill('SIGKILL');
  await bot.exited;
  bot = startBot({ environment, caPem: discord.caPem, dataFolder: bot.dataFolder });
  await told(saying, /It may have been charged all the same/);
  expect(bot.output.join('\n')).toContain('may have been charged whose answer was lost in a crash');
});

// A pipe takes what is written only when somebody reads it: so slow no disk is.
test.skipIf(process.platform === 'win32')(
  'it ends when the disk has what the next start has to know of calls, and that goes back into them',
  async () => {
    const { discord } = scene;
    const room = await openRoom(scene);
    const kept = join(bot.dataFolder, 'calls', room.server.id);
    await mkdir(dirname(kept), { recursive: true });
    execFileSync('mkfifo', [kept]);
    await told(room.use('join'), /^I’m in/);
    bot.kill('SIGTERM');
    await vi.waitFor(() => expect(isIn(room)).toBe(false), { timeout: soonMs });
    // Long enough for all else that ends.
    await delay(2_000);
    const written = await readFile(kept, 'utf8');
    expect(written).toContain(room.call.id);
    expect(await bot.exited).toMatchObject({ code: 0 });
    await rm(kept);
    await writeFile(kept, written);
    bot = startBot({ environment, caPem: discord.caPem, dataFolder: bot.dataFolder });
    await vi.waitFor(() => expect(isIn(room)).toBe(true), { timeout: soonMs });
  },
);

test('an answer that is lost is told where it was asked for', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  discord.fail({
    method: 'POST',
    path: /callback/,
    status: 404,
    code: 10_062,
    message: 'Unknown interaction',
  });
  room.use('help');
  const isNews = ({ text }: { readonly text: string }) => text.includes('my answer got lost');
  const news = await discord.nextMessage(room.text, isNews, { timeoutMs: soonMs });
  expect(news.text).toContain(`<@${room.ann.id}>`);
});

test('a newer start with the same data takes over, and the earlier ends in good order', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const earlier = bot;
  bot = startBot({ environment, caPem: discord.caPem, dataFolder: earlier.dataFolder });
  expect(await earlier.exited).toMatchObject({ code: 0 });
  expect(earlier.output.join('\n')).toContain('another bot was started with the same data');
  await told(room.use('join'), /^I’m in/);
  await told(room.use('leave'), /^I left/);
});

test('another bot with its token that came later and answers first makes it end, and come back later', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const answeredByOther = (): void => {
    discord.gateway.identifiesLeft -= 1;
    discord.fail({
      method: 'POST',
      path: /callback/,
      status: 400,
      code: 40_060,
      message: 'Interaction has already been acknowledged.',
    });
    room.use('help');
  };
  answeredByOther();
  // A first answer that was slow is sent twice; then such a refusal means that the first had arrived, and the next one tells.
  const why = 'another bot was started with the same token: this one ends';
  const hasNoticed = (): boolean => bot.output.some((line) => line.includes(why));
  const again = setInterval(() => hasNoticed() || answeredByOther(), 10_000);
  expect(await bot.exited).toMatchObject({ code: 0 });
  clearInterval(again);
  expect(hasNoticed()).toBe(true);
  bot = startBot({ environment, caPem: discord.caPem, dataFolder: bot.dataFolder });
  await vi.waitFor(() => expect(bot.output.join('\n')).toContain('waits before it comes back'), {
    timeout: soonMs,
  });
  const { identified } = discord.gateway.counts;
  await delay(500);
  expect(discord.gateway.counts.identified).toBe(identified);
});
