import { randomBytes } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { speechBegins } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { writeWav } from '@crier/rehearsal/sound/wav.ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import type { Clip } from '#audio/clip/clip.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';

import { openScene } from '../scene.ts';
import { anyClip, hashOf, keepClone, keepDesign, temporaryFolder } from '../store/folder.ts';
import { openReadingRoom } from './reading-room.ts';
import { freshSentence, freshWords, openRoom, soonMs, speechOf, told } from './room.ts';

// The real bot as a child process: what it holds about a person is shown, given to them and gone when they say so.

let scene: Scene;
let store: Store;
const longMs = 60_000;

beforeAll(async () => {
  scene = await openScene();
  store = await openStore({ folder: scene.bot.dataFolder });
});

afterAll(async () => {
  await store.close();
  const code = await scene.close();
  if (code !== 0) throw new Error(`the bot ended with exit code ${code}`);
});

afterEach(() => {
  scene.discord.assertClean();
  if (scene.discord.pings.length > 0) throw new Error('a message of the bot pinged somebody');
});

/** Whether these bytes are in any file of the bot. */
async function isOnDisk(needle: Uint8Array | string): Promise<boolean> {
  const folder = scene.bot.dataFolder;
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile());
  const contents = await Promise.all(
    // A file of the database may go while this looks.
    files.map(async ({ parentPath, name }) =>
      readFile(join(parentPath, name)).catch(() => Buffer.alloc(0)),
    ),
  );
  return contents.some((content) => content.includes(Buffer.from(needle)));
}

/** A second of a low tone that nobody else hears. */
function hum(): Buffer {
  const pitch = 90 + (randomBytes(1)[0] ?? 0) / 10;
  const sound = Float32Array.from(
    { length: 48_000 },
    (_, at) => 0.5 * Math.sin((2 * Math.PI * pitch * at) / 48_000),
  );
  return Buffer.from(writeWav(sound, 48_000));
}

test('nothing is held about who has set nothing', async () => {
  const { use } = await openRoom(scene);
  const shown = await told(use('privacy show'), /Nothing is stored/);
  expect(shown.ephemeral).toBe(true);
  expect(shown.text).toMatch(/only where a server has switched that on/);
});

test('what is held is shown and given as a zip with the clips', async () => {
  const { use, ann } = await openRoom(scene);
  const clip: Clip = anyClip();
  await keepClone(store, ann.id, 'My voice', clip);
  await told(use('voice set', { voice: 'Sky' }), /Sky/);
  const shown = await told(use('privacy show'), /1 voice that you keep: “My voice”/);
  expect(shown.text).toMatch(/1 recording \(\d+ kB\)/);
  const exported = await told(use('privacy export'), /Everything I hold about you/);
  const [file] = exported.attachments;
  const zip = unzipSync(await bytesOf(file?.url ?? ''));
  expect(Buffer.from(zip[`clips/${hashOf(clip)}.mp3`] ?? [])).toEqual(Buffer.from(clip.bytes));
  const data: unknown = JSON.parse(strFromU8(zip['data.json'] ?? new Uint8Array()));
  expect(data).toMatchObject({
    userId: ann.id,
    settings: { voice: { voice: expect.stringContaining('af_sky') } },
    voices: [{ name: 'My voice' }],
  });
});

test('deleting asks first, and then leaves no byte', { timeout: longMs }, async () => {
  const room = await openReadingRoom(scene);
  const { use, ann, call } = room;
  const written = room.write('Guten Morgen, wie geht es euch allen heute?', ann, call);
  await room.why(written, /It was read/);
  const secret = `Description ${randomBytes(12).toString('hex')}`;
  const clip = anyClip(randomBytes(4_000));
  await keepClone(store, ann.id, 'Gone soon', clip);
  await keepDesign(store, ann, 'Designed', secret);
  await told(use('voice set', { voice: 'Designed' }), /Designed/);
  const file = { filename: 'hum.wav', contentType: 'audio/wav', bytes: hum() };
  await told(use('pronounce add', { word: 'hum', sound: file }), /is a sound/);
  const [word] = await store.dictionaries.entries({ of: 'person', userId: ann.id });
  if (word?.spoken.as !== 'sound') throw new Error('the word is no sound');
  const sound = await store.clips.read(word.spoken.clip.hash);
  const middle = sound?.bytes.subarray(1_000, 1_100) ?? new Uint8Array();
  expect(middle).toHaveLength(100);
  expect(await isOnDisk(middle)).toBe(true);
  expect(await isOnDisk(clip.bytes.subarray(100, 200))).toBe(true);
  expect(await isOnDisk(secret)).toBe(true);
  const asked = await told(use('privacy delete'), /Delete everything I hold about you\?/);
  await told(scene.discord.press(asked, 'Keep everything', ann), /Nothing was deleted/);
  expect(await isOnDisk(secret)).toBe(true);
  const again = await told(use('privacy delete'), /Delete everything/);
  await told(scene.discord.press(again, 'Delete everything', ann), /is deleted/);
  await told(use('privacy show'), /Nothing is stored/);
  expect(await isOnDisk(clip.bytes.subarray(100, 200))).toBe(false);
  expect(await isOnDisk(middle)).toBe(false);
  expect(await isOnDisk(secret)).toBe(false);
  expect(await isOnDisk(ann.id)).toBe(false);
  await told(use('voice show'), /nobody set another/);
  // Nor in memory: what became of their message, and in which language it was.
  expect((await room.why(written, /I no longer know/)).text).toMatch(/I no longer know/);
  await told(use('say', { text: 'ok' }), /Spoken/);
  expect(scene.deapi.jobs.at(-1)?.fields['lang']).toMatch(/^en/i);
});

