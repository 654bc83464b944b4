import { ApplicationCommandOptionType as T, ComponentType } from 'discord-api-types/v10';
import type {
  APIApplicationCommandBasicOption,
  APIComponentInContainer,
} from 'discord-api-types/v10';
import type { ChatInputCommandInteraction } from 'discord.js';

import { askerOf } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import type { Tell } from '#discord/turn-taking.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { ImportReport, Pronunciations, WordsOf } from '#features/pronounce/pronunciations.ts';
import type { Command } from '#features/services.ts';
import type { Entry } from '#text/dictionary/entry.ts';

const whose: APIApplicationCommandBasicOption = {
  type: T.String,
  name: 'for',
  description: 'Whose messages; moderators begin with the server, everybody else with themselves',
  choices: [
    { name: 'my messages', value: 'me' },
    { name: 'everybody in this server', value: 'server' },
  ],
};
const word = {
  type: T.String,
  name: 'word',
  description: 'The word, phrase, name or emoji as it is written',
  required: true,
  max_length: 200,
} as const satisfies APIApplicationCommandBasicOption;

const maxShown = 25;
const maxProblems = 8;
const maxChoices = 25;
const maxChoiceChars = 100;

export default {
  data: {
    name: 'pronounce',
    description: 'How words are spoken',
    ...usableInServers,
    options: [
      {
        type: T.Subcommand,
        name: 'add',
        description: 'Says something else in the place of a word',
        options: [
          word,
          {
            type: T.String,
            name: 'say',
            description: 'What is said instead; in a pattern $1 stands for its first group',
            max_length: 300,
          },
          {
            type: T.Attachment,
            name: 'sound',
            description:
              'Or a sound that is heard instead: mp3, wav, ogg, flac or m4a, at most 5 s',
          },
          whose,
          {
            type: T.Boolean,
            name: 'same-case',
            description: 'Only in the same upper and lower case',
          },
          {
            type: T.Boolean,
            name: 'pattern',
            description: 'The word is a regular expression (RE2)',
          },
        ],
      },
      {
        type: T.Subcommand,
        name: 'remove',
        description: 'Says a word as it is written again',
        options: [{ ...word, autocomplete: true }, whose],
      },
      { type: T.Subcommand, name: 'list', description: 'Shows the words', options: [whose] },
      {
        type: T.Subcommand,
        name: 'import',
        description: 'Takes words from a table (CSV) with the columns word and say, or from JSON',
        options: [
          { type: T.Attachment, name: 'file', description: 'CSV or JSON in UTF-8', required: true },
          whose,
        ],
      },
      {
        type: T.Subcommand,
        name: 'export',
        description: 'Gives the words as a file',
        options: [
          {
            type: T.String,
            name: 'format',
            description: 'For spreadsheets, or for programs',
            choices: [
              { name: 'CSV', value: 'csv' },
              { name: 'JSON', value: 'json' },
            ],
          },
          whose,
        ],
      },
      {
        type: T.Subcommand,
        name: 'test',
        description: 'Speaks a text with these words, and shows what is said',
        options: [
          {
            type: T.String,
            name: 'text',
            description: 'What to try',
            required: true,
            max_length: 500,
          },
        ],
      },
    ],
  },
  private: true,

  async execute(interaction, { pronunciations, speaking }, reply) {
    const asker = askerOf(interaction);
    const { options } = interaction;
    const of = wordsOf(interaction);
    const tell: Tell = (sentence) => reply.show(line(sentence));
    switch (options.getSubcommand()) {
      case 'add': {
        const { added, entry } = await add(interaction, pronunciations, tell);
        return reply.finish(
          line(`${shown(entry)} ${added === 'me' ? 'in your messages' : 'in this server'}.`),
        );
      }
      case 'remove': {
        const written = options.getString('word', true);
        const removed = await pronunciations.remove(asker, written, of);
        return reply.finish(
          line(
            removed > 0
              ? `“${escaped(written)}” is said as it is written again.`
              : `“${escaped(written)}” is not in the list; \`/pronounce list\` shows it.`,
          ),
        );
      }
      case 'list':
        return reply.finish(listView(await pronunciations.list(asker, of)));
      case 'import': {
        const file = options.getAttachment('file', true);
        return reply.finish(
          line(importLine(await pronunciations.import(asker, { file, tell }, of))),
        );
      }
      case 'export': {
        const format = options.getString('format') === 'json' ? 'json' : 'csv';
        return reply.finish(exportView(await pronunciations.export(asker, format, of)));
      }
      default: {
        const text = options.getString('text', true);
        const shown = await pronunciations.tried(asker, text);
        return speaking.say(asker, { text, shown, choice: {}, as: 'speak' }, reply);
      }
    }
  },

  async complete(interaction, { pronunciations }) {
    const of = interaction.options.getString('for');
    const typed = interaction.options.getFocused().toLowerCase();
    const entries = await pronunciations.list(
      askerOf(interaction),
      of === null ? undefined : knownOf(of),
    );
    return entries
      .filter(({ from }) => from.toLowerCase().includes(typed) && from.length <= maxChoiceChars)
      .slice(0, maxChoices)
      .map(({ from }) => ({ name: from, value: from }));
  },
} satisfies Command;

