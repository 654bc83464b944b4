import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import type { Translation } from '@crier/rehearsal/translation/translation.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { openQuietRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, soonMs, told } from './room.ts';

let scene: Scene;
let room: ReadingRoom;
let translation: Translation;

beforeAll(async () => {
  scene = await openScene({ translation: { key: 'a-key-of-the-service' } });
  if (!scene.translation) throw new Error('there is one');
  ({ translation } = scene);
  await openQuietRoom(scene);
});

beforeEach(async () => {
  room = await openQuietRoom(scene);
});

afterAll(async () => {
  await closeClean(scene);
});

/** The channel is translated from now on. */
const translate = (language: string) =>
  room.set('channel translate', { channel: room.text, language });

const texts = (): readonly string[] => translation.requests.flatMap((each) => each.texts);

test('nothing is sent until somebody wants a translation', async () => {
  const before = texts().length;
  await room.why(room.write('Guten Morgen Freunde'), /It was read/);
  await told(room.use('say', { text: 'Guten Abend Freunde' }), /Heard|Spoken|said/i);
  expect(texts()).toHaveLength(before);
});

test('what is written in a channel is heard in its language, and the same again without asking', async () => {
  await translate('English');
  const first = room.write('Wir sind hier und das Wetter ist schön, <@1> https://example.org/x');
  await room.why(first, /It was read/);
  expect(room.spoken().at(-1)).toMatch(/^We are here and the weather is beautiful/i);
  expect(scene.deapi.jobs.at(-1)?.fields['lang']).toMatch(/^en/);
  expect(texts().at(-1)).toBe('Wir sind hier und das Wetter ist schön,');
  const asked = texts().length;
  await room.why(
    room.write('Wir sind hier und das Wetter ist schön, <@1> https://example.org/x'),
    /It was read/,
  );
  expect(texts()).toHaveLength(asked);
});

test('everybody in the channel is told whose service gets their text, once', async () => {
  await translate('French');
  const notices = () =>
    scene.discord.messagesIn(room.text).filter(({ text }) => text.includes('LibreTranslate gets'));
  await expect.poll(() => notices().length, { timeout: soonMs }).toBe(1);
  expect(notices()[0]?.text).toContain('translated into French');
  await room.set('options', { 'skip-marks': 'none' });
  expect(notices()).toHaveLength(1);
});

test('after 1.5 seconds the original is read, and its author is told why', async () => {
  await translate('English');
  await room.why(room.write('Guten Abend, alle Freunde sind hier'), /It was read/);
  translation.next({ delayMs: 20_000 });
  const atMs = performance.now();
  const late = room.write('Guten Morgen und danke, das Haus ist schön');
  const after = room.write('Hello, here we are');
  await expect
    .poll(() => room.spoken().at(-2) ?? room.spoken().at(-1), { timeout: soonMs })
    .toMatch(/Guten Morgen und danke/);
  const job = scene.deapi.jobs.find(({ fields }) => String(fields['text']).includes('danke'));
  expect((job?.startedAtMs ?? Infinity) - atMs).toBeLessThan(2_500);
  const why = await room.why(late, /It was read/);
  expect(why.text).toContain('in the original: LibreTranslate took longer than 1.5 seconds');
  await room.why(after, /It was read/);
  // It was written later, and is heard later.
  expect(room.spoken().slice(-2)).toEqual([
    expect.stringContaining('Guten Morgen'),
    'Hello, here we are',
  ]);
});

test('what somebody writes is said in the language that they chose, and never sent for those who want that', async () => {
  await told(room.use('me', { translate: 'English' }), /LibreTranslate/);
  const said = await told(
    room.use('say', { text: 'Hallo, wo sind alle?' }),
    /translated into English by LibreTranslate/,
  );
  expect(said.text).toContain('Hallo, wo sind alle?');
  expect(room.spoken().at(-1)).toBe('Hello, where are everybody?');
  await translate('French');
  await told(room.use('me', { translate: 'none' }), /LibreTranslate/);
  const before = texts().length;
  await room.why(room.write('Das ist nicht für andere'), /It was read/);
  expect(texts()).toHaveLength(before);
  await told(room.use('me', { translate: 'usual' }), /LibreTranslate/);
});

test('a failing service is told once, its key is nowhere in the log, and the words of nobody', async () => {
  await translate('English');
  translation.next({ status: 500, times: 10 });
  for (const words of ['eins und zwei', 'zwei und drei', 'drei und vier', 'vier und hier'])
    await room.why(room.write(`Guten Abend, ${words}`), /It was read/);
  const told = scene.discord
    .messagesIn(room.text)
    .filter(({ text }) => text.includes('isn’t translating at the moment'));
  expect(told).toHaveLength(1);
  const log = scene.bot.output.join('\n');
  expect(log).not.toContain('a-key-of-the-service');
  expect(log).not.toContain('Guten Abend');
  expect(translation.violations).toEqual([]);
});
