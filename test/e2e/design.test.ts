import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Person } from '../../src/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '../../src/rehearsal/discord/facade/interaction.ts';
import type { Message } from '../../src/rehearsal/discord/model.ts';
import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import { measureClip } from '../../src/rehearsal/sound/clip.ts';
import { filesHolding, pitchHeard } from './recordings.ts';
import { closeClean, freshSentence, openRoom, soonMs, speechOf, told } from './room.ts';
import type { Room } from './room.ts';

// Voices of descriptions, through the real bot: heard, kept, spoken in, tried again, thrown away.

const everyMs = 90_000;
const designer = 'Qwen3_TTS_12Hz_1_7B_VoiceDesign';
const cloner = 'Qwen3_TTS_12Hz_1_7B_Base';

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
}, everyMs);

afterAll(() => closeClean(scene), everyMs);

const press = (message: Message, button: string, by: Person): Interaction =>
  scene.discord.press(message, button, by);

/** Jobs for takes of a description. */
const designs = (description: string) =>
  scene.deapi.jobs.filter(({ fields }) => fields['instruct'] === description);

const design = ({ use }: Room, description: string, name = 'Made'): Interaction =>
  use('design', { description, name });

/** Fundamental frequency of each voice message, in the order in which they are seen. */
async function pitchesOf({ followUps }: Interaction): Promise<number[]> {
  const files = followUps.flatMap(({ attachments }) => attachments);
  const facts = await Promise.all(files.map(({ bytes }) => measureClip(bytes)));
  return facts.map(({ pitchHz }) => pitchHz ?? 0);
}

test(
  'takes follow the description, and the one that is kept sounds the same every time',
  async () => {
    const room = await openRoom(scene);
    const description = 'A calm woman';
    const asked = design(room, description, 'Calm');
    const panel = await told(asked, /Takes 1 to 3/);
    expect(panel.ephemeral).toBe(true);
    expect(panel.text).toMatch(/A calm woman[\s\S]*\$0\.0\d+ · 9 more tries today/);
    expect(asked.followUps.map(({ voiceMessage }) => voiceMessage)).toEqual([true, true, true]);
    expect(asked.followUps.every(({ ephemeral }) => ephemeral)).toBe(true);
    expect(designs(description)).toHaveLength(3);
    const pitches = await pitchesOf(asked);
    // Each is another voice of 165 to 207 Hz.
    expect(Math.max(...pitches) / Math.min(...pitches)).toBeGreaterThan(1.15);
    const highest = pitches.indexOf(Math.max(...pitches)) + 1;

    const kept = press(panel, `Keep take ${highest}`, room.ann);
    await told(kept, /“Calm” is kept[\s\S]*clone of take \d, so it sounds the same/);
    for (let said = 0; said < 2; said += 1) {
      const hz = await pitchHeard(room, room.use('say', { text: freshSentence(), voice: 'Calm' }));
      expect(Math.abs(hz / Math.max(...pitches) - 1)).toBeLessThan(0.06);
    }
    const spoken = scene.deapi.jobs.at(-1);
    expect(spoken?.fields).toMatchObject({ model: cloner, mode: 'voice_clone' });
    // The words of the clip are exactly those that it says.
    expect(spoken?.fields['ref_text']).toBe(designs(description)[0]?.fields['text']);
    expect(spoken?.clip?.facts.durationMs).toBeGreaterThan(5_000);
    expect(spoken?.clip?.facts.durationMs).toBeLessThan(10_000);
    expect(designs(description)).toHaveLength(3);

    await told(room.use('clone list'), /\*\*Calm\*\* · design · only yours/);
    await told(room.use('clone share', { voice: 'Calm' }), /can speak as “Calm” now/);
    const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
    const text = freshSentence();
    await told(room.use('say', { text, voice: 'Calm', as: 'file' }, bob), /AI voice/);
    const confirm = await told(room.use('clone delete', { voice: 'Calm' }), /Delete “Calm”\?/);
    await told(press(confirm, 'Delete', room.ann), /is deleted/);
    const clip = Buffer.from(spoken?.clip?.bytes ?? []).subarray(200, 1_200);
    expect(await filesHolding(scene.bot.dataFolder, clip)).toEqual([]);
  },
  everyMs,
);

test(
  'a description is edited and tried again, and what was discarded is nowhere',
  async () => {
    const room = await openRoom(scene);
    const { discord, deapi, bot } = scene;
    const before = await told(design(room, 'A quiet deep man'), /Takes 1 to 3/);
    const second = await told(press(before, 'Try again', room.ann), /Takes 4 to 6/);
    expect(designs('A quiet deep man')).toHaveLength(6);
    const opened = press(second, 'Edit', room.ann);
    const filled = await discord.submitModal(opened, {
      description: 'A little girl with a high voice',
      name: 'Girl',
    });
    const third = await told(filled, /“Girl”[\s\S]*Takes 7 to 9/);
    expect(Math.min(...(await pitchesOf(filled)))).toBeGreaterThan(230);
    // What was paid for before can still be kept.
    expect(third.text).toMatch(/Keep take 1[\s\S]*Keep take 9/);
    const result = Buffer.from(deapi.jobs.at(-1)?.result?.bytes ?? []);
    await told(press(third, 'Discard', room.ann), /Nothing of the takes is kept/);
    expect(await filesHolding(bot.dataFolder, result.subarray(200, 1_200))).toEqual([]);
    expect(await filesHolding(bot.dataFolder, Buffer.from('A little girl'))).toEqual([]);
    await told(room.use('clone list'), /You keep no voices/);
  },
  everyMs,
);

