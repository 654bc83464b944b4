import { checkMessage } from '@crier/rehearsal/discord/forms/message-form.ts';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';

import { Why } from '#features/autoread/outcome-sentence.ts';
import type { MessageOutcome } from '#features/autoread/outcomes.ts';
import { serverSettings } from '#store/server-settings.ts';

import { ask } from '../commands/using.ts';
import { languages } from './files.ts';
import { id, localeOf, readerIn, times } from './fullest/reader.ts';

const markup = (length: number): string => '_'.repeat(length);

/** The text of the answer, of which nothing was cut off. */
async function answered(
  language: string,
  subcommand: string,
  services: object,
  options: object = {},
): Promise<string> {
  const [name = '', ...path] = subcommand.split(' ');
  const { sent } = await ask(services, {
    kind: 'command',
    name,
    subcommand: path.join(' '),
    options: { ...options },
    locale: localeOf(language),
    memberPermissions: PermissionFlagsBits.ManageGuild,
  });
  const bodies = sent.map(({ body }) => ('data' in body ? body.data : body) as object);
  const { content } = checkMessage(bodies.at(-1), 'edit', 64);
  expect(content).not.toMatch(/…$/);
  return content ?? '';
}

describe.each(languages)('in %s', (language) => {
  const { t } = readerIn(localeOf(language));

  test('a list of words says how many more there are', async () => {
    const entry = {
      match: 'word',
      from: markup(60),
      caseSensitive: false,
      to: { kind: 'words', words: markup(300) },
    };
    const pronunciations = { list: () => Promise.resolve(times(5_000, () => entry)) };
    const lines = (await answered(language, 'pronounce list', { pronunciations })).split('\n');
    const count = 5_000 - (lines.length - 1);
    expect(lines.at(-1)).toBe(t(($) => $.pronounce.list.more, { count }));
  });

  test('a list of words that has room says of no more', async () => {
    const entry = { match: 'word', from: 'gg', caseSensitive: false, to: { kind: 'sound' } };
    const pronunciations = { list: () => Promise.resolve(times(25, () => entry)) };
    const lines = (await answered(language, 'pronounce list', { pronunciations })).split('\n');
    expect(new Set(lines)).toEqual(new Set([t(($) => $.pronounce.list.sound, { word: 'gg' })]));
    expect(lines).toHaveLength(25);
  });

  test('an import says how many more problems there are', async () => {
    const problem = { kind: 'no-expression' };
    const report = {
      added: 0,
      problems: times(20, (row) => ({ row: row + 1, problem })),
      problemCount: 20_000,
    };
    const pronunciations = { import: () => Promise.resolve(report) };
    const options = { file: { id: '1' } };
    const all = await answered(language, 'pronounce import', { pronunciations }, options);
    const lines = all.split('\n');
    const count = 20_000 - (lines.length - 2);
    expect(lines.at(-1)).toBe(t(($) => $.pronounce.imported.moreProblems, { count }));
  });

  test('the words of the filter say how many more there are', async () => {
    const serverPeople = { filter: () => Promise.resolve(times(1_000, () => markup(60))) };
    const told = await answered(language, 'autoread filter list', { serverPeople });
    const count = 1_000 - (told.split('||').length - 1) / 2;
    const words = /\|\|.*\|\|/u.exec(told)?.[0] ?? '';
    expect(told).toBe(t(($) => $.autoread.filter.wordsAndMore, { words, count }));
  });

  test('the people who are not read say how many more there are', async () => {
    const muted = times(1_000, (at) => ({ userId: id(at), untilMs: 1_900_000_000_000 }));
    const serverPeople = { muted: () => Promise.resolve(muted) };
    const all = await answered(language, 'autoread person muted', { serverPeople });
    const lines = all.split('\n');
    const count = 1_000 - (lines.length - 2);
    expect(lines.at(-1)).toBe(t(($) => $.autoread.person.more, { count }));
  });

  test('why the last messages were not read is told of as many as have room', async () => {
    const skipMarks = times(10, (at) => `_________${at}`);
    const outcome = { kind: 'not-read', why: 'skip-mark' } as const;
    const outcomes = {
      latest: () =>
        times(9, (at): MessageOutcome => ({
          messageId: id(at),
          channelId: '2',
          authorId: '1',
          outcome,
        })),
    };
    const why = new Why({
      serverSettings: {
        get: () => Promise.resolve(serverSettings.parse({ reading: { on: true, skipMarks } })),
      },
      outcomes,
    } as unknown as ConstructorParameters<typeof Why>[0]);
    const told = await why.lastIn(readerIn(localeOf(language)), '2');
    expect(told.length).toBeLessThanOrEqual(2_000);
    expect(told.split('\n').length).toBeGreaterThan(2);
  });
});
