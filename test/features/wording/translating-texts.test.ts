import { expect, test } from 'vitest';

import { Translating } from '#features/wording/translating.ts';
import type { Message } from '#text/message.ts';

import { testStore } from '../../store/folder.ts';

interface Sent {
  readonly texts: readonly string[];
  readonly source: string | undefined;
}

/** Texts that are translated into German, and all that the service is sent and answers. */
async function opened(found = { language: 'en', shown: true }) {
  const rig = await testStore();
  const { store } = rig;
  await store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
    ...now,
    reading: { ...now.reading, translations: { '10': 'de' } },
  }));
  const sent: Sent[] = [];
  const answers: ((answer: (text: string) => string) => void)[] = [];
  const service = {
    name: 'It',
    speaks: () => true,
    targets: () => ['de', 'en'],
    translate: ({ texts, source }: Sent) => {
      sent.push({ texts, source });
      return new Promise((resolve) => void answers.push((say) => resolve(texts.map(say))));
    },
  };
  const parts = {
    ...store,
    service,
    view: { parentOf: () => undefined },
    catalogue: { book: { models: [] } },
    languages: { find: async () => ({ ...found, script: undefined }) },
    chooser: { preview: async () => undefined },
    closing: new AbortController().signal,
  };
  const translating = new Translating(
    parts as unknown as ConstructorParameters<typeof Translating>[0],
  );
  const speaker = { userId: 'ann', guildId: 'g', channelId: '10' };
  const outcome = async (text: Message) => {
    const made = await translating.translated({ text, speaker });
    return made.kind === 'translated' ? made.text.content : made.untranslated?.why;
  };
  return { ...rig, sent, answers, outcome, end: rig[Symbol.asyncDispose].bind(rig) };
}

test('a server has four texts under way, and one that is over makes room for one', async () => {
  const { sent, answers, outcome, end } = await opened();
  const first = ['one', 'two', 'three', 'four'].map((content) => outcome({ content }));
  await expect.poll(() => sent.length).toBe(4);
  answers[0]?.(() => 'eins');
  expect(await first[0]).toBe('eins');
  const fifth = outcome({ content: 'five' });
  await expect.poll(() => sent.length).toBe(5);
  expect(await outcome({ content: 'six' })).toBe('busy');
  for (const answer of answers) answer(() => 'etwas');
  await Promise.all([...first, fifth]);
  await end();
});

test('parts of a message that the server wants unread are nobody’s business', async () => {
  const { store, sent, answers, outcome, end } = await opened();
  const said = {
    content: 'hello',
    embeds: [{ title: 'an embed' }],
    poll: { question: 'a question', answers: [] },
  };
  const texts = async (words: { readonly embeds: boolean; readonly attachments: boolean }) => {
    await store.serverSettings.change('g', { actorId: 'mod' }, (now) => ({
      ...now,
      words: { ...now.words, ...words },
    }));
    const { length } = sent;
    const making = outcome(said);
    await expect.poll(() => sent.length).toBe(length + 1);
    answers.at(-1)?.((text) => text);
    await making;
    return sent.at(-1)?.texts.join('|');
  };
  expect(await texts({ embeds: false, attachments: false })).toBe('hello');
  expect(await texts({ embeds: true, attachments: false })).toContain('an embed');
  expect(await texts({ embeds: false, attachments: true })).toContain('a question');
  await end();
});

test('an answer that nobody would listen to to its end is none', async () => {
  const { sent, answers, outcome, end } = await opened();
  const making = outcome({ content: 'hello' });
  await expect.poll(() => sent.length).toBe(1);
  answers[0]?.(() => 'x'.repeat(4_001));
  expect(await making).toBe('refused');
  await end();
});

test.each([
  ['shows', true, 'en'],
  ['does not show', false, undefined],
])('of a text that %s its language the service is told %s, %s', async (_, shown, source) => {
  const { sent, answers, outcome, end } = await opened({ language: 'en', shown });
  const making = outcome({ content: 'hello' });
  await expect.poll(() => sent.length).toBe(1);
  answers[0]?.(() => 'hallo');
  await making;
  expect(sent[0]?.source).toBe(source);
  await end();
});