function wordsOf({ options }: ChatInputCommandInteraction): WordsOf | undefined {
  const of = options.getString('for');
  return of === null ? undefined : knownOf(of);
}

function knownOf(of: string): WordsOf {
  return of === 'server' ? 'server' : 'me';
}

/** Words or a sound: one of them is needed. */
async function add(
  interaction: ChatInputCommandInteraction,
  pronunciations: Pronunciations,
  tell: Tell,
): Promise<{ readonly added: WordsOf; readonly entry: Entry }> {
  const { options } = interaction;
  const asker = askerOf(interaction);
  const of = wordsOf(interaction);
  const word = {
    match: options.getBoolean('pattern') === true ? ('pattern' as const) : ('word' as const),
    from: options.getString('word', true).trim(),
    caseSensitive: options.getBoolean('same-case') ?? false,
  };
  const say = options.getString('say')?.trim();
  const file = options.getAttachment('sound');
  if ((say === undefined) === (file === null))
    throw new UserError('Either `say` what is said instead, or give a `sound`.');
  if (file) {
    const added = await pronunciations.addSound(asker, word, { file, tell }, of);
    return { added, entry: { ...word, to: { kind: 'sound', soundId: '' } } };
  }
  const entry = { ...word, to: { kind: 'words' as const, words: say ?? '' } };
  return { added: await pronunciations.add(asker, entry, of), entry };
}

function exportView({
  file,
  sounds,
}: {
  readonly file: OutgoingFile;
  readonly sounds: number;
}): View {
  const components: APIComponentInContainer[] = [
    { type: ComponentType.File, file: { url: `attachment://${file.name}` } },
  ];
  if (sounds > 0)
    components.push({
      type: ComponentType.TextDisplay,
      content: `${sounds === 1 ? 'One word is a sound' : `${sounds} words are sounds`}, which a table can’t hold: \`/pronounce list\` shows them.`,
    });
  return {
    kind: 'panel',
    components: [{ type: ComponentType.Container, components }],
    files: [file],
  };
}

function shown({ from, to }: Entry): string {
  const said = to.kind === 'words' ? `said “${escaped(to.words)}”` : 'a sound 🔊';
  return `“${escaped(from)}” is ${said}`;
}

function listView(entries: readonly Entry[]): View {
  if (entries.length === 0) return line('All words are said as they are written.');
  const lines = entries.slice(0, maxShown).map((entry) => shown(entry));
  const more = entries.length - lines.length;
  if (more > 0) lines.push(`And ${more} more: \`/pronounce export\` gives all of them.`);
  return line(lines.join('\n'));
}

function importLine({ added, problems, problemCount }: ImportReport): string {
  const lines = problems
    .slice(0, maxProblems)
    .map(({ row, problem }) => (row > 0 ? `Row ${row}: ${escaped(problem)}` : escaped(problem)));
  const more = problemCount - lines.length;
  const words =
    added === 0 ? 'No words were' : added === 1 ? 'One word was' : `${added} words were`;
  return [`${words} taken.`, ...lines, ...(more > 0 ? [`And ${more} more problems.`] : [])].join(
    '\n',
  );
}
