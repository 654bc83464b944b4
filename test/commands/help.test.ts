import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';

import { commands } from '#commands/index.ts';
import { worded } from '#discord/command-words.ts';
import type { CommandWords } from '#discord/command-words.ts';
import { helpOf } from '#discord/help.ts';
import type { View } from '#discord/view.ts';
import { ownWords } from '#i18n/text.ts';

import { ann, texts as shipped } from '../fakes/asker.ts';
import { ask, subcommandsOf, use } from './using.ts';

const bodies = commands.map(({ data }) => worded(data, shipped));

test('/help shows every command and subcommand, as links once their ids are known', async () => {
  const known = new Map([['say', '42']]);
  const answers = await use('help', { help: helpOf(commands, shipped, () => known) });
  for (const { description } of bodies) expect(answers.texts[0]).toContain(description);
  expect(answers.texts[0]).toContain('</say:42>');
  expect(answers.texts[0]).toContain('`/join`');
  expect(answers.texts[0]).toContain('`browse`');
});

const ids = new Map(commands.map(({ data }) => [data.name, '1175699012345678901']));
const help = helpOf(commands, shipped, () => ids);

test('/help names every subcommand, and fits into a message', async () => {
  const { texts } = await use('help', { help });
  const named = commands.flatMap(({ data }) => subcommandsOf(data.name));
  for (const name of named) expect(texts[0]).toContain(`\`${name}\``);
  expect(texts[0]?.length).toBeLessThan(4_000);
});

test.each(commands.map(({ data }) => data.name))(
  '/help with a command (%s) says what each of its subcommands does, or its options',
  async (name) => {
    const { texts } = await use('help', { help }, { command: `/${name}` });
    const { description, options = [] } = bodies.find((body) => body.name === name)!;
    expect(texts[0]).toContain(`</${name}:1175699012345678901>** ${description}`);
    for (const subcommand of subcommandsOf(name))
      expect(texts[0]).toContain(`</${name} ${subcommand}:1175699012345678901> `);
    for (const option of options.filter(({ type }) => type !== T.SubcommandGroup))
      expect(texts[0]).toContain(option.description);
    expect(texts[0]?.length).toBeLessThan(4_000);
  },
);

test('/help with a command that there is not says so', async () => {
  const { texts } = await use('help', { help }, { command: 'sing' });
  expect(texts).toEqual([expect.stringMatching(/There is no such command/)]);
});

test.each([
  ['/pr', ['pronounce', 'privacy']],
  ['VOI', ['voice']],
  ['sing', []],
])('/help suggests commands for “%s”', async (typed, names) => {
  const asked = { kind: 'autocomplete', name: 'help', focused: 'command' } as const;
  const { sent } = await ask({ help }, { ...asked, options: { command: typed } });
  const choices = names.map((name) => ({ name: `/${name}`, value: name }));
  expect(sent[0]?.body).toEqual({ type: 8, data: { choices } });
});

describe('somebody whose Discord is in German', () => {
  const german: Readonly<Record<string, string>> = {
    'voice.name': 'stimme',
    'voice.description': 'Wählt, wer für dich spricht',
    'voice.subcommands.show.name': 'zeigen',
    'autoread.subcommands.role.name': 'rolle',
    'autoread.subcommands.role.subcommands.heed.name': 'beachten',
    'say.options.text.name': 'worte',
  };
  const words: CommandWords = {
    languageOf: (locale) => (locale === 'de' ? 'de' : 'en'),
    word: (language, path) =>
      language === 'de' ? german[path.slice(1).join('.')] : shipped.word(language, path),
  };
  const known = new Map([['say', '42']]);
  const own = helpOf(commands, words, () => known);
  const reader = { ...ann, locale: 'de' };
  const said = (view: View): string => JSON.stringify(view);

  test('/help says what commands do in their words, and links them by the names that Discord knows', () => {
    const all = said(own.show(reader));
    expect(all).toContain('**`/stimme`** Wählt, wer für dich spricht');
    expect(all).toContain('`zeigen`');
    expect(all).toContain('`rolle beachten`');
    expect(all).toContain('</say:42>');
    expect(said(own.show({ locale: 'de', t: ann.t }, 'say'))).toContain('`worte`');
    expect(said(own.show({ locale: 'de', t: ann.t }, 'say'))).toContain('`worte` What to say');
    expect(said(own.show(ann))).not.toContain('stimme');
  });

  test.each(['stimme', '/voice', 'Stimme'])(
    '/help with the command “%s” is of that one',
    (name) => {
      expect(said(own.show(reader, name))).toContain(
        '`/stimme zeigen` Shows who speaks for you here',
      );
    },
  );

  test('/help suggests commands by both of their names', () => {
    const suggested = [{ name: ownWords('/stimme'), value: 'voice' }];
    expect(own.like(reader, 'stim')).toEqual(suggested);
    expect(own.like(reader, 'voi')).toEqual(suggested);
    expect(own.like(ann, 'stim')).toEqual([]);
  });
});
