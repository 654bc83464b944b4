import { setTimeout as delay } from 'node:timers/promises';

import type { Message } from '@crier/rehearsal/discord/model.ts';
import { writeWav } from '@crier/rehearsal/sound/wav.ts';

import type { Flood } from '../flood.ts';
import type { Stage } from '../stage.ts';
import { anyNastyText, nastyTexts } from './texts.ts';

/* People press, type and fill in: a changed client presses what it likes, as often as it likes. */

/** The words that people type into each option that suggests something. */
const typing: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['say', 'voice', { text: 'x' }],
  ['say', 'language', { text: 'x' }],
  ['say', 'format', { text: 'x' }],
  ['voice set', 'voice', {}],
  ['clone rename', 'voice', {}],
  ['clone report', 'voice', {}],
  ['design', 'language', {}],
  ['pronounce remove', 'word', {}],
];

async function typed(stage: Stage, count: number): Promise<void> {
  const { scene, room } = stage;
  await Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const [name, focused, options] = typing[at % typing.length] ?? typing[0]!;
      const text = nastyTexts.plain(stage).slice(0, 1 + stage.below(100));
      await scene.discord
        .autocomplete({
          name,
          focused,
          options: { ...options, [focused]: text },
          channel: room.text,
          by: room.ann,
        })
        // That it comes too late is seen at `/help`.
        .catch(() => undefined);
    }),
  );
}

/** As many words as a server and a person may have. */
async function manyWords(stage: Stage): Promise<void> {
  for (const [by, whose, count] of [
    [stage.room.ann, 'me', 500],
    [stage.admin, 'server', 5_000],
  ] as const) {
    const words = Array.from({ length: count }, (_, at) => `word${at} of many,other words ${at}`);
    const table = ['word,say', ...words].join('\n');
    const file = { filename: 'words.csv', contentType: 'text/csv', bytes: Buffer.from(table) };
    await stage.told(stage.use('pronounce import', { file, for: whose }, by));
  }
}

/** As much as is kept of a person: words, sounds, and everything that is written down of them. */
async function muchKept(stage: Stage): Promise<void> {
  await manyWords(stage);
  const rate = 48_000;
  const hum = Float32Array.from({ length: 4.9 * rate }, (_, at) => 0.4 * Math.sin(at / 30));
  const sound = { filename: 'hum.wav', bytes: Buffer.from(writeWav(hum, rate)) };
  for (let at = 0; at < 10; at += 1)
    await stage.told(stage.use('pronounce add', { word: `word${at} of many`, sound }));
}

/** Somebody's message of the bot, whose buttons are pressed. */
async function panels(stage: Stage): Promise<readonly Message[]> {
  const asked = [
    stage.use('voice browse'),
    stage.use('say', { text: 'This has buttons.' }),
    stage.use('privacy show'),
    stage.use('autoread show', {}, stage.room.ann),
  ];
  return Promise.all(asked.map((each) => stage.told(each)));
}

const idsIn = (message: Message): readonly string[] =>
  [...JSON.stringify(message.components).matchAll(/"(?:custom_id|customId)":"([^"]+)"/gu)].map(
    ([, id = '']) => id,
  );

