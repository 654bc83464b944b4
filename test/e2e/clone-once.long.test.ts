import type { Person } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { filesHolding, pitchHeard, recordedWords, recordingStudio } from './recordings.ts';
import { asksFor, closeClean, freshSentence, freshWords, openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// Recordings that speak once, with the `clip` of `/say`, through the real bot.

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
  // A person who had everything deleted pays again for what they said.
  await closeClean(scene, { mayPayTwice: true });
}, everyMs);

const press = (message: Message, button: string, by: Person): Interaction =>
  scene.discord.press(message, button, by);

/** The messages that everybody else in the channel sees. */
const seenByAll = ({ text }: Room): readonly string[] =>
  scene.discord.messagesIn(text).map((message) => message.text);

const allCalls = (): number =>
  Object.values(scene.deapi.calls).reduce((sum, count) => sum + count, 0);

test(
  'a text is said in the voice of a recording after a statement, which is asked for once, and the same text again costs nothing',
  async () => {
    heardWords = recordedWords;
    const room = await openRoom(scene);
    const [low, high] = await Promise.all([studio.of(95), studio.of(230)]);
    const text = freshSentence();
    const asked = await told(room.use('say', { text, clip: low }), /Whose voice is it/);
    expect(seenByAll(room)).toEqual([]);
    const lowHz = await pitchHeard(room, press(asked, 'It is my own voice', room.ann));
    expect(lowHz).toBeGreaterThan(80);
    expect(lowHz).toBeLessThan(115);
    // Nobody else sees the question or its answer, and everybody who spoke, what, and in which voice.
    expect(seenByAll(room)).toEqual([expect.stringMatching(/Ann[\s\S]*Spoken/)]);
    expect(seenByAll(room)[0]).toContain(text);
    expect(scene.deapi.jobs.at(-1)?.fields['ref_text']).toBe(recordedWords);

    const before = allCalls();
    const again = room.use('say', { text, clip: { ...low, filename: 'other.mp3' } });
    expect(await pitchHeard(room, again)).toBeCloseTo(lowHz, -1);
    expect(allCalls()).toBe(before);

    const other = await told(room.use('say', { text, clip: high }), /Whose voice is it/);
    const highHz = await pitchHeard(room, press(other, 'I may use this voice', room.ann));
    expect(highHz).toBeGreaterThan(195);
    expect(highHz).toBeLessThan(265);
    heardWords = '';
  },
  everyMs,
);

test(
  'words that were given are used as they are, and posted speech says that it is an AI voice',
  async () => {
    const room = await openRoom(scene);
    const clip = await studio.of(125);
    const options = { text: freshSentence(), clip, transcript: recordedWords, as: 'voice message' };
    const asked = await told(room.use('say', options), /Whose voice is it/);
    const posted = press(asked, 'It is my own voice', room.ann);
    await told(posted, /AI voice/);
    expect(posted.followUps.filter(({ voiceMessage }) => voiceMessage)).toHaveLength(1);
    const inPublic = seenByAll(room);
    expect(inPublic).toHaveLength(2);
    expect(scene.deapi.jobs.at(-1)?.fields['ref_text']).toBe(recordedWords);
    const alone = room.use('say', { ...options, private: true });
    await told(alone, /AI voice/);
    expect(alone.followUps.filter(({ voiceMessage }) => voiceMessage)).toHaveLength(1);
    expect(seenByAll(room)).toEqual(inPublic);
  },
  everyMs,
);

test(
  'what only one person sees stays so after the button',
  async () => {
    const room = await openRoom(scene);
    const options = { text: freshSentence(), clip: await studio.of(160), as: 'voice message' };
    const asked = await told(room.use('say', { ...options, private: true }), /Whose voice is it/);
    const posted = press(asked, 'It is my own voice', room.ann);
    await told(posted, /AI voice/);
    expect(posted.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true]);
    expect(seenByAll(room)).toEqual([]);
  },
  everyMs,
);

test(
  'what the service failed to say is tried again without the recording being sent again',
  async () => {
    heardWords = recordedWords;
    const room = await openRoom(scene);
    const text = freshSentence();
    const options = { text, clip: await studio.of(175), as: 'file' };
    const asked = await told(room.use('say', options), /Whose voice is it/);
    scene.deapi.next({ job: { error: { retryable: false } }, when: asksFor(text), times: 2 });
    const transcribed = scene.deapi.calls.transcribe;
    const failed = press(asked, 'It is my own voice', room.ann);
    const panel = await told(failed, /deAPI could not[\s\S]*still have the recording/);
    // Nothing is left of what was being made, and why it failed is told to one person.
    expect(failed.state.arrivals.some(({ ephemeral }) => !ephemeral)).toBe(true);
    expect(seenByAll(room)).toEqual([]);
    const twice = await told(press(panel, 'Try again', room.ann), /deAPI could not/);
    const said = await told(press(twice, 'Try again', room.ann), /AI voice/);
    expect(said.attachments).toHaveLength(1);
    expect(seenByAll(room)).toEqual([said.text]);
    expect(scene.deapi.calls.transcribe).toBe(transcribed + 1);
    heardWords = '';
  },
  everyMs,
);

