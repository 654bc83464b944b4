import { environmentOf } from '@crier/rehearsal/scene/scene.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { expect, test } from 'vitest';

import { childrenOf, environmentSeenBy } from '../child-processes.ts';
import { startBot, openScene } from '../scene.ts';
import type { SceneOptions } from '../scene.ts';
import { temporaryFolder } from '../store/folder.ts';
import { closeClean, freshWords, heardLike, nextIsHeard, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';

// The bot as its operator set it, forgot to, or dealt with it, where people get to notice.

async function entered(options: SceneOptions): Promise<{ scene: Scene; room: Room }> {
  const scene = await openScene(options);
  return { scene, room: await openRoom(scene) };
}

/** The environment of the processes that this one has started; Linux alone tells. */
async function environmentsBelow(
  pid: number,
): Promise<readonly Readonly<Record<string, string>>[]> {
  if (process.platform !== 'linux') return [];
  const ids = await childrenOf(pid);
  expect(ids).not.toEqual([]);
  return Promise.all(ids.map((id) => environmentSeenBy(id)));
}

test('with a wrong key nothing is paid, everybody and the operator are told so, and commands work all the same', async () => {
  const { scene, room } = await entered({ environment: { DEAPI_KEY: '9|wrongKeyOfNobody' } });
  // The voices can’t be asked for either, so any answer has to come without them.
  for (const text of [freshWords(), freshWords()])
    await told(room.use('say', { text }), /^deAPI did not accept this bot’s key\./);
  await told(room.use('join'), /^I’m in/);
  expect(scene.deapi.charged).toEqual([]);
  const output = scene.bot.output.join('\n');
  expect(output).toContain('deAPI answered 401: the key was not accepted');
  expect(output).toContain('"where":"say"');
  expect(output).not.toContain('wrongKeyOfNobody');
  for (const environment of await environmentsBelow(scene.bot.pid)) {
    expect(environment).toHaveProperty('PATH');
    expect(JSON.stringify(environment)).not.toMatch(/DISCORD_TOKEN|DEAPI_KEY|wrongKeyOfNobody/);
  }
  await closeClean(scene);
});

test('when the day’s quota is used up people are told until when, and what was said before is still heard, also after a restart', async () => {
  await using folder = await temporaryFolder();
  const dataFolder = folder.path;
  const { scene, room } = await entered({ dataFolder });
  const before = freshWords();
  await told(room.use('say', { text: before }), /Spoken/);
  scene.deapi.next({ on: 'submit', fail: 'day-limit', times: Infinity });
  const submits = scene.deapi.calls.submit;
  for (const text of [freshWords(), freshWords()])
    await told(room.use('say', { text }), /^deAPI has been asked too often today\. Try again in/);
  // Refused once, it is not asked again.
  expect(scene.deapi.calls.submit).toBe(submits + 1);
  await told(room.use('say', { text: before }), /Spoken/);

  const { discord, deapi, bot } = scene;
  expect(await bot.stop()).toBe(0);
  const since = { ...discord.gateway.counts };
  const environment = environmentOf(discord, deapi);
  const again = startBot({ environment, caPem: discord.caPem, dataFolder });
  expect(await discord.gateway.back(soonMs, since)).toBe('resumed');
  await discord.ready(soonMs);
  // Kept on the disk: nothing is asked, and nothing paid.
  expect(await heardLike(room, room.use('say', { text: before }), before)).toBeGreaterThan(0.95);
  expect(deapi.calls.submit).toBe(submits + 1);
  expect(deapi.charged).toHaveLength(1);
  expect(await again.stop()).toBe(0);
  await scene.close();
});

test('the built-in engine speaks when the account is empty and the operator wants that, and it is said', async () => {
  const { scene, room } = await entered({ environment: { SPEECH_FALLBACK: 'embedded' } });
  scene.deapi.next({ on: 'submit', fail: 'balance', times: Infinity });
  const { text } = await told(room.use('say', { text: freshWords() }), /Spoken/);
  expect(text).toContain('in another voice');
  expect(await nextIsHeard(room)).toBe(true);
  await closeClean(scene);
});
