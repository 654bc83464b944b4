import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startBot } from './bot.ts';
import type { Bot } from './bot.ts';
import { openRoom, told } from './room.ts';
import type { Room } from './room.ts';

// All that people set for themselves, in one panel.

let bot: Bot;

beforeAll(async () => {
  bot = await startBot();
});

afterAll(() => bot[Symbol.asyncDispose]());

const shown = (interaction: Interaction): Promise<Message> => told(interaction, /^## What you/);
const mine = ({ ann }: Room) => bot.store.people.get(ann.id);
const here = ({ ann, server }: Room) =>
  bot.store.members.get({ guildId: server.id, userId: ann.id });

test('/me, me:page, me:on, me:off: what is on or off for oneself, by one call to Discord', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const asked = room.use('me');
  let panel = await shown(asked);
  expect([(await asked.acknowledged).kind, asked.edits.length]).toEqual([4, 0]);
  for (const [id, set] of [
    ['person.optedOut', async () => (await mine(room)).optedOut],
    ['person.announced', async () => (await mine(room)).announced],
    ['person.lendsSettings', async () => (await mine(room)).lendsSettings],
    ['member.optedIn', async () => (await here(room)).optedIn],
    ['member.letsFollow', async () => (await here(room)).letsFollow],
  ] as const) {
    const was = await set();
    // The page of this server alone stays.
    if (id === 'member.optedIn')
      panel = await shown(bot.discord.press(panel, 'Only in this server', ann));
    const [first, second] = was ? ['off', 'on'] : ['on', 'off'];
    panel = await shown(bot.discord.press(panel, `me:${first}:${id}`, ann));
    expect(await set()).toBe(!was);
    panel = await shown(bot.discord.press(panel, `me:${second}:${id}`, ann));
    expect(await set()).toBe(was);
  }
  panel = await shown(bot.discord.press(panel, 'Everywhere', ann));
  expect(panel.text).toContain('**the voice**');
});

test('me:change, me:set: one’s voice, names aloud and volume, and back', async () => {
  const room = await openRoom(bot);
  const { ann } = room;
  const panel = await shown(room.use('me'));
  const fill = async (id: string, values: Readonly<Record<string, string>>): Promise<Message> => {
    const page = id.startsWith('member') ? 'member' : 'person';
    await shown(bot.discord.forge(panel, `me:page:${page}`, ann));
    const form = bot.discord.press(panel, `me:change:${id}`, ann);
    await form.modal();
    return shown(await bot.discord.submitModal(form, values));
  };
  const set = await fill('person.voice', { voice: 'Sky', speed: '1.5' });
  expect(set.text).toMatch(/\*\*the voice\*\* Sky/);
  expect((await mine(room)).voice).toEqual({ voice: 'af_sky/en-us/Kokoro', speed: 1.5 });
  await fill('person.voice', { voice: 'usual' });
  expect((await mine(room)).voice).toEqual({});
  await fill('member.voice', { voice: 'Emma' });
  expect((await here(room)).voice).toMatchObject({ voice: expect.stringContaining('emma') });
  expect((await mine(room)).voice).toEqual({});
  await fill('member.voice', { voice: 'usual' });
  expect((await here(room)).voice).toEqual({});
  await fill('person.spokenName', { value: 'Annie' });
  await fill('member.spokenName', { value: 'Captain' });
  await fill('person.volumeDb', { value: '-6' });
  expect(await mine(room)).toMatchObject({ spokenName: 'Annie', volumeDb: -6 });
  expect((await here(room)).spokenName).toBe('Captain');
  await fill('member.spokenName', { value: '' });
  expect((await here(room)).spokenName).toBeUndefined();
  const { spokenName } = await mine(room);
  expect(spokenName).toBe('Annie');
});

test('me:off: whoever presses somebody else’s panel changes what is theirs alone', async () => {
  const room = await openRoom(bot);
  const carrier = await told(room.use('autoread show', {}, room.bea), /Auto-read/);
  await told(bot.discord.forge(carrier, 'me:off:person.announced', room.bea), /What you have set/);
  expect((await mine(room)).announced).toBe(true);
  expect((await bot.store.people.get(room.bea.id)).announced).toBe(false);
  await told(bot.discord.forge(carrier, 'me:on:person.gone', room.bea), /isn’t there any more/);
});
