import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { speechModels } from '@crier/rehearsal/deapi/models.ts';
import type { ServedModel } from '@crier/rehearsal/deapi/models.ts';
import type { DeapiRequest } from '@crier/rehearsal/deapi/requests.ts';
import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { speechBegins, speechHeard } from '@crier/rehearsal/hearing/speech-heard.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openScene } from '../scene.ts';
import { keepClone } from './cloning.ts';
import { filesHolding, pitchHeard, recordedWords, recordingStudio } from './recordings.ts';
import { closeClean, freshSentence, openRoom, soonMs, told } from './room.ts';

// Voices of recordings, through the real bot: made, kept, spoken in, deleted.

const everyMs = 90_000;

let scene: Scene;
const studio = recordingStudio();
/** The words that the service writes down of any recording. */
let heardWords = '';

beforeAll(async () => {
  scene = await openScene({ deapi: { hear: () => heardWords } });
}, everyMs);

afterAll(async () => {
  await studio.close();
  await closeClean(scene);
}, everyMs);

const press = (message: Message, button: string, by: Person): Interaction =>
  scene.discord.press(message, button, by);

test(
  'a voice is made of a recording, and speaks as high as it',
  async () => {
    const room = await openRoom(scene);
    const [low, high] = await Promise.all([studio.of(95), studio.of(230)]);
    const sample = await keepClone(scene, room, 'Low', low);
    expect(sample.followUps.some(({ voiceMessage }) => voiceMessage)).toBe(true);
    await keepClone(scene, room, 'High', high);
    const lowHz = await pitchHeard(room, room.use('say', { text: freshSentence(), voice: 'Low' }));
    const highHz = await pitchHeard(
      room,
      room.use('say', { text: freshSentence(), voice: 'High' }),
    );
    expect(lowHz).toBeGreaterThan(80);
    expect(lowHz).toBeLessThan(115);
    expect(highHz).toBeGreaterThan(195);
    expect(highHz).toBeLessThan(265);
  },
  everyMs,
);

/** The files that are kept of all that was spoken. */
async function speechFiles(): Promise<readonly string[]> {
  const files = await readdir(join(scene.bot.dataFolder, 'frames'), { recursive: true });
  return files.filter((file) => file.endsWith('.frames'));
}

test(
  'of a deleted voice nothing is left, and what is being spoken in it stops within a second',
  async () => {
    heardWords = 'Quartz vixens jump over nobody at all.';
    const room = await openRoom(scene);
    const before = await speechFiles();
    const submitted = scene.deapi.jobs.length;
    await keepClone(scene, room, 'Gone', await studio.of(150, { format: 'opus' }));
    heardWords = '';
    const sent = scene.deapi.jobs.slice(submitted).flatMap(({ clip }) => clip?.bytes ?? []);
    expect(sent).toHaveLength(2);
    const clip = Buffer.from(sent[0] ?? []);
    const { dataFolder } = scene.bot;
    expect(await filesHolding(dataFolder, clip.subarray(200, 1_200))).toHaveLength(1);
    expect(await filesHolding(dataFolder, Buffer.from('Quartz vixens'))).not.toEqual([]);

    await told(room.use('say', { text: freshSentence(), voice: 'Gone', as: 'file' }), /AI voice/);
    const spoken = async () => (await speechFiles()).filter((file) => !before.includes(file));
    await vi.waitFor(async () => expect(await spoken()).not.toEqual([]));
    const long = room.use('say', { text: `${freshSentence()} `.repeat(6), voice: 'Gone' });
    await speechBegins(room.listener, long.sentAtMs, soonMs);
    const confirm = await told(room.use('clone delete', { voice: 'Gone' }), /Delete “Gone”\?/);
    const pressed = press(confirm, 'Delete', room.ann);
    await told(pressed, /is deleted/);
    const heard = await speechHeard(room.listener, long.sentAtMs, soonMs);
    expect(heard.lastPacketAtMs - pressed.sentAtMs).toBeLessThan(1_000);

    expect(await filesHolding(dataFolder, clip.subarray(200, 1_200))).toEqual([]);
    expect(await filesHolding(dataFolder, Buffer.from('Quartz vixens'))).toEqual([]);
    expect(await spoken()).toEqual([]);
    await told(room.use('say', { text: 'a', voice: 'Gone', as: 'file' }), /no voice/i);
  },
  everyMs,
);

test(
  'a recording that will not do is told of, and one that is too long is trimmed when its owner agrees',
  async () => {
    const room = await openRoom(scene);
    const text = { filename: 'me.mp3', bytes: Buffer.from('This is no sound at all. '.repeat(50)) };
    await told(room.use('clone make', { clip: text, name: 'A' }), /recording|clip/i);
    const short = await studio.of(120, { text: 'Too short.' });
    await told(room.use('clone make', { clip: short, name: 'A' }), /at least 3/);
    const long = await studio.of(120, { text: `${recordedWords} `.repeat(4) });
    const asked = await told(room.use('clone make', { clip: long, name: 'A' }), /at most 10/);
    const submits = scene.deapi.calls.submit;
    const consent = await told(press(asked, 'Use that part', room.ann), /Whose voice is it/);
    // Until somebody states that they may, nothing leaves the bot.
    expect(scene.deapi.calls.submit).toBe(submits);
    const ready = await told(press(consent, 'I may use this voice', room.ann), /ready to be heard/);
    await told(press(ready, 'Discard', room.ann), /Nothing of the recording is kept/);
    await told(room.use('clone list'), /You keep no voices/);
  },
  everyMs,
);

