import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, told } from './room.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(async () => {
  await closeClean(scene);
});

async function quietRoom(): Promise<ReadingRoom> {
  const room = await openReadingRoom(scene);
  await room.set('words', { said: 'off' });
  return room;
}

async function heardAs(room: ReadingRoom, content: string): Promise<string | undefined> {
  const message = room.write(content);
  await room.why(message, /It was read/);
  return room.spoken().at(-1);
}

test('a server’s word is for everybody, one’s own goes before it', async () => {
  const room = await quietRoom();
  const add = (options: Record<string, string>, by = room.admin) =>
    told(room.use('pronounce add', options, by), /is said/);
  expect((await add({ word: 'GG', say: 'good game' })).text).toMatch(/in this server/);
  expect(await heardAs(room, 'That was a gg, really.')).toBe('That was a good game, really.');
  expect((await add({ word: 'gg', say: 'great going' }, room.ann)).text).toMatch(
    /in your messages/,
  );
  expect(await heardAs(room, 'Now a gg again.')).toBe('Now a great going again.');
  const list = await told(room.use('pronounce list', { for: 'server' }), /GG/);
  expect(list.text).toBe('“GG” is said “good game”');
  await told(room.use('pronounce remove', { word: 'gg' }), /as it is written again/);
  expect(await heardAs(room, 'One more gg for all.')).toBe('One more good game for all.');
});

test('only moderators change a server’s words, and bad ones are refused', async () => {
  const room = await quietRoom();
  const words = { word: 'gg', say: 'good game', for: 'server' };
  const refused = await told(room.use('pronounce add', words), /./);
  expect(refused.text).toMatch(/Only moderators/);
  const bad = { word: '(a+', say: 'b', pattern: true };
  expect((await told(room.use('pronounce add', bad), /./)).text).toMatch(/no regular expression/);
  expect((await told(room.use('pronounce remove', { word: 'none' }), /./)).text).toMatch(
    /not in the list/,
  );
});

test('words are taken from a table, and given as one', async () => {
  const room = await quietRoom();
  const file = (name: string, text: string) => ({
    filename: name,
    contentType: 'text/csv',
    bytes: Buffer.from(text),
  });
  const csv = 'word,say\nbrb,be right back\nafk,away\n,nothing\n';
  const report = await told(
    room.use('pronounce import', { file: file('words.csv', csv) }),
    /taken/,
  );
  expect(report.text).toMatch(/^2 words were taken\.\nRow 3: The word is missing/);
  expect(await heardAs(room, 'Well, brb everybody.')).toBe('Well, be right back everybody.');
  const json = '[{"word":"iirc","say":"if I recall"}]';
  await told(
    room.use('pronounce import', { file: file('words.json', json) }),
    /One word was taken/,
  );
  const exported = await room
    .use('pronounce export', { format: 'json' })
    .reply(({ attachments }) => attachments.length > 0);
  const [given] = exported.attachments;
  const entries = JSON.parse(Buffer.from(given?.bytes ?? []).toString()) as { word: string }[];
  expect(entries.map(({ word }) => word)).toEqual(['afk', 'brb', 'iirc']);
  const latin = {
    filename: 'x.csv',
    contentType: 'text/csv',
    bytes: Buffer.from([0x77, 0xff, 0xfe]),
  };
  expect((await told(room.use('pronounce import', { file: latin }), /./)).text).toMatch(/UTF-8/);
});

test('a word is tried out aloud, and suggested for removal', async () => {
  const room = await quietRoom();
  await told(room.use('pronounce add', { word: 'nginx', say: 'engine x' }), /is said/);
  const tried = await told(room.use('pronounce test', { text: 'We run nginx here.' }), /Spoken/);
  expect(tried.text).toContain('We run engine x here.');
  expect(tried.ephemeral).toBe(true);
  const { choices } = await scene.discord.autocomplete({
    name: 'pronounce remove',
    options: { word: 'ngi' },
    focused: 'word',
    channel: room.text,
    by: room.ann,
  });
  expect(choices).toEqual([{ name: 'nginx', value: 'nginx' }]);
});