test(
  'takes that fail are told of, those that came are heard, and a refused description is edited',
  async () => {
    const room = await openRoom(scene);
    const { discord, deapi } = scene;
    const ofDesign = { when: ({ fields }: { fields: object }) => 'instruct' in fields };
    deapi.next({ ...ofDesign, job: { error: { retryable: false } } });
    const some = await told(design(room, 'A hoarse man'), /Takes 1 and 2/);
    expect(some.text).toMatch(/1 of 3 takes did not come\. deAPI could not speak this/);
    expect(designs('A hoarse man')).toHaveLength(3);

    const words = 'The instruct field is not a voice.';
    const answer = {
      status: 422,
      body: JSON.stringify({ message: words, errors: { instruct: [words] } }),
    };
    deapi.next({ ...ofDesign, on: 'submit', answer, times: 3 });
    const refused = await told(design(room, 'A teapot', 'Pot'), /No take could be made/);
    expect(refused.text).toMatch(/deAPI refused the request\. The instruct field is not a voice/);
    const opened = press(refused, 'Edit', room.ann);
    const form = await opened.modal();
    expect(JSON.stringify(form.components)).toContain('A teapot');
    const filled = await discord.submitModal(opened, { description: 'A tenor', name: 'Pot' });
    // The try that came to nothing was given back.
    await told(filled, /“Pot”[\s\S]*Takes 1 to 3[\s\S]*8 more tries today/);
  },
  everyMs,
);

test(
  'whatever is pressed twice, or by somebody else, is done once and for its owner alone',
  async () => {
    const room = await openRoom(scene);
    const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
    const panel = await told(design(room, 'A loud woman', 'Loud'), /Takes 1 to 3/);
    const pressed = [1, 2].map(() => press(panel, 'Keep take 2', room.ann));
    const ended = /is kept|One moment|no longer at hand/;
    const answers = await Promise.all(
      pressed.map(async (each) => each.message(({ text }) => ended.test(text), soonMs)),
    );
    expect(answers.filter(({ text }) => text.includes('is kept'))).toHaveLength(1);
    await told(room.use('clone list'), /\*\*Loud\*\* · design/);
    await told(room.use('clone list', {}, bob), /You keep no voices/);
    await told(design(room, 'Another', 'Loud'), /keep a voice called “Loud” already/);
    await told(design(room, '!?… 🔥'), /Describe the voice in words/);
    expect(designs('Another')).toEqual([]);
    const inCall = room.use('join');
    await told(inCall, /I'm in/);
    const again = await told(design(room, 'A tired man', 'Tired'), /Play in the call/);
    const played = press(again, 'Play in the call', room.ann);
    await expect
      .poll(() => speechOf(room.listener, { fromMs: played.sentAtMs }).length, { timeout: soonMs })
      .toBeGreaterThan(50);
    await told(room.use('leave'), /I left/);
  },
  everyMs,
);

test(
  'a bot that is sent away while takes are made speaks on elsewhere',
  async () => {
    const room = await openRoom(scene);
    const { discord, deapi } = scene;
    const when = ({ fields }: { fields: Readonly<Record<string, string>> }): boolean =>
      fields['instruct'] === 'A lost man';
    deapi.next({ when, job: { time: 1_500 }, times: 3 });
    const asked = design(room, 'A lost man');
    await told(asked, /Making 3 takes/);
    await expect.poll(() => designs('A lost man').length, { timeout: soonMs }).toBe(3);
    discord.removeGuild(room.server);
    await Promise.all(designs('A lost man').map(({ ended }) => ended));
    const elsewhere = await openRoom(scene);
    await told(design(elsewhere, 'A found man'), /Takes 1 to 3/);
    expect(designs('A lost man')).toHaveLength(3);
  },
  everyMs,
);

test(
  'without a model that clones the description is kept, and no other engine makes takes',
  async () => {
    const other = await openScene({
      arrange: (_, deapi) => deapi.removeModel(cloner),
      environment: { SPEECH_FALLBACK: 'embedded' },
    });
    const room = await openRoom(other);
    const panel = await told(design(room, 'A deep man', 'Deep'), /Takes 1 to 3/);
    const kept = other.discord.press(panel, 'Keep take 1', room.ann);
    await told(kept, /is kept as its description, since no model here clones/);
    const hz = await pitchHeard(room, room.use('say', { text: freshSentence(), voice: 'Deep' }));
    expect(hz).toBeGreaterThan(60);
    expect(hz).toBeLessThan(105);
    expect(other.deapi.jobs.at(-1)?.fields).toMatchObject({ model: designer });
    // Nobody else's voice stands in for a take.
    other.deapi.setBalance(0);
    await told(design(room, 'A deep boy', 'Boy'), /No take could be made\. This bot's balance/);
    await closeClean(other);
  },
  everyMs,
);
