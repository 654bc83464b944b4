import { describe, expect, test } from 'vitest';

import { placeholdersIn, treeOf } from '#i18n/catalogue.ts';
import { knownFrom } from '#i18n/text-rules.ts';

import {
  differing,
  missing,
  mistyped,
  spelledOut,
  typedOut,
  unevenPlurals,
  unfit,
  untold,
  unused,
} from './checks.ts';
import { languages, pathsInCode, shipped, textsOf } from './files.ts';

const english = textsOf('en');

test('no text is left that nobody shows', () => {
  expect(unused(english, pathsInCode())).toEqual([]);
});

test('each form of an English plural is there, and each takes the same values', () => {
  expect(unevenPlurals(english)).toEqual([]);
});

test('texts name only commands, options, choices and permissions that there are', () => {
  const { ofReader } = knownFrom(shipped['en'] ?? {});
  const named = [...english.values()].flatMap(placeholdersIn).filter((name) => name.includes('.'));
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((name) => !ofReader.has(name))).toEqual([]);
});

describe.each(languages)('%s', (language) => {
  const texts = textsOf(language);

  test('has every text, each plural in all forms that the language has', () => {
    expect(missing(language, texts, english)).toEqual([]);
  });

  test('has the placeholders of English in each', () => {
    expect(differing(texts, english)).toEqual([]);
  });

  test('tells of each word that is typed in the place of a value as it is typed in it', () => {
    expect(untold(texts, english)).toEqual([]);
  });

  test('has one apostrophe, which is ’, and the quotes of the language', () => {
    expect(mistyped(language, texts)).toEqual([]);
  });

  test('spells no permission in a text, but takes its name from where all of them stand', () => {
    expect(spelledOut(texts)).toEqual([]);
  });

  test('spells no command in a text, but names it as the reader has it', () => {
    expect(typedOut(texts)).toEqual([]);
  });

  test('has no text that English lacks, and none that Discord would refuse', () => {
    expect(unfit(language, shipped[language] ?? {})).toEqual([]);
  });
});

describe('a region', () => {
  const partial = { calls: { left: 'Me salí de {{channel}}.' } };
  const withRegion = (region: string) => textsOf(region, { ...shipped, [region]: partial });

  test('may have no more than what is said otherwise there, when the language is whole', () => {
    const texts = withRegion('es-419');
    expect(texts.get('calls.left')).toBe(partial.calls.left);
    expect(missing('es-419', texts, english)).toEqual([]);
    expect(differing(texts, english)).toEqual([]);
    expect(unfit('es-419', partial)).toEqual([]);
  });

  test('has to have all of it where no folder is for the whole language', () => {
    const lacking = missing('pt-PT', withRegion('pt-PT'), english);
    expect(lacking).toContain('calls.joined');
    expect(lacking).not.toContain('calls.left');
  });
});

describe('of a catalogue that is spoilt', () => {
  const german = textsOf('de');
  const spoilt = (path: string, text?: string): Map<string, string> => {
    const texts = new Map(german);
    if (text === undefined) texts.delete(path);
    else texts.set(path, text);
    return texts;
  };

  test('a text that is missing is named', () => {
    expect(missing('de', spoilt('calls.left'), english)).toEqual(['calls.left']);
  });

  test('a word that is typed otherwise than it is told of is named', () => {
    const texts = spoilt('settings.typed.usual', 'normal');
    const options = 'commands.autoread.subcommands.options.options';
    expect(untold(texts, english)).toEqual([
      `${options}.skip-marks.description`,
      `${options}.written-language.description`,
      ...['join', 'leave'].map(
        (kind) => `commands.call.subcommands.settings.options.${kind}-text.description`,
      ),
      'commands.me.options.translate.description',
    ]);
  });

  test.each(["Ich hab's.", '"Weg"', '“Weg”', '«Weg»'])(
    'a text that is typed %s is named',
    (text) => {
      expect(mistyped('de', spoilt('calls.left', text))).toEqual(['calls.left']);
    },
  );

  test('a line that may break before a French sign is named', () => {
    const texts = new Map([...textsOf('fr'), ['calls.left', 'Parti : « {{channel}} »']]);
    expect(mistyped('fr', texts)).toEqual(['calls.left']);
  });

  test.each([
    '{{channel}}から退出しました.',
    '退出しました（無人).',
    'もう 退出しました',
    '退出 (無人)',
  ])(
    'a Japanese text that has signs of half the width, or spaces between words, is named: %s',
    (text) => {
      const texts = new Map([...textsOf('ja'), ['calls.left', text]]);
      expect(mistyped('ja', texts)).toEqual(['calls.left']);
    },
  );

  test('a permission that is spelled in a text is named', () => {
    const texts = spoilt('calls.somebodyElses', 'Nur mit **Mitglieder verschieben**.');
    expect(spelledOut(texts)).toEqual(['calls.somebodyElses']);
  });

  test.each(['Nutze /beitreten.', '（/beitreten）', 'bis **/beitreten**'])(
    'a command that is spelled in a text is named: %s',
    (text) => {
      expect(typedOut(spoilt('calls.left', text))).toEqual(['calls.left']);
    },
  );

  test('a form of a plural that is missing is named', () => {
    const path = 'say.stages.queued_other';
    expect(missing('de', spoilt(path), english)).toEqual([path]);
    expect(missing('fr', german, english)).toContain('say.stages.queued_many');
  });

  test('a text that nothing shows is named', () => {
    const texts = new Map([...english, ['calls.arrived', 'I have arrived.']]);
    expect(unused(texts, pathsInCode())).toEqual(['calls.arrived']);
  });

  test('an English plural with one form, or with another value in it, is named', () => {
    const forms = ['files.turns.others_one', 'files.turns.others_other'];
    expect(unevenPlurals(new Map([[forms[0]!, 'One']]))).toEqual([forms[0]]);
    const texts = new Map([
      [forms[0]!, 'One by {{who}}'],
      [forms[1]!, '{{count, number}}'],
    ]);
    expect(unevenPlurals(texts)).toEqual(forms);
  });

  test.each([
    ['lacks a value', 'calls.left', 'Weg.'],
    ['has another value', 'calls.left', 'Weg aus {{kanal}}.'],
    ['writes a value in another way', 'autoread.cooldown', 'Zu schnell: {{seconds}} s.'],
    [
      'has another value in a form of a plural',
      'files.turns.others_other',
      '{{count, number}}, {{who}}',
    ],
  ])('a text that %s is named', (_, path, text) => {
    expect(differing(spoilt(path, text), english)).toEqual([path]);
  });

  test('what only a bot would leave out is named as well', () => {
    const texts = spoilt('say.buttons.skip', 'Das überspringen'.repeat(6));
    expect(unfit('de', treeOf(texts))).toEqual([
      expect.stringMatching(/^de\/say\.json, buttons\.skip: .* 80 there/),
    ]);
  });

  test('its tree is what it was read from', () => {
    expect(treeOf(german)).toEqual(shipped['de']);
  });
});
