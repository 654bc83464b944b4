import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { cloner, design, designs, everyMs, press } from './designs.ts';
import { pitchHeard } from './recordings.ts';
import { closeClean, freshSentence, openRoom, soonMs, speechOf, told } from './room.ts';

// Voices of descriptions, through the real bot: what fails, what is pressed twice, and what lacks a model.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
}, everyMs);

afterAll(() => closeClean(scene), everyMs);

const designer = 'Qwen3_TTS_12Hz_1_7B_VoiceDesign';

test(
  'takes that fail are told of, those that came are heard, and a refused description is edited',
  async () => {
    const room = await openRoom(scene);
    const { discord, deapi } = scene;
    const ofDesign = { when: ({ fields }: { fields: object }) => 'instruct' in fields };
    deapi.next({ ...ofDesign, job: { error: { retryable: false } } });
    const some = await told(design(room, 'A hoarse man'), /Takes 1 and 2/);
    expect(some.text).toMatch(/Takes that did not come: 1 of 3\. deAPI could not speak this/);
    expect(designs(scene, 'A hoarse man')).toHaveLength(3);

    const words = 'The instruct field is not a voice.';
    const answer = {
      status: 422,
      body: JSON.stringify({ message: words, errors: { instruct: [words] } }),
    };
    deapi.next({ ...ofDesign, on: 'submit', answer, times: 3 });
    const refused = await told(design(room, 'A teapot', 'Pot'), /No take could be made/);
    expect(refused.text).toMatch(
      /deAPI refused the request\. Change the style or description\. In its own words: “The instruct field is not a voice\.”/,
    );
    const opened = press(scene, refused, 'Edit', room.ann);
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
    const pressed = [1, 2].map(() => press(scene, panel, 'Keep take 2', room.ann));
    const ended = /is kept|One moment|no longer at hand/;
    const answers = await Promise.all(
      pressed.map(async (each) => each.message(({ text }) => ended.test(text), soonMs)),
    );
    expect(answers.filter(({ text }) => text.includes('is kept'))).toHaveLength(1);
    await told(room.use('clone list'), /\*\*Loud\*\* · design/);
    await told(room.use('clone list', {}, bob), /You keep no voices/);
    await told(design(room, 'Another', 'Loud'), /keep a voice called “Loud” already/);
    await told(design(room, '!?… 🔥'), /Describe the voice in words/);
    expect(designs(scene, 'Another')).toEqual([]);
    const inCall = room.use('join');
    await told(inCall, /I’m in/);
    const again = await told(design(room, 'A tired man', 'Tired'), /Play in the call/);
    const played = press(scene, again, 'Play in the call', room.ann);
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
    await expect.poll(() => designs(scene, 'A lost man').length, { timeout: soonMs }).toBe(3);
    discord.removeGuild(room.server);
    await Promise.all(designs(scene, 'A lost man').map(({ ended }) => ended));
    const elsewhere = await openRoom(scene);
    await told(design(elsewhere, 'A found man'), /Takes 1 to 3/);
    expect(designs(scene, 'A lost man')).toHaveLength(3);
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
    await told(design(room, 'A deep boy', 'Boy'), /No take could be made\. This bot’s balance/);
    await closeClean(other);
  },
  everyMs,
);
