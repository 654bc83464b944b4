import { decode } from 'fast-png';
import { expect, test } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshWords, openRoom, soonMs, told } from './room.ts';

// Costs of speech, and their limits, from the account at deAPI to what people are shown.

test('what has no room in a budget is not asked for: the built-in engine speaks, and /usage shows what was paid', async () => {
  const scene = await openScene({
    environment: { BUDGET_BOT: '90 usd/month', SPEECH_FALLBACK: 'embedded' },
  });
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  const { server, text, ann } = room;
  const admin = discord.addPerson(server, { name: 'Ada', permissions: ['ManageGuild'] });
  const budget = { period: 'day', dollars: 0.0001, for: 'each' };
  await told(
    discord.command({ name: 'budget set', options: budget, channel: text, by: admin }),
    /each day for each person.*\$0\.0001/,
  );
  const [short, long] = [freshWords(), `${freshWords()} ${'And on it goes. '.repeat(12)}`];
  const say = (words: string) => room.use('say', { text: words, as: 'voice message' });
  expect((await told(say(short), /AI voice/)).text).toMatch(/ · \$0\.0000/);
  expect((await told(say(short), /AI voice/)).text).toMatch(/about \$0\.0000\d+ saved/);
  // It would be more than the budget has.
  const refused = await told(say(long), /AI voice/);
  expect(refused.text).toMatch(
    /in the built-in voice, since your budget has no room for it \(left: \$0\.0000\d+, new <t:\d+:R>/,
  );
  expect(deapi.charged.map(({ fields }) => fields['text'])).toEqual([short]);

  const usage = await told(room.use('usage me', {}, ann), /What was spoken for you/);
  expect(usage.text).toMatch(/\*\*Today:\*\* \$0\.0000\d+ · \d+ characters · 1 request · about/);
  const [picture] = usage.attachments;
  const bytes = await fetch(picture?.url ?? '').then((answer) => answer.arrayBuffer());
  expect(decode(new Uint8Array(bytes))).toMatchObject({ width: 640, height: 240 });
  await closeClean(scene);
});

/** In pieces, of which the first has room in the budget and all of them have not. */
const longText = (words: string): string =>
  `${freshWords()} ${`And on it ${words} for a while. `.repeat(35)}`;
const tooLittle = { period: 'day', characters: 700, for: 'each' };

test.each([
  [
    'embedded',
    /in the built-in voice, since your budget has no room for it \(left: 700 characters/,
  ],
  ['none', /^Your speech budget for today has no room for this\. Left of it: 700 characters\./],
])(
  'a long text of which a budget has room for the beginning alone is not begun (instead: %s)',
  async (SPEECH_FALLBACK, words) => {
    const scene = await openScene({ environment: { SPEECH_FALLBACK } });
    const { discord, deapi } = scene;
    const room = await openRoom(scene);
    const admin = discord.addPerson(room.server, { name: 'Ada', permissions: ['ManageGuild'] });
    await told(room.use('budget set', tooLittle, admin), /700 characters/);
    await told(room.use('say', { text: longText('goes') }), words);
    await told(room.use('say', { text: longText('lasts'), as: 'voice message' }), words);
    expect(deapi.charged).toEqual([]);
    // It keeps no room: what is short enough is spoken.
    const short = freshWords();
    const made = await told(room.use('say', { text: short, as: 'voice message' }), /AI voice/);
    expect(made.text).toContain(' · $0.0000');
    expect(deapi.charged.map(({ fields }) => fields['text'])).toEqual([short]);
    await closeClean(scene);
  },
);

test('a voice whose price nobody knows is reserved as the dearest, until the service says it', async () => {
  const scene = await openScene({ environment: { SPEECH_FALLBACK: 'none' } });
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  const admin = discord.addPerson(room.server, { name: 'Ada', permissions: ['ManageGuild'] });
  const budget = { period: 'day', dollars: 0.0002, for: 'each' };
  await told(room.use('budget set', budget, admin), /\$0\.0002/);
  deapi.next({ on: 'price', fail: 'server-error', times: Infinity });
  const say = (text: string) => room.use('say', { text, voice: 'Ono_Anna', as: 'voice message' });
  await told(
    say(`${freshWords()} There is no room.`),
    /has no room for this\. Left of it: \$0\.0002\./,
  );
  expect(deapi.charged).toEqual([]);
  // A short text has room at the dearest price, too.
  await told(say('Oh dear'), /Ono Anna/);
  await expect.poll(() => deapi.charged.length, { timeout: soonMs }).toBe(1);
  await closeClean(scene);
});

test('below the floor of the account nothing is tried, and the server is told once', async () => {
  const scene = await openScene({ environment: { SPEECH_FALLBACK: 'embedded' } });
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  deapi.setBalance(0.3);
  const say = () => room.use('say', { text: freshWords(), as: 'voice message' });
  await told(say(), /in another voice/);
  const before = deapi.calls.submit;
  await told(say(), /in another voice/);
  await told(say(), /in another voice/);
  expect(deapi.calls.submit).toBe(before);
  const messages = discord.messagesIn(room.text).map((message) => message.text);
  expect(messages.filter((words) => words.startsWith('My account at the speech'))).toHaveLength(1);
  await closeClean(scene);
});
