import { setTimeout as delay } from 'node:timers/promises';

import { DiscordAPIError } from 'discord.js';
import { expect, onTestFinished, test, vi } from 'vitest';

import type { Options } from '#discord/options.ts';
import type { KeptReply } from '#discord/reply-options.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { ownWords } from '#i18n/text.ts';
import { SpeechError } from '#speech/speech.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import { interactionsWith } from '../fakes/interactions.ts';
import { data, kinds, later, nothing, run } from './running.ts';

/** As only the options say. */
const asAsked = (options: Options): 'openly' | 'privately' =>
  options.boolean('private') === true ? 'privately' : 'openly';

test('a command that answers at once is acknowledged by its answer', async () => {
  const { answers } = await run({ run: ({ reply }) => reply.finish(line('done')) });
  expect(kinds(answers)).toEqual([4]);
});

test('a command that waits first is acknowledged by a deferral', async () => {
  const { answers } = await run({
    async run({ reply }) {
      await delay(10);
      await reply.finish(line('done'));
    },
  });
  expect(kinds(answers)).toEqual([5, 'edit']);
});

test.each([true, false])(
  'an answer that outlives the bot is kept before it is acknowledged, until it is given: %s',
  async (isAnswerKept) => {
    const answers = new FakeAnswers();
    answers.takesMs = 20;
    const kept: [how: string, sent: number][] = [];
    const note = (how: string): void => void kept.push([how, answers.sent.length]);
    const run_ = async () => {
      await delay(10);
      return line('done');
    };
    const command = { data, ...later, isAnswerKept, answers: 'openly', run: run_ } as const;
    const interactions = interactionsWith({
      commands: [command],
      answersTo: () => answers,
      keepAnswer: () => {
        note('kept');
        return { over: () => note('over') };
      },
    });
    await interactions.run(fakeInteraction({ kind: 'command', name: 'try' }));
    await vi.waitFor(() => expect(kinds(answers)).toEqual([5, 'edit']));
    await delay(5);
    const outlives = [
      ['kept', 0],
      ['over', 2],
    ];
    expect(kept).toEqual(isAnswerKept ? outlives : []);
  },
);

test('what is acknowledged alone is kept until that is sent', async () => {
  const answers = new FakeAnswers();
  answers.takesMs = 20;
  const sent: number[] = [];
  const command = { data, ...later, isAnswerKept: true, answers: 'openly', run: nothing } as const;
  const interactions = interactionsWith({
    commands: [command],
    answersTo: () => answers,
    keepAnswer: () => ({ over: () => sent.push(answers.sent.length) }),
  });
  await interactions.run(fakeInteraction({ kind: 'command', name: 'try' }));
  await vi.waitFor(() => expect(sent).toEqual([1]));
});

test('a command that shows nothing is acknowledged all the same', async () => {
  const { answers } = await run({});
  expect(kinds(answers)).toEqual([5]);
});

test.each([
  ['for the person alone as the command says', 'privately', {}, 64],
  ['for everybody as the command says', 'openly', { private: true }, 0],
  ['for the person alone as their options say', asAsked, { private: true }, 64],
  ['for everybody as their options say', asAsked, {}, 0],
] as const)('an answer is %s', async (_, how, options, flags) => {
  const { answers } = await run({ answers: how, run: async () => line('done') }, { options });
  expect(answers.sent[0]?.body).toMatchObject({ data: { flags } });
});

test.each([
  ['at once', async () => line('done'), [4]],
  ['later', () => delay(10).then(() => line('done')), [5, 'edit']],
] as const)('a view that is returned %s is the answer', async (_, run_, sent) => {
  const { answers } = await run({ run: run_ });
  expect(kinds(answers)).toEqual(sent);
  expect(answers.texts.at(-1)).toBe('done');
});

test.each([
  [
    'the person’s mistake is told as it is',
    new UserError(ownWords('Do this instead.')),
    /^Do this instead\.$/,
    [],
  ],
  [
    'a failure of the service is explained',
    new SpeechError('balance', 'x', { engine: 'deapi' }),
    /balance at deAPI is used up/,
    ['warn'],
  ],
  [
    'a bug is told as a number that the log knows',
    new TypeError('x is undefined'),
    /Something went wrong.*`[\da-f]{8}`/,
    ['error'],
  ],
])('%s', async (_, error, sentence, levels) => {
  const { answers, log } = await run({ run: () => Promise.reject(error) });
  expect(kinds(answers)).toEqual([4]);
  expect(answers.sent[0]?.body).toMatchObject({ data: { flags: 64 } });
  expect(answers.texts[0]).toMatch(sentence);
  expect(log.lines.map(({ level }) => level)).toEqual(levels);
  const id = /`([\da-f]{8})`/.exec(answers.texts[0] ?? '')?.[1];
  expect(log.lines[0]?.facts ?? {}).toMatchObject(id === undefined ? {} : { id });
});

