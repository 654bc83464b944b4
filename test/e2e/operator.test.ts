import { expect, test } from 'vitest';

import { openScene } from '../../src/rehearsal/scene/scene.ts';
import type { Scene, SceneOptions } from '../../src/rehearsal/scene/scene.ts';
import { closeClean, freshWords, nextIsHeard, openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// What whoever runs the bot set, forgot, or did to it, as people get to notice it.

async function entered(options: SceneOptions): Promise<{ scene: Scene; room: Room }> {
  const scene = await openScene(options);
  return { scene, room: await openRoom(scene) };
}

test('with a wrong key nothing is paid, everybody is told so, and commands work all the same', async () => {
  const { scene, room } = await entered({ environment: { DEAPI_KEY: '9|wrongKeyOfNobody' } });
  // The voices can’t be asked for either, so any answer has to come without them.
  for (const text of [freshWords(), freshWords()])
    await told(room.use('say', { text }), /^deAPI did not accept this bot's key\./);
  await told(room.use('join'), /^I'm in/);
  expect(scene.deapi.charged).toEqual([]);
  expect(scene.bot.output.join('\n')).not.toContain('wrongKeyOfNobody');
  await closeClean(scene);
});

test('when the day’s quota is used up people are told until when, and what was said before is still heard', async () => {
  const { scene, room } = await entered({});
  const before = freshWords();
  await told(room.use('say', { text: before }), /Spoken/);
  scene.deapi.next({ on: 'submit', fail: 'day-limit', times: Infinity });
  const submits = scene.deapi.calls.submit;
  for (const text of [freshWords(), freshWords()])
    await told(room.use('say', { text }), /^deAPI has been asked too often today\. Try again in/);
  // Refused once, it is not asked again.
  expect(scene.deapi.calls.submit).toBe(submits + 1);
  await told(room.use('say', { text: before }), /Spoken/);
  await closeClean(scene);
});

test('the engine inside speaks when the account is empty and the operator wants that, and it is said', async () => {
  const { scene, room } = await entered({ environment: { SPEECH_FALLBACK: 'embedded' } });
  scene.deapi.next({ on: 'submit', fail: 'balance', times: Infinity });
  const { text } = await told(room.use('say', { text: freshWords() }), /Spoken/);
  expect(text).toContain('in another voice');
  expect(await nextIsHeard(room)).toBe(true);
  await closeClean(scene);
});
