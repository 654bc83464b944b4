import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { openScene } from '../scene.ts';
import { closeClean, freshWords, nextIsHeard, openRoom, soonMs, speechOf, told } from './room.ts';

// Texts of people that can't be spoken, or hardly; what the service answers badly is in failures.long.test.ts.

let scene: Scene;

beforeAll(async () => {
  scene = await openScene();
});

afterAll(() => closeClean(scene));

test.concurrent.each([
  ['spaces', { text: '  \n\t ' }, /^There is nothing to say: the text is empty\.$/],
  ['only invisible characters', { text: '\u200b\u200d\u2060\ufeff' }, /^There is nothing to say/],
  ['only symbols', { text: '?!… ++ ~~ *** ()' }, /no letters or digits, only signs\.$/],
  ['an unknown voice', { text: 'Hi.', voice: 'Nobody \u202elike this' }, /^There is no voice/],
  ['an unknown language', { text: 'Hi.', language: 'Klingon' }, /^No voice speaks “Klingon”/],
  [
    'a speed that the voice can’t speak at',
    { text: 'Hi.', voice: 'af_sky', speed: 3.5 },
    /from 0\.5 to 2/,
  ],
  ['a format that nobody makes', { text: 'Hi.', as: 'file', format: 'aiff' }, /doesn’t make aiff/],
])(
  '%s is answered by a sentence for the person alone, and the next is heard',
  async (_, options, words) => {
    const room = await openRoom(scene);
    const reply = await told(room.use('say', options), words);
    expect(reply.ephemeral).toBe(true);
    expect(await nextIsHeard(room)).toBe(true);
  },
);

test.concurrent.each([
  ['two thousand emoji, as many as fit', '😀'.repeat(2_000)],
  ['four thousand times the same letter', 'a'.repeat(4_000)],
  ['three hundred digits', '9'.repeat(300)],
  ['flags and families', '🏳️‍🌈🇩🇪👨‍👩‍👧‍👦'],
  ['text from right to left', 'שלום עולם'],
  ['text that is turned round', '\u202eolleh ereht'],
  ['letters with invisible characters between', 'he\u200bllo \u200ethe\u200dre'],
  ['letters under heaps of marks', `h${'\u0300\u0301\u0302'.repeat(100)}ello`],
  ['one letter', 'k'],
  ['half a surrogate pair', 'hi \ud800 there'],
])('%s is spoken, and shown without harm', async (_, text) => {
  const room = await openRoom(scene);
  const interaction = room.use('say', { text });
  const { text: shown } = await told(interaction, /Spoken/);
  const packets = speechOf(room.listener, { fromMs: interaction.sentAtMs });
  expect(packets.length).toBeGreaterThan(10);
  expect(packets.length).toBeLessThan(50 * 15);
  expect(shown.length).toBeLessThan(600);
  expect(shown).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|\p{M}{20}/u);
});

test.concurrent('a voice that vanished meanwhile is told of, is offered no more, and another one speaks', async () => {
  const { discord, deapi } = scene;
  const room = await openRoom(scene);
  const slug = 'Qwen3_TTS_12Hz_1_7B_CustomVoice';
  const suggested = async (): Promise<readonly unknown[]> => {
    const options = { text: 'x', voice: 'Ono_Anna' };
    const usage = { name: 'say', options, focused: 'voice', channel: room.text, by: room.ann };
    return (await discord.autocomplete(usage)).choices;
  };
  const [choice] = await suggested();
  expect(choice).toMatchObject({ name: expect.stringContaining('Qwen') as string });
  const { value: voice } = choice as { value: string };
  deapi.removeModel(slug);
  const text = `${freshWords()} Is anybody there?`;
  await told(room.use('say', { text, voice }), /no longer has the voice model that was asked for/);
  const gone = async () => expect(await suggested()).not.toContainEqual(choice);
  await vi.waitFor(gone, { timeout: soonMs });
  expect(await nextIsHeard(room)).toBe(true);
});

test.concurrent('mentions, links and markup reach nobody, and spoilers stay hidden', async () => {
  const { discord } = scene;
  const room = await openRoom(scene);
  const bob = discord.addPerson(room.server, { name: 'Bob' });
  const text = `@everyone @here ${bob.mention} <@&${room.server.id}> ||the butler|| [x](https://evil.example) **b** ${freshWords()}`;
  const spoken = room.use('say', { text });
  const { text: shown } = await told(spoken, /Spoken/);
  expect(shown).not.toContain('butler');
  expect(shown).not.toMatch(/(?<!\\)\[x\]\(/);
  expect(shown).not.toContain('**b**');
  const posted = room.use('say', { text, as: 'file' });
  const { text: posting } = await posted.reply(({ attachments }) => attachments.length > 0);
  expect(posting).not.toContain('butler');
  expect(discord.pings).toEqual([]);
});