test(
  'a recording that is too long is trimmed when its owner agrees, and cancelled when not',
  async () => {
    const room = await openRoom(scene);
    const clip = await studio.of(118, { text: `${recordedWords} `.repeat(4) });
    const options = { text: freshWords(), clip, transcript: 'All of it.', as: 'file' };
    const submits = scene.deapi.calls.submit;
    const cancelled = await told(
      room.use('say', options),
      /at most 10.*The best part.*Whose voice/s,
    );
    const none = press(cancelled, 'Cancel', room.ann);
    await told(none, /Nothing of the recording is kept/);
    expect(scene.deapi.calls.submit).toBe(submits);
    const asked = await told(room.use('say', options), /I use that part/);
    await told(press(asked, 'I may use this voice', room.ann), /AI voice/);
    const fields = scene.deapi.jobs.findLast(({ kind }) => kind === 'speech')?.fields;
    expect(fields?.['ref_text']).not.toBe('All of it.');
    await told(room.use('say', { ...options, text: freshWords() }), /AI voice/);
  },
  everyMs,
);

test(
  'a server that forbids clones, or approves of each, lets no recording speak',
  async () => {
    const room = await openRoom(scene);
    const admin = scene.discord.addPerson(room.server, {
      name: 'Admin',
      permissions: ['ManageGuild'],
    });
    const clip = await studio.of(105);
    const say = (): Interaction => room.use('say', { text: freshWords(), clip, as: 'file' });
    const waiting = await told(say(), /Whose voice is it/);
    await told(room.use('voice server', { clones: 'forbid' }, admin), /./);
    await told(press(waiting, 'It is my own voice', room.ann), /doesn’t allow cloned voices/);
    await told(say(), /doesn’t allow cloned voices/);
    await told(room.use('voice server', { clones: 'approval' }, admin), /./);
    await told(say(), /approve of each cloned voice.*\/clone make/);
    await told(room.use('voice server', { clones: 'allow' }, admin), /./);
    const asked = await told(say(), /Whose voice is it/);
    const said = await told(press(asked, 'It is my own voice', room.ann), /AI voice/);
    expect(said.attachments).toHaveLength(1);
  },
  everyMs,
);

test(
  'a clip that will not do is refused before anything is asked',
  async () => {
    const room = await openRoom(scene);
    const clip = await studio.of(100);
    const text = freshWords();
    const noSound = { filename: 'me.mp3', bytes: Buffer.from('This is no sound. '.repeat(50)) };
    const refusals: [object, RegExp][] = [
      [{ clip: noSound }, /recording|clip/i],
      [{ clip: await studio.of(100, { text: 'Too short.' }) }, /at least 3/],
      [{ clip: { ...clip, bytes: Buffer.alloc(11 * 2 ** 20) } }, /larger than 10 MB/],
      [{ clip, voice: 'Sky' }, /leave one of them out/],
      [{ clip, style: 'whispering' }, /take no style/],
      [{ clip, language: 'Klingon' }, /don’t speak that language/],
      [{ transcript: 'Words.' }, /give the clip, too/],
    ];
    const submits = scene.deapi.calls.submit;
    for (const [options, why] of refusals) await told(room.use('say', { text, ...options }), why);
    expect(seenByAll(room)).toEqual([]);
    expect(scene.deapi.calls.submit).toBe(submits);
  },
  everyMs,
);

test(
  'of a recording that spoke once nothing is left after /privacy delete',
  async () => {
    expect(scene.deapi.chargedTwice).toEqual([]);
    heardWords = 'Sphinx of black quartz judges nobody.';
    const room = await openRoom(scene);
    const text = freshSentence();
    const options = { text, clip: await studio.of(145), as: 'file' };
    const asked = await told(room.use('say', options), /Whose voice is it/);
    await told(press(asked, 'It is my own voice', room.ann), /AI voice/);
    const sent = scene.deapi.jobs.flatMap(({ clip }) => clip?.bytes ?? []).at(-1);
    const { dataFolder } = scene.bot;
    const traces = [Buffer.from(sent ?? []).subarray(200, 1_200), Buffer.from('Sphinx of black')];
    // The recording itself is never written down.
    for (const trace of traces) expect(await filesHolding(dataFolder, trace)).toEqual([]);
    const confirm = await told(room.use('privacy delete'), /Delete everything/);
    await told(press(confirm, 'Delete everything', room.ann), /is deleted/);
    const submits = scene.deapi.calls.submit;
    // Neither its statement nor its words nor its speech.
    const anew = await told(room.use('say', options), /Whose voice is it/);
    await told(press(anew, 'It is my own voice', room.ann), /AI voice/);
    expect(scene.deapi.calls.submit).toBeGreaterThan(submits);
    heardWords = '';
  },
  everyMs,
);