test('what others say in a deleted voice stops within a second', { timeout: longMs }, async () => {
  const room = await openRoom(scene);
  const { use, ann, server, call, listener } = room;
  const bob = scene.discord.addPerson(server, { name: 'Bob' });
  await scene.discord.listen(call, bob);
  const { id } = await keepDesign(store, ann, 'Borrowed', 'A bright voice that speaks quickly.');
  await store.sharing.share(id, ann.id, server.id, true);
  const text = `${freshSentence()} `.repeat(8);
  const said = use('say', { text, voice: 'Borrowed' }, bob);
  await speechBegins(listener, said.sentAtMs, soonMs);
  const asked = await told(use('privacy delete'), /Delete everything/);
  const pressed = scene.discord.press(asked, 'Delete everything', ann);
  await told(said, /Skipped/);
  await told(pressed, /is deleted/);
  const late = speechOf(listener, { fromMs: pressed.sentAtMs + 1_000 });
  expect(late).toEqual([]);
  const refused = use('say', { text: freshWords(), voice: 'Borrowed' }, bob);
  await told(refused, /There is no voice “Borrowed”/);
});

test('what was said in a deleted voice can be neither replayed nor posted', async () => {
  const { use, ann } = await openRoom(scene);
  await keepDesign(store, ann, 'Once', 'A voice that speaks only once.');
  const said = use('say', { text: freshWords(), voice: 'Once' });
  const spoken = await told(said, /Spoken/);
  const asked = await told(use('privacy delete'), /Delete everything/);
  await told(scene.discord.press(asked, 'Delete everything', ann), /is deleted/);
  const replay = scene.discord.press(spoken, 'Replay', ann);
  expect((await told(replay, /too long ago/)).ephemeral).toBe(true);
});

test('who refuses to be read is remembered, also when all else is deleted', async () => {
  const { use, ann } = await openRoom(scene);
  await told(use('privacy opt-out'), /None of your messages is read aloud/);
  const shown = await told(use('privacy show'), /You refuse to be read/);
  expect(shown.text).toContain('[Let me be read again]');
  const asked = await told(use('privacy delete'), /keep refusing/);
  const kept = scene.discord.press(asked, 'Delete, but keep refusing', ann);
  await told(kept, /I remember only that you refuse/);
  await told(use('privacy show'), /You refuse to be read/);
  await told(use('privacy opt-in'), /may be read again/);
  expect((await told(use('privacy show'), /Nothing is stored/)).text).not.toMatch(
    /refuse to be read\*\*/,
  );
});

test('what is kept for a server ends a month after the bot was taken out of it', async () => {
  const { server, text } = await openRoom(scene);
  const admin = scene.discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
  const options = { voice: 'Sky' };
  const set = { name: 'voice server', options, channel: text, by: admin };
  await told(scene.discord.command(set), /\*\*the server’s voice\*\* Sky/);
  scene.discord.removeGuild(server);
  // The bot looks for servers left a month ago; here those left until now.
  const leftByNow = (): Promise<readonly string[]> =>
    store.servers.forgetLeftBefore(Date.now() + 1_000);
  await expect.poll(leftByNow, { timeout: soonMs }).toContain(server.id);
  expect((await store.serverSettings.get(server.id)).voice).toEqual({});
});

test('a server that took the bot out while it was off is noticed at the next start', async () => {
  await using folder = await temporaryFolder();
  const before = await openStore({ folder: folder.path });
  const hourMs = 3_600_000;
  let member = '';
  const gone = '100000000000000001';
  const later = await openScene({
    dataFolder: folder.path,
    async arrange(discord) {
      member = discord.addGuild().id;
      for (const id of [member, gone])
        await before.serverSettings.change(id, { actorId: '7' }, (settings) => ({
          ...settings,
          clones: 'forbid',
        }));
      // It came back while the bot was off, too.
      await before.servers.left(member, Date.now() + hourMs);
    },
  });
  try {
    const leftByNow = (): Promise<readonly string[]> =>
      before.servers.forgetLeftBefore(Date.now() + 1_000);
    await expect.poll(leftByNow, { timeout: soonMs }).toEqual([gone]);
    expect(await before.servers.forgetLeftBefore(Date.now() + 2 * hourMs)).toEqual([]);
    expect((await before.serverSettings.get(member)).clones).toBe('forbid');
  } finally {
    await before.close();
    await later.close();
  }
});

test('the privacy text is at hand', async () => {
  const { use, ann } = await openRoom(scene);
  const shown = await told(use('privacy show'), /Nothing is stored/);
  const text = await told(scene.discord.press(shown, 'Privacy text', ann), /What goes where/);
  const bytes = await bytesOf(text.attachments[0]?.url ?? '');
  expect(Buffer.from(bytes)).toEqual(await readFile(new URL('../../PRIVACY.md', import.meta.url)));
});

async function bytesOf(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  return new Uint8Array(await response.arrayBuffer());
}