export const interactions: readonly Flood[] = [
  {
    name: 'autocomplete',
    how: 'one member types six hundred times in eight options that suggest something, a hundred at a time',
    prepare: manyWords,
    async pour(stage) {
      for (let time = 0; time < 6; time += 1) await typed(stage, 100);
    },
  },
  {
    name: 'buttons',
    how: 'one member presses every button and menu of four panels, and some of their own making, six hundred times, a hundred at a time',
    async pour(stage) {
      const shown = await panels(stage);
      for (let time = 0; time < 6; time += 1) {
        for (let at = 0; at < 100; at += 1) {
          const message = shown[at % shown.length]!;
          const ids = [...idsIn(message), 'say:replay:none', `voice:page:${'~'.repeat(80)}`];
          stage.press(message, ids[stage.below(ids.length)]!);
        }
        await stage.answered();
      }
    },
  },
  {
    name: 'buttons/replay',
    how: 'one member presses Replay two hundred times at once, and then Skip as often',
    async pour(stage) {
      const asked = stage.use('say', { text: 'This is said again and again.' });
      const panel = await asked.reply(({ text }) => /Spoken/u.test(text), 30_000);
      const replay = idsIn(panel).find((id) => id.startsWith('say:replay:')) ?? '';
      for (let time = 0; time < 200; time += 1) stage.press(panel, replay);
      await delay(2_000);
      for (let time = 0; time < 200; time += 1)
        stage.press(panel, replay.replace('replay', 'skip'));
      await stage.answered();
    },
  },
  {
    name: 'forms',
    how: 'one member sends in three hundred forms of 4,000 characters that nobody showed them, a hundred at a time',
    async pour(stage) {
      const panel = await stage.told(stage.use('voice browse'));
      const id = '01234567-89ab-4def-8123-456789abcdef';
      for (let time = 0; time < 3; time += 1) {
        for (let at = 0; at < 100; at += 1) {
          const text = anyNastyText(stage);
          const form = stage.any([
            `design:edit:${id}`,
            `clone:words:${id}`,
            `clone:report:${id}`,
            `x:${'y'.repeat(90)}`,
          ]);
          // Each form finds its own among them.
          const texts = { name: text, description: text, words: text, reason: text };
          stage.submit(panel, form, texts);
        }
        await stage.answered();
      }
    },
  },
  {
    name: 'words',
    how: 'a moderator with 5,000 words and a member with 500 change and try them a hundred times each at once',
    prepare: manyWords,
    async pour(stage) {
      for (let at = 0; at < 100; at += 1) {
        stage.use(
          'pronounce add',
          { word: `word${at} of many`, say: 'new', for: 'server' },
          stage.admin,
        );
        stage.use('pronounce add', { word: `word${at} of many`, say: 'new' });
        stage.use('pronounce test', { text: nastyTexts.plain(stage).slice(0, 500) });
        stage.use('pronounce list', {}, stage.admin);
      }
      await stage.answered();
    },
  },
  {
    name: 'exports',
    how: 'a member of whom as much as possible is kept exports it sixty times at once, and their words as often',
    prepare: muchKept,
    async pour(stage) {
      for (let at = 0; at < 60; at += 1) {
        stage.use('privacy export');
        stage.use('pronounce export', { format: 'json', for: 'server' });
      }
      await stage.answered();
    },
  },
  {
    name: 'calls',
    how: 'one member hops between two calls two hundred times, and has the bot come and go forty times',
    async pour(stage) {
      const { discord } = stage.scene;
      const other = stage.room.server.addVoice({ name: 'other call' });
      const bea = discord.addPerson(stage.room.server, { name: 'Bea' });
      for (let time = 0; time < 100; time += 1) {
        discord.join(other, bea);
        discord.join(stage.room.call, bea);
        await delay(20);
      }
      for (let time = 0; time < 20; time += 1) {
        stage.use('leave');
        stage.use('join');
        await delay(50);
      }
      await stage.answered();
    },
  },
  {
    name: 'why',
    how: 'one member asks three hundred times at once why something was not read',
    async pour(stage) {
      const { discord } = stage.scene;
      const written = Array.from({ length: 20 }, (_, at) => stage.write(`Number ${at}.`));
      for (let time = 0; time < 150; time += 1) {
        stage.use('autoread why');
        const target = written[time % written.length]!;
        stage.keep(
          discord.menu({
            name: 'Why was this not read?',
            target,
            channel: stage.room.text,
            by: stage.room.ann,
          }),
        );
      }
      await stage.answered();
    },
  },
  {
    name: 'panels',
    how: 'a member looks at what waits, what was spent and whom they hear, and an admin at what is set, 240 times, eighty at a time',
    prepare: async (stage) => {
      for (let at = 0; at < 40; at += 1) {
        const person = stage.scene.discord.addPerson(stage.room.server, { name: `P${at}` });
        const budget = { period: 'day', characters: 1_000, person };
        await stage.told(stage.use('budget set', budget, stage.admin));
      }
    },
    async pour(stage) {
      for (let time = 0; time < 3; time += 1) {
        for (let at = 0; at < 20; at += 1) {
          stage.use('queue');
          stage.use('usage me');
          stage.use('budget show', {}, stage.admin);
          stage.use('voice server', {}, stage.admin);
        }
        await stage.answered();
      }
    },
  },
  {
    name: 'asked',
    how: 'one member has two hundred messages of 4,000 characters read to them by their menu, a hundred at a time',
    async pour(stage) {
      const { discord } = stage.scene;
      const { text: channel, ann: by } = stage.room;
      for (let time = 0; time < 2; time += 1) {
        for (let at = 0; at < 100; at += 1) {
          const target = stage.write(anyNastyText(stage));
          stage.keep(discord.menu({ name: 'Read this aloud', target, channel, by }));
        }
        await stage.answered();
      }
    },
  },
];
