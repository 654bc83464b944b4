import { ServerLog } from '#features/autoread/server-log.ts';
import { ServerPeople } from '#features/autoread/server-people.ts';
import { exportOf } from '#features/privacy/export-files.ts';
import { Pronunciations } from '#features/pronounce/pronunciations.ts';
import type { PronunciationsParts } from '#features/pronounce/pronunciations.ts';
import { dictionariesFor, filterOf } from '#features/wording/dictionaries.ts';
import { compile } from '#text/dictionary/dictionary.ts';

import type { Input } from './input.ts';
import { filled } from './nasty.ts';
import { asker, guildId, longWords, most } from './rig.ts';
import type { Rig } from './rig.ts';

const server = { of: 'server', guildId } as const;

/** Words, filters and everything else of which a person or a server has lists. */
export function listInputs(
  rig: Rig,
  files: Pick<PronunciationsParts, 'intake' | 'checker' | 'readTable'>,
): readonly Input[] {
  const { store, catalogue, patterns, askWords } = rig;
  const words = new Pronunciations({ ...store, ...files, ...patterns, words: askWords });
  const people = new ServerPeople({ ...store, now: Date.now });
  const entry = (from: string, match: 'word' | 'pattern') => ({
    from,
    match,
    caseSensitive: false,
    to: { kind: 'words' as const, words: 'x'.repeat(300) },
  });
  /** In the place of one that is there: the list stays as long as it may be. */
  const replaced = longWords(most.serverWords, 'b')[0]?.written ?? '';
  return [
    {
      name: 'words/add',
      bound:
        '5,000 words of a server, 500 of a person; a word of 60 characters, said in 300; refused above',
      isSliced: true,
      works: [() => words.add(asker, entry(replaced, 'word'))],
    },
    {
      name: 'words/add-pattern',
      bound:
        '20 patterns of 200 characters and 300 instructions; tried in a thread with 150 ms of a core',
      isSliced: true,
      works: [
        (run) => words.add(asker, entry(`a.*z|a{${(run % 50) + 1}}`, 'pattern')).catch(isRefused),
        () => words.add(asker, entry('(?:(?:a{30}){30}){30}', 'pattern')).catch(isRefused),
        () => words.add(asker, entry('('.repeat(200), 'pattern')).catch(isRefused),
      ],
    },
    {
      name: 'words/ready',
      bound: '5,500 words, made ready for messages when they have changed',
      isSliced: true,
      works: [
        async () => {
          await store.dictionaries.put(server, longWords(1, 'b'), asker.id);
          await dictionariesFor(asker.id, guildId, {
            ...store,
            ...patterns,
            operatorWords: compile([]).dictionary,
          });
        },
      ],
    },
    {
      name: 'words/suggest',
      bound: '200 characters, looked for in 5,000 words',
      works: [() => words.list(asker)],
    },
    {
      name: 'words/export',
      bound: '5,000 words of 60 characters, said in 300',
      isSliced: true,
      works: [() => words.export(asker, 'csv'), () => words.export(asker, 'json')],
    },
    {
      name: 'words/test',
      bound: '500 characters; Discord takes no more',
      works: ['a', '!', 'b ', '<@1>'].map(
        (unit) => () =>
          words
            .tried(
              asker,
              filled(() => unit, 500),
            )
            .catch(isRefused),
      ),
    },
    {
      name: 'patterns/text',
      bound:
        '4,000 characters in a thread with 150 ms of a core; a dictionary that needs more rests for ten minutes',
      works: ['a.*z|a', 'a', '(a)(a)?'].map(
        (from) => () =>
          patterns.replacePatterns(
            [filled(() => 'a')],
            compile([entry(from, 'pattern')]).dictionary,
          ),
      ),
    },
    {
      name: 'filter/add',
      bound: '1,000 characters of words of 60, 5,000 in all; refused above',
      works: [
        (run) =>
          people
            .filter(asker, { remove: [`word${run - 1}`], add: [`${'d '.repeat(25)}${run}`] })
            .catch(isRefused),
      ],
    },
    {
      name: 'filter/ready',
      bound: '5,000 words of 60 characters, made ready for messages when they have changed',
      isSliced: true,
      works: [
        async () => {
          await filterOf([...(await store.wordFilter.words(guildId))]);
        },
      ],
    },
    {
      name: 'log/show',
      bound: '15 entries; each shows three changes of 40 characters',
      works: [() => new ServerLog({ ...store, catalogue }).show(asker)],
    },
    {
      name: 'privacy/show',
      bound: 'all that is held about a person: 5,500 words here',
      isSliced: true,
      works: [() => store.personalData.about(asker.id)],
    },
    {
      name: 'privacy/export',
      bound:
        'all that is held about a person, in their turn among the files: 5,500 words and 20 recordings here',
      isSliced: true,
      works: [() => exported(rig)],
    },
    {
      name: 'privacy/delete',
      bound:
        'all that is held about a person; the file is written anew in a thread, once for all who delete meanwhile',
      works: [() => store.personalData.forget('9', { keepOptOut: false })],
    },
  ];
}

async function exported({ store }: Rig): Promise<void> {
  const held = await store.personalData.about(asker.id);
  const clips = Array.from({ length: 20 }, (_, at) => ({
    hash: `${at}`,
    format: 'mp3' as const,
    durationMs: 10_000,
    sizeBytes: 200_000,
  }));
  const clip = { bytes: Buffer.alloc(200_000, 7), format: 'mp3', durationMs: 10_000 } as const;
  const { files } = await exportOf({ ...held, clips }, async () => clip, asker.uploadLimitBytes);
  for await (const { data } of files) if (data.length === 0) throw new Error('an empty export');
}

function isRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
}
