import { expect, test } from 'vitest';

import { referenceOf } from '#features/voices/browse-state.ts';

import { desk, roles } from './desk.ts';

// The buttons of the panel of voices, also those of somebody's making.

const { userId, guildId } = roles.other;
const [sky, emma] = ['af_sky/en-us/Kokoro', 'bf_emma/en-gb/Kokoro'];

test.each([
  'voice:hear:pnothing',
  'voice:hear:',
  'voice:use:knothing:~~~0',
  'voice:use:p__proto__:',
  'voice:use',
])('the button %j of somebody’s making changes nothing', async (customId) => {
  await using here = await desk();
  expect(await here.press('other', customId)).toMatch(/no longer there|There is no voice/);
  expect(await here.store.people.get('12')).toMatchObject({ voice: {} });
  expect(here.done.samples).toEqual([]);
});

test.each(['voice:page:x~<@1>~z~-5', 'voice:page:~~~99999', 'voice:page'])(
  'the page %j of somebody’s making is a page',
  async (customId) => {
    await using here = await desk();
    expect(await here.press('other', customId)).toMatch(/\d+ voices/);
  },
);

test('samples have a limit, one for those of any voice and of one’s own', async () => {
  await using here = await desk();
  const any = `voice:hear:${referenceOf('af_sky/en-us/Kokoro')}`;
  for (let heard = 0; heard < 30; heard += 1)
    for (const button of [any, 'voice:mine']) await here.press('other', button);
  for (const button of [any, 'voice:mine'])
    expect(await here.press('other', button)).toMatch(/60 samples in an hour/);
  expect(here.done.samples).toHaveLength(60);
  // Everybody else has as many.
  expect(await here.press('owner', any)).toBe('A sample.');
});

test('where one voice speaks for everybody no other is heard, and one’s own settings are', async () => {
  await using here = await desk();
  await here.store.serverSettings.change(guildId, { actorId: '14' }, (before) => ({
    ...before,
    voice: { voice: emma },
    forcesVoice: true,
  }));
  const hear = `voice:hear:${referenceOf(sky)}`;
  expect(await here.press('other', hear)).toMatch(/one voice for everybody/);
  expect(here.done.samples).toEqual([]);
  expect(await here.press('other', 'voice:mine')).toBe('A sample.');
  expect(await here.press('stranger', hear)).toBe('A sample.');
});

test('where one voice speaks for everybody in a channel, no other is heard there', async () => {
  await using here = await desk();
  await here.store.serverSettings.change(guildId, { actorId: '14' }, (before) => ({
    ...before,
    channels: { '77': { voice: { voice: emma } } },
    forcesVoice: true,
  }));
  const hear = `voice:hear:${referenceOf(sky)}`;
  expect(await here.press('other', hear, { channelId: '77' })).toMatch(/one voice for everybody/);
  expect(here.done.samples).toEqual([]);
  expect(await here.press('other', hear)).toBe('A sample.');
});

test('a voice is chosen for everywhere, and for this server alone by who has another one here', async () => {
  await using here = await desk();
  const { people, members } = here.store;
  const use = `voice:use:${referenceOf(sky)}:~~~0`;
  const member = { guildId, userId };
  await members.change(member, { actorId: userId }, (before) => ({
    ...before,
    voice: { voice: emma },
  }));
  await here.press('other', use);
  const voices = async () => [(await people.get(userId)).voice, (await members.get(member)).voice];
  expect(await voices()).toEqual([{}, { voice: sky }]);
  await here.press('owner', use);
  expect((await people.get(roles.owner.userId)).voice).toEqual({ voice: sky });
});