test(
  'the words of a recording are written down by the service, and corrected in a form',
  async () => {
    heardWords = 'This is wrong';
    const room = await openRoom(scene);
    // It has a recording of its own, as everything here: the same one twice would be written down, and paid, twice.
    const clip = await studio.of(135);
    const asked = await told(room.use('clone make', { clip, name: 'Words' }), /Whose voice is it/);
    const ready = await told(press(asked, 'It is my own voice', room.ann), /ready to be heard/);
    expect(ready.text).toContain('This is wrong');
    const opened = press(ready, 'Correct the words', room.ann);
    const filled = await scene.discord.submitModal(opened, { words: recordedWords });
    const again = await told(filled, /The recording says: This recording is of one person/);
    const [first, second] = scene.deapi.jobs.filter(({ kind }) => kind === 'speech').slice(-2);
    expect(first?.fields['ref_text']).toBe('This is wrong');
    expect(second?.fields['ref_text']).toBe(recordedWords);
    await told(press(again, 'Keep', room.ann), /is kept/);
    heardWords = '';
    const said = room.use('say', { text: freshSentence(), voice: 'Words', as: 'file' });
    await told(said, /AI voice/);
    expect(scene.deapi.jobs.at(-1)?.fields['ref_text']).toBe(recordedWords);
  },
  everyMs,
);

test(
  'a sample that fails is tried again with the recording, and a correction with the words that were typed',
  async () => {
    heardWords = recordedWords;
    const room = await openRoom(scene);
    const options = { clip: await studio.of(165), name: 'Twice' };
    const asked = await told(room.use('clone make', options), /Whose voice is it/);
    const isClone = ({ fields }: DeapiRequest): boolean => fields['mode'] === 'voice_clone';
    scene.deapi.next({ job: { error: { retryable: false } }, when: isClone });
    const failed = await told(press(asked, 'I may use this voice', room.ann), /deAPI could not/);
    const ready = await told(press(failed, 'Try again', room.ann), /ready to be heard/);
    scene.deapi.next({ job: { error: { retryable: false } }, when: isClone });
    const opened = press(ready, 'Correct the words', room.ann);
    const uncorrected = await scene.discord.submitModal(opened, { words: 'Its true words.' });
    const panel = await told(uncorrected, /still in the form/);
    const filled = await scene.discord.submitModal(press(panel, 'Correct the words', room.ann), {});
    const heard = await told(filled, /The recording says: Its true words\./);
    await told(press(heard, 'Keep', room.ann), /is kept/);
    expect(scene.deapi.jobs.at(-1)?.fields['ref_text']).toBe('Its true words.');
    heardWords = '';
  },
  everyMs,
);

test(
  'a recording that somebody sent becomes a voice by its menu, for them alone',
  async () => {
    const { ann, text, server } = await openRoom(scene);
    const { discord } = scene;
    const bob = discord.addPerson(server, { name: 'Bob' });
    const clip = await studio.of(140, { format: 'opus' });
    const attachments = [{ ...clip, filename: 'me.ogg' }];
    const sent = discord.say({ channel: text, by: ann, attachments });
    const menu = (target: Message, by: Person): Interaction =>
      discord.menu({ name: 'Clone from this clip', target, channel: text, by });
    await told(menu(sent, bob), /Only recordings that you sent yourself/);
    const words = discord.say({ channel: text, by: ann, content: 'No recording.' });
    await told(menu(words, ann), /no recording in that message/);
    const asked = await told(menu(sent, ann), /Whose voice is it/);
    const ready = await told(press(asked, 'It is my own voice', ann), /ready to be heard/);
    expect(ready.text).toMatch(/“Clip of \d+\/\d+\/\d\d,/);
    await told(press(ready, 'Keep', ann), /is kept/);
    await told(menu(sent, ann), /“Clip of .* \(2\)”/);
  },
  everyMs,
);

test(
  'a recording that is longer than the service takes now is cut for it, and its voice speaks on',
  async () => {
    const { deapi } = scene;
    const room = await openRoom(scene);
    await keepClone(scene, room, 'Long', await studio.of(120));
    const model = speechModels.find(({ mode }) => mode === 'voice_clone');
    if (!model) throw new Error('no model clones');
    const serve = (served: ServedModel): void => {
      deapi.removeModel(model.slug);
      deapi.addModel(served);
    };
    serve({ ...model, clipSeconds: [3, 4] });
    await told(room.use('say', { text: freshSentence(), voice: 'Long', as: 'file' }), /AI voice/);
    serve(model);
    const durationMs = deapi.jobs.at(-1)?.clip?.facts.durationMs;
    expect(durationMs).toBeGreaterThan(2_900);
    expect(durationMs).toBeLessThan(4_200);
  },
  everyMs,
);