test('an error after the acknowledgement replaces the answer', async () => {
  const { answers } = await run({
    async run({ reply }) {
      reply.show(line('working'));
      await delay(5);
      throw new UserError(ownWords('It did not work.'));
    },
  });
  expect(answers.texts).toEqual(['working', 'It did not work.']);
  expect(kinds(answers)).toEqual([4, 'edit']);
});

test('a command that throws before it returns a promise is answered too', async () => {
  const { answers } = await run({
    run() {
      throw new UserError(ownWords('At once.'));
    },
  });
  expect(answers.texts).toEqual(['At once.']);
});

test('while the bot stops, people are told so', async () => {
  const { answers } = await run({}, {}, AbortSignal.abort());
  expect(answers.texts).toEqual(['I’m being restarted. Try again in a minute.']);
});

test.each([
  ['while Discord takes it', 14.4, ['edit']],
  ['no longer than that', 14.6, []],
] as const)('an answer is sent %s', async (_, minutes, later) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const { answers } = await run({
    async run({ reply }) {
      reply.show(line('working'));
      await delay(5);
      vi.setSystemTime(Date.now() + minutes * 60_000);
      await reply.finish(line('done'));
    },
  });
  expect(kinds(answers)).toEqual([4, ...later]);
});

test('an unknown command is answered', async () => {
  const { answers } = await run({}, { name: 'old' });
  expect(answers.texts[0]).toMatch(/no longer have that command/);
});

test('an interaction that came too late is dropped', async () => {
  const answers = new FakeAnswers();
  const interactions = interactionsWith({ answersTo: () => answers });
  await interactions.run(fakeInteraction({ kind: 'command', name: 'x', ageMs: 40 }));
  await interactions.run(fakeInteraction({ kind: 'command', name: 'x', ageMs: 2_900 }));
  expect(answers.sent).toHaveLength(1);
});

test('what failed is counted by its kind', async () => {
  const failed: string[] = [];
  const run_ = async () => {
    throw new TypeError('a bug');
  };
  const broken = { data, ...later, answers: 'openly', run: run_ } as const;
  const interactions = interactionsWith({
    commands: [broken],
    onFailed: (kind) => failed.push(kind),
  });
  for (const ageMs of [40, 2_900])
    await interactions.run(fakeInteraction({ kind: 'command', name: 'try', ageMs }));
  expect(failed).toEqual(['bug', 'too-late']);
});

test('that nothing of an answer arrived is told with the interaction', async () => {
  const answers = new FakeAnswers();
  const unknown = new DiscordAPIError(
    { code: 10_062, message: 'Unknown interaction' },
    10_062,
    404,
    'POST',
    'https://x/',
    { body: undefined, files: undefined },
  );
  answers.failNext('callback', unknown);
  const lost: unknown[] = [];
  const interactions = interactionsWith({
    commands: [
      { data, ...later, answers: 'openly', run: ({ reply }) => reply.finish(line('done')) },
    ],
    answersTo: () => answers,
    onLost: (interaction) => lost.push(interaction),
  });
  const asked = fakeInteraction({ kind: 'command', name: 'try' });
  await interactions.run(asked);
  expect(lost).toEqual([asked]);
});

test('an answer can be gone on with elsewhere for 14 and a half minutes', async () => {
  let kept: KeptReply | undefined;
  await run({
    run: async ({ reply }) => {
      kept = reply.keptAs;
      await reply.finish(line('done'));
    },
  });
  expect(kept).toMatchObject({ id: '1175699012345678901', applicationId: 'app', token: 'token' });
  const leftMs = (kept?.expiresAtMs ?? 0) - Date.now();
  expect(leftMs).toBeGreaterThan(14 * 60_000);
  expect(leftMs).toBeLessThan(15 * 60_000);
});

test('what is known of voice messages in a channel is known to the next answer there, and not elsewhere', async () => {
  const known: boolean[] = [];
  const interactions = interactionsWith({
    commands: [
      {
        data,
        ...later,
        answers: 'openly',
        run: async ({ reply }) => {
          known.push(reply.voiceMessages.isRefusing);
          reply.voiceMessages.isRefusing = true;
          await reply.finish(line('done'));
        },
      },
    ],
  });
  for (const channelId of ['a', 'a', 'b'])
    await interactions.run(fakeInteraction({ kind: 'command', name: 'try', channelId }));
  expect(known).toEqual([false, true, false]);
});
