import { setTimeout as delay } from 'node:timers/promises';

import type { Message } from '@crier/rehearsal/discord/model.ts';

import type { Flood } from '../flood.ts';
import type { Stage } from '../stage.ts';
import { nastyTexts } from './texts.ts';

/* Messages and `/say`: as many at once as a client may hold back and let go, one after the other on the wire. */

const atOnce = 60;
const short = (stage: Stage, at: number): string => `Number ${at} of ${stage.below(1_000_000)}.`;

/** Words that are all there is of patterns, and of the words of the server. */
const slowPatterns = [
  '(?:a|b|c|d|e|f|g)*z',
  '(?:\\w+\\s?){1,20}!',
  '[a-z]+[0-9]+[a-z]+x',
  '(?:(?:a*)*b)*c',
  '\\pL{1,60}\\d',
] as const;

async function withPatterns(stage: Stage): Promise<void> {
  for (const [by, whose] of [
    [stage.room.ann, 'me'],
    [stage.admin, 'server'],
  ] as const) {
    const rows = Array.from(
      { length: 20 },
      (_, at) => `"${slowPatterns[at % slowPatterns.length]}q{${at + 1}}","$1",pattern`,
    );
    const words = Array.from({ length: 450 }, (_, at) => `w${at.toString(36)},b,word`);
    const table = ['word,say,match', ...rows, ...words].join('\n');
    const file = { filename: 'words.csv', contentType: 'text/csv', bytes: Buffer.from(table) };
    await stage.told(stage.use('pronounce import', { file, for: whose }, by));
  }
}

/** Sixty messages and twenty `/say` of such texts, let go at once. */
async function flooded(stage: Stage, text: () => string): Promise<void> {
  for (let at = 0; at < atOnce; at += 1) stage.write(text());
  for (let at = 0; at < 20; at += 1) stage.use('say', { text: text() });
  await stage.answered();
}

const nasty: readonly Flood[] = Object.entries(nastyTexts).map(([name, text]) => ({
  name: `texts/${name}`,
  how: `one member writes sixty messages and twenty /say of 4,000 characters at once: ${name}`,
  pour: async (stage) => flooded(stage, () => text(stage)),
}));

export const messages: readonly Flood[] = [
  {
    name: 'messages',
    how: 'one member writes sixty messages at once, five times',
    async pour(stage) {
      for (let time = 0; time < 5; time += 1) {
        for (let at = 0; at < atOnce; at += 1) stage.write(short(stage, at));
        await delay(500);
      }
    },
  },
  {
    name: 'say',
    how: 'one member uses /say sixty times at once, five times',
    async pour(stage) {
      for (let time = 0; time < 5; time += 1) {
        for (let at = 0; at < atOnce; at += 1) stage.use('say', { text: short(stage, at) });
        await delay(500);
      }
      await stage.answered();
    },
  },
  {
    name: 'say/posted',
    how: 'one member has sixty texts of 1,000 characters posted as files at once',
    async pour(stage) {
      for (let at = 0; at < atOnce; at += 1)
        stage.use('say', { text: `${short(stage, at)} `.repeat(40).slice(0, 1_000), as: 'file' });
      await stage.answered();
    },
  },
  ...nasty,
  {
    name: 'texts/patterns',
    how: 'one member writes sixty messages and twenty /say of 4,000 characters at once, with as many slow patterns as may be kept',
    prepare: withPatterns,
    pour: async (stage) =>
      flooded(stage, () => 'abcdefg'.repeat(400) + nastyTexts.plain(stage).slice(0, 1_200)),
  },
  {
    name: 'messages/edits',
    how: 'one member edits forty messages that wait, ten times each, at once',
    async pour(stage) {
      const written = Array.from({ length: 40 }, (_, at) => stage.write(short(stage, at)));
      for (let time = 0; time < 10; time += 1) {
        for (const message of written)
          stage.scene.discord.editMessage(message, nastyTexts.plain(stage));
        await delay(200);
      }
    },
  },
  {
    name: 'messages/deletions',
    how: 'one member writes and deletes five hundred messages, a hundred at a time',
    async pour(stage) {
      for (let time = 0; time < 5; time += 1) {
        const written: Message[] = [];
        for (let at = 0; at < 100; at += 1) written.push(stage.write(short(stage, at)));
        await delay(200);
        for (const message of written.slice(0, 50)) stage.scene.discord.deleteMessages(message);
        stage.scene.discord.deleteMessages(...written.slice(50));
      }
    },
  },
];
