import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { measureClip } from '@crier/rehearsal/sound/clip.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { cloner, design, designs, everyMs, press } from './designs.ts';
import { filesHolding, pitchHeard } from './recordings.ts';
import { closeClean, freshSentence, openRoom, told } from './room.ts';

// Voices of descriptions, through the real bot: heard, kept, spoken in, tried again, thrown away.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
}, everyMs);

afterAll(() => closeClean(scene), everyMs);

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
    expect(designs(scene, description)).toHaveLength(3);
    const pitches = await pitchesOf(asked);
    // Each is another voice of 165 to 207 Hz.
    expect(Math.max(...pitches) / Math.min(...pitches)).toBeGreaterThan(1.15);
    const highest = pitches.indexOf(Math.max(...pitches)) + 1;

    const kept = press(scene, panel, `Keep take ${highest}`, room.ann);
    await told(kept, /“Calm” is kept[\s\S]*clone of take \d, so it sounds the same/);
    for (let said = 0; said < 2; said += 1) {
      const hz = await pitchHeard(room, room.use('say', { text: freshSentence(), voice: 'Calm' }));
      expect(Math.abs(hz / Math.max(...pitches) - 1)).toBeLessThan(0.06);
    }
    const spoken = scene.deapi.jobs.at(-1);
    expect(spoken?.fields).toMatchObject({ model: cloner, mode: 'voice_clone' });
    // The words of the clip are exactly those that it says.
    expect(spoken?.fields['ref_text']).toBe(designs(scene, description)[0]?.fields['text']);
    expect(spoken?.clip?.facts.durationMs).toBeGreaterThan(5_000);
    expect(spoken?.clip?.facts.durationMs).toBeLessThan(10_000);
    expect(designs(scene, description)).toHaveLength(3);

    await told(room.use('clone list'), /\*\*Calm\*\* · design · only yours/);
    await told(room.use('clone share', { voice: 'Calm' }), /can speak as “Calm” now/);
    const bob = scene.discord.addPerson(room.server, { name: 'Bob' });
    const text = freshSentence();
    await told(room.use('say', { text, voice: 'Calm', as: 'file' }, bob), /AI voice/);
    const confirm = await told(room.use('clone delete', { voice: 'Calm' }), /Delete “Calm”\?/);
    await told(press(scene, confirm, 'Delete', room.ann), /is deleted/);
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
    const second = await told(press(scene, before, 'Try again', room.ann), /Takes 4 to 6/);
    expect(designs(scene, 'A quiet deep man')).toHaveLength(6);
    const opened = press(scene, second, 'Edit', room.ann);
    const filled = await discord.submitModal(opened, {
      description: 'A little girl with a high voice',
      name: 'Girl',
    });
    const third = await told(filled, /“Girl”[\s\S]*Takes 7 to 9/);
    expect(Math.min(...(await pitchesOf(filled)))).toBeGreaterThan(230);
    // Takes that were paid for before can still be kept.
    expect(third.text).toMatch(/Keep take 1[\s\S]*Keep take 9/);
    const result = Buffer.from(deapi.jobs.at(-1)?.result?.bytes ?? []);
    await told(press(scene, third, 'Discard', room.ann), /Nothing of the takes is kept/);
    expect(await filesHolding(bot.dataFolder, result.subarray(200, 1_200))).toEqual([]);
    expect(await filesHolding(bot.dataFolder, Buffer.from('A little girl'))).toEqual([]);
    await told(room.use('clone list'), /You keep no voices/);
  },
  everyMs,
);
