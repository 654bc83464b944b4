import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { HeardPacket } from '@crier/rehearsal/discord/voice-port.ts';
import { decodeHeard, heardSampleRate } from '@crier/rehearsal/hearing/decode-heard.ts';
import { similarity } from '@crier/rehearsal/hearing/similarity.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { writeWav } from '@crier/rehearsal/sound/wav.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { remember } from '../pseudo/known.ts';
import { openScene } from '../scene.ts';
import { openReadingRoom } from './reading-room.ts';
import type { ReadingRoom } from './reading-room.ts';
import { closeClean, likeness, soonMs, speechOf, told } from './room.ts';
import { stretches } from './stretches.ts';

let scene: Scene;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crier-pronounce-'));
  const table = join(folder, 'words.csv');
  await writeFile(table, 'word,say\nwoot,hooray\ngg,get going\n');
  scene = await openScene({ environment: { CRIER_DICTIONARY: table } });
});

afterAll(async () => {
  await closeClean(scene);
  await rm(folder, { recursive: true });
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

test('a server’s word is for everybody and goes before the operator’s, one’s own before both', async () => {
  const room = await quietRoom();
  expect(await heardAs(room, 'A woot, and a gg.')).toBe('A hooray, and a get going.');
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

test('a pattern on which other engines would never end stops nobody', async () => {
  const room = await quietRoom();
  const pattern = { word: '(a+)+$', say: 'b', pattern: true };
  await told(room.use('pronounce add', pattern), /is said/);
  const spoken = await heardAs(room, `${'a'.repeat(1_900)}!`);
  expect(spoken).toMatch(/^a+!$/);
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
  remember('We run engine x here.');
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

/** A tone that climbs, as loud as can be: like nothing else that is heard here. */
function siren(secs: number): Float32Array {
  return Float32Array.from({ length: secs * heardSampleRate }, (_, at) => {
    const t = at / heardSampleRate;
    return 0.95 * Math.sin(2 * Math.PI * (300 + 400 * t) * t);
  });
}

const soundFile = (secs: number) => ({
  filename: 'siren.wav',
  contentType: 'audio/wav',
  bytes: Buffer.from(writeWav(siren(secs), heardSampleRate)),
});

/** Mean power, in dB below the loudest there can be. */
function levelOf(sound: Float32Array): number {
  return 10 * Math.log10(sound.reduce((sum, sample) => sum + sample * sample, 0) / sound.length);
}

test('a word can be a sound, heard in the middle of what is spoken and as loud as it', async () => {
  const room = await quietRoom();
  const added = await told(
    room.use('pronounce add', { word: 'siren', sound: soundFile(0.8) }, room.admin),
    /./,
  );
  expect(added.text).toBe('“siren” is a sound 🔊 in this server.');
  const atMs = performance.now();
  const message = room.write('Here comes the first siren and then everybody runs.');
  await room.why(message, /It was read/);
  const packets = speechOf(room.listener, { fromMs: atMs });
  expect(packets.every(({ e2ee }) => e2ee)).toBe(true);
  const { at, alike, heard } = await sirenIn(packets, 0.8);
  expect(alike).toBeGreaterThan(0.8);
  const [before, after] = [packets.slice(0, at), packets.slice(at + 0.8 * packetsPerSecond)];
  expect(await likeness(scene, before, 'Here comes the first')).toBeGreaterThan(0.8);
  expect(await likeness(scene, after, 'and then everybody runs.')).toBeGreaterThan(0.8);
  // Speech is at 16 LUFS below full; the file was at 3 dB.
  expect(levelOf(heard)).toBeGreaterThan(-20);
  expect(levelOf(heard)).toBeLessThan(-13);
});

const packetsPerSecond = 50;

/** Where among the packets the siren is, about, how alike what is heard there is to it, and what is heard there. */
async function sirenIn(packets: readonly HeardPacket[], durationSecs: number) {
  const whole = await decodeHeard(packets.map(({ opus }) => opus));
  const made = siren(durationSecs);
  const samplesPerPacket = heardSampleRate / packetsPerSecond;
  let best = { at: 0, alike: 0, heard: whole };
  for (let at = 0; at < packets.length; at += 5) {
    const heard = whole.slice(at * samplesPerPacket, at * samplesPerPacket + made.length);
    const alike = similarity(heard, made, { sampleRate: heardSampleRate });
    if (alike > best.alike) best = { at, alike, heard };
  }
  return best;
}

test('what is skipped in the middle of a sound ends there, and the next is heard', async () => {
  const room = await quietRoom();
  await told(room.use('pronounce add', { word: 'klaxon', sound: soundFile(4.5) }), /is a sound/);
  const atMs = performance.now();
  const message = room.write('Here is a klaxon and more.');
  const parts = () => stretches(room.listener.heard.filter((packet) => packet.atMs >= atMs));
  await expect.poll(() => parts()[1]?.length ?? 0, { timeout: soonMs }).toBeGreaterThan(10);
  await told(room.use('skip'), /Skipped/);
  expect((await room.why(message, /skipped/)).text).toBe('Somebody skipped it.');
  const next = room.write('The next.');
  const nextAtMs = performance.now();
  await room.why(next, /It was read/);
  expect(speechOf(room.listener, { fromMs: nextAtMs }).length).toBeGreaterThan(10);
  const [, sound, ...others] = parts();
  expect(sound?.length).toBeLessThan(4.5 * 50 - 25);
  expect(others).toHaveLength(1);
});

test('sounds are checked, left out of tables, and gone with their word', async () => {
  const room = await quietRoom();
  const add = (options: Parameters<ReadingRoom['use']>[1]) =>
    told(room.use('pronounce add', { word: 'boo', ...options }), /./);
  expect((await add({ sound: soundFile(6) })).text).toMatch(/6\.0 s long/);
  expect((await add({})).text).toMatch(/one of the two: `say`/);
  const text = { filename: 'a.mp3', contentType: 'audio/mpeg', bytes: Buffer.from('no sound') };
  expect((await add({ sound: text })).text).toMatch(/clip|sound/);
  expect((await add({ sound: soundFile(0.5) })).text).toMatch(/is a sound/);
  const exported = await room
    .use('pronounce export')
    .reply(({ attachments }) => attachments.length > 0);
  expect(exported.text).toMatch(/One word is a sound/);
  // A message that is nothing but a sound is heard, and the service is asked for nothing.
  const asked = room.spoken().length;
  await room.why(room.write('boo'), /It was read/);
  expect(room.spoken()).toHaveLength(asked);
  await told(room.use('pronounce remove', { word: 'boo' }), /as it is written/);
  expect(await heardAs(room, 'Nobody says boo any more.')).toBe('Nobody says boo any more.');
});

test('a text says itself which part of it is spoken faster', async () => {
  const room = await quietRoom();
  const asked = scene.deapi.jobs.length;
  await told(
    room.use('say', { text: 'Slowly at first {fast}and then in haste{/} to the end.' }),
    /Spoken/,
  );
  const said = scene.deapi.jobs.slice(asked).map(({ fields }) => [fields['text'], fields['speed']]);
  expect(said.map(([words, speed]) => [words, Number(speed)])).toEqual([
    ['Slowly at first', 1],
    ['and then in haste', 1.5],
    ['to the end.', 1],
  ]);
  const unknown = await told(room.use('say', { text: '{voice Nobody at all}hello' }), /./);
  expect(unknown.text).toMatch(/no voice/);
  // In a message nobody can be told: it is spoken as ever.
  expect(await heardAs(room, '{voice Nobody at all}hello there')).toBe('hello there');
});

test('the server decides on its zone, its acronyms and its words', async () => {
  const room = await quietRoom();
  const shown = await room.set('words', { 'time-zone': 'Asia/Tokyo', acronyms: false });
  expect(shown.text).toMatch(/Asia\/Tokyo/);
  expect(await heardAs(room, 'We meet, omg, at <t:1795348800:t>.')).toBe(
    'We meet, omg, at 9:00 PM.',
  );
  expect((await room.set('words', { 'time-zone': 'Mars' })).text).toMatch(/no such time zone/);
  await room.set('filter add', { words: 'darn' });
  await told(room.use('say', { text: 'Oh darn it all.' }), /Spoken/);
  expect(room.spoken().at(-1)).toBe('Oh beep it all.');
});
