import { describe, expect, test } from 'vitest';

import { translations } from '../fakes/asker.ts';
import { textsOf } from '../i18n/files.ts';
import { rehearsed } from './rehearsed.ts';

// The rehearsal, typed through in other languages by the names that a client in them shows.

describe.each([
  ['de', 'Guten Abend, alle zusammen. Heute ist ein schöner Tag.'],
  ['ja', 'みなさん、こんばんは。今日はとてもいい天気ですね。'],
])('%s', (locale, words) => {
  const texts = textsOf(locale);
  const name = (path: string): string => texts.get(`commands.${path}`) ?? '';
  const [say, autoread] = [name('say.name'), name('autoread.name')];
  const as = `${name('say.options.as.name')}:${name('say.options.as.choices.voice message')}`;
  const why = name('Why was this not read?.name');
  const lines = [
    `/${autoread} ${name('autoread.subcommands.on.name')}`,
    `/${name('join.name')}`,
    words,
    `menu "${why}" 3`,
    `/${say} ${words} ${as}`,
    `/${say}`,
    words,
    texts.get('say.buttons.replay') ?? '',
    `/${name('help.name')} ${name('help.options.command.name')}:${say}`,
    '/leave',
    '/nowhere',
  ];
  const t = translations(locale);
  const place = { channel: '#Stage Door' };

  test('what is typed in it is understood, and answered in it', { timeout: 240_000 }, async () => {
    const { exitCode, shown } = await rehearsed(lines, ['--locale', locale]);
    expect(exitCode).toBe(0);
    expect(shown).toContain(`/${say}  /`);
    expect(shown).toContain(t(($) => $.calls.joined, place));
    expect(shown).toMatch(new RegExp(`Ann: ${words}\n {3}\\[heard \\d+\\.\\d s of speech`, 'u'));
    expect(shown).toContain(t(($) => $.autoread.became.heard));
    expect(shown).toMatch(/\[voice message, \d/u);
    expect(shown).toContain(
      `${name('say.options.text.name')}: ${name('say.options.text.description')}`,
    );
    expect(shown).toContain(`[2] ${t(($) => $.say.buttons.post)}`);
    expect(shown).toContain(name('say.description'));
    expect(shown).toContain(t(($) => $.calls.left, place));
    expect(shown).toContain(`There is no /nowhere. There are: /${say}, `);
    expect(shown).not.toMatch(/<[@#:/t]/u);
  });
});
