import { everyone, privately } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import { linesFor, listRoom } from '#discord/fitting.ts';
import { maxChoices } from '#discord/limits.ts';
import type { Options, OptionsSoFar } from '#discord/options.ts';
import { filePart, framed, panelOf, textPart } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { ImportReport, WordsOf } from '#features/pronounce/pronunciations.ts';
import type { Asked, Command } from '#features/services.ts';
import { moderatorsOfWords } from '#features/settings/rights.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Entry } from '#text/dictionary/entry.ts';
import { rowProblemText } from '#text/dictionary/problem.ts';

import { attached, completed, flag, oneOf, subcommand, written } from './option-data.ts';

const whose = oneOf('for', ['me', 'server']);
const word = written('word', 200, { required: true });

type Given = Asked & { readonly options: Options };

const maxShown = 25;
const maxProblems = 8;
const maxChoiceChars = 100;

/** People may change the words of a server when they moderate it. */
const wordChangers: Right<Given> = ({ asker, options }) =>
  wordsOf(options) === 'server' ? moderatorsOfWords({ asker }) : undefined;

export default {
  data: {
    name: 'pronounce',
    ...usableInServers,
    options: [
      subcommand('add', [
        word,
        written('say', 300),
        attached('sound'),
        whose,
        flag('same-case'),
        flag('pattern'),
      ]),
      subcommand('remove', [completed('word', 200, true), whose]),
      subcommand('list', [whose]),
      subcommand('import', [attached('file', true), whose]),
      subcommand('export', [oneOf('format', ['csv', 'json']), whose]),
      subcommand('test', [written('text', 500, { required: true })]),
    ],
  },
  subcommands: {
    add: privately(wordChangers, async (asked) => {
      const { added, entry } = await add(asked);
      return line(addedLine(entry, added, asked.asker.t));
    }),
    remove: privately(wordChangers, async ({ asker, options, services }) => {
      const written = options.string('word', true);
      const removed = await services.pronunciations.remove(asker, written, wordsOf(options));
      const word = escaped(written);
      return line(
        removed > 0
          ? asker.t(($) => $.pronounce.removed, { word })
          : asker.t(($) => $.pronounce.notListed, { word }),
      );
    }),
    list: privately(everyone, async ({ asker, options, services }) =>
      listView(await services.pronunciations.list(asker, wordsOf(options)), asker.t),
    ),
    import: privately(wordChangers, async ({ asker, options, services, reply }) => {
      const file = { file: options.attachment('file', true), tell: tellOf(asker, reply) };
      const report = await services.pronunciations.import(asker, file, wordsOf(options));
      return line(importLine(report, asker.t));
    }),
    export: privately(everyone, async ({ asker, options, services }) => {
      const format = options.string('format') === 'json' ? 'json' : 'csv';
      const of = wordsOf(options);
      return exportView(await services.pronunciations.export(asker, format, of), asker.t);
    }),
    test: privately(everyone, async ({ asker, options, services, reply }) => {
      const written = options.string('text', true);
      const shown = await services.pronunciations.tried(asker, written);
      const ask = { text: written, shown, choice: {}, as: 'speak' } as const;
      return services.speaking.say(asker, ask, reply);
    }),
  },

  async complete({ asker, options, typed, services }) {
    const entries = await services.pronunciations.list(asker, wordsOf(options));
    const part = typed.value.toLowerCase();
    return entries
      .filter(({ from }) => from.toLowerCase().includes(part) && from.length <= maxChoiceChars)
      .slice(0, maxChoices)
      .map(({ from }) => ({ name: ownWords(from), value: from }));
  },
} satisfies Command;

function wordsOf(options: OptionsSoFar): WordsOf | undefined {
  const of = options.string('for');
  if (of === undefined) return undefined;
  return of === 'server' ? 'server' : 'me';
}

/** Words or a sound: one of them is needed. */
async function add({ asker, options, services: { pronunciations }, reply }: Given): Promise<{
  readonly added: WordsOf;
  readonly entry: Entry;
}> {
  const of = wordsOf(options);
  const word = {
    match: options.boolean('pattern') === true ? ('pattern' as const) : ('word' as const),
    from: options.string('word', true).trim(),
    caseSensitive: options.boolean('same-case') ?? false,
  };
  const say = options.string('say')?.trim();
  const file = options.attachment('sound');
  if ((say === undefined) === (file === undefined))
    throw new UserError(text(($) => $.pronounce.eitherWordsOrSound));
  if (file) {
    const sound = { file, tell: tellOf(asker, reply) };
    const added = await pronunciations.addSound(asker, word, sound, of);
    return { added, entry: { ...word, to: { kind: 'sound', soundId: '' } } };
  }
  const entry = { ...word, to: { kind: 'words' as const, words: say ?? '' } };
  return { added: await pronunciations.add(asker, entry, of), entry };
}

function exportView(
  { file, sounds }: { readonly file: OutgoingFile; readonly sounds: number },
  t: Translate,
): View {
  const note = t(($) => $.pronounce.soundsNotExported, { count: sounds });
  return panelOf([framed([filePart(file), ...(sounds > 0 ? [textPart(note)] : [])])], [file]);
}

function addedLine({ from, to }: Entry, of: WordsOf, t: Translate): string {
  const word = escaped(from);
  return to.kind === 'words'
    ? t(($) => $.pronounce.added[of].words, { word, said: escaped(to.words) })
    : t(($) => $.pronounce.added[of].sound, { word });
}

function listed({ from, to }: Entry, t: Translate): string {
  const word = escaped(from);
  return to.kind === 'words'
    ? t(($) => $.pronounce.list.words, { word, said: escaped(to.words) })
    : t(($) => $.pronounce.list.sound, { word });
}

function listView(entries: readonly Entry[], t: Translate): View {
  if (entries.length === 0) return line(t(($) => $.pronounce.list.none));
  const lines = entries.slice(0, maxShown).map((entry) => listed(entry, t));
  const more = (count: number): string => t(($) => $.pronounce.list.more, { count });
  return line(linesFor(listRoom, lines, entries.length, more).join('\n'));
}

function importLine({ added, problems, problemCount }: ImportReport, t: Translate): string {
  const lines = problems
    .slice(0, maxProblems)
    .map((problem) => escaped(t(rowProblemText(problem))));
  const more = (count: number): string => t(($) => $.pronounce.imported.moreProblems, { count });
  return [
    added === 0
      ? t(($) => $.pronounce.imported.none)
      : t(($) => $.pronounce.imported.words, { count: added }),
    ...linesFor(listRoom, lines, problemCount, more),
  ].join('\n');
}
