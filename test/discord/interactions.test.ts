import { setTimeout as delay } from 'node:timers/promises';

import { DiscordAPIError, PermissionFlagsBits } from 'discord.js';
import { expect, onTestFinished, test, vi } from 'vitest';

import { onlyInServers } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { everyone, now, openly, privately } from '#discord/command.ts';
import { Interactions } from '#discord/interactions.ts';
import type { Options } from '#discord/options.ts';
import type { KeptReply, Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Command, Select, Services } from '#features/services.ts';
import type { Text } from '#i18n/text.ts';
import { SpeechError } from '#speech/speech.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { translations } from '../fakes/asker.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import type { FakeInteractionOptions } from '../fakes/interaction.ts';
import { FakeLog } from '../fakes/log.ts';

const data = { name: 'try', description: 'tries' };

type Single = Exclude<Command, { readonly subcommands: unknown }>;
const later = { may: everyone, when: 'later' } as const;

/** Uses a command without subcommands; resolves with what happens. */
async function run(
  command: Partial<Extract<Single, { readonly when: 'later' }>>,
  options: Partial<FakeInteractionOptions> = {},
  closing?: AbortSignal,
) {
  return runOf({ data, ...later, answers: 'openly', run: nothing, ...command }, options, closing);
}

async function runOf(
  command: Command,
  options: Partial<FakeInteractionOptions> = {},
  closing = new AbortController().signal,
) {
  const answers = new FakeAnswers();
  const log = new FakeLog();
  const interactions = new Interactions({
    translations,
    commands: [command],
    messageCommands: [],
    personCommands: [],
    services: {} as Services,
    answersTo: () => answers,
    closing,
    log,
  });
  await interactions.run(fakeInteraction({ kind: 'command', name: 'try', ...options }));
  await delay(5);
  return { answers, log };
}

async function nothing(): Promise<void> {
  // As a handler that shows nothing.
}

const kinds = ({ sent }: FakeAnswers): unknown[] =>
  sent.map(({ how, body }) => (how === 'callback' ? Reflect.get(body, 'type') : how));

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
    new UserError('Do this instead.'),
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
      throw new UserError('It did not work.');
    },
  });
  expect(answers.texts).toEqual(['working', 'It did not work.']);
  expect(kinds(answers)).toEqual([4, 'edit']);
});

test('a command that throws before it returns a promise is answered too', async () => {
  const { answers } = await run({
    run() {
      throw new UserError('At once.');
    },
  });
  expect(answers.texts).toEqual(['At once.']);
});

test('while the bot stops, people are told so', async () => {
  const { answers } = await run({}, {}, AbortSignal.abort());
  expect(answers.texts).toEqual(["I'm being restarted. Try again in a minute."]);
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
  const interactions = new Interactions({
    translations,
    commands: [],
    messageCommands: [],
    personCommands: [],
    services: {} as Services,
    answersTo: () => answers,
    closing: new AbortController().signal,
    log: new FakeLog(),
  });
  await interactions.run(fakeInteraction({ kind: 'command', name: 'x', ageMs: 40 }));
  await interactions.run(fakeInteraction({ kind: 'command', name: 'x', ageMs: 2_900 }));
  expect(answers.sent).toHaveLength(1);
});

test.each([
  ['in place', 6],
  ['openly', 5],
] as const)('a button that only does something is acknowledged (%s: %d)', async (answers, type) => {
  const pressed: unknown[] = [];
  const button = {
    ...later,
    answers,
    run: async ({ asker, subject }: { asker: Asker; subject: string }) =>
      void pressed.push(asker.id, subject),
  };
  const ran = await run(
    { buttons: { go: button } },
    { kind: 'button', customId: 'try:go:a:b', userId: 'bob' },
  );
  expect(pressed).toEqual(['bob', 'a:b']);
  expect(kinds(ran.answers)).toEqual([type]);
});

test.each([
  ['in place', true, 64],
  ['in place', false, 0],
  ['openly', true, 0],
] as const)(
  'what a button posts (%s, on an ephemeral panel: %s) is for one person alone only where its panel is',
  async (answers, onEphemeral, flags) => {
    const button = {
      ...later,
      answers,
      run: ({ reply }: { reply: Reply }) => reply.followUp({}),
    };
    const pressed = { kind: 'button', customId: 'try:go:a', onEphemeral } as const;
    const ran = await run({ buttons: { go: button } }, pressed);
    expect(ran.answers.sent.at(-1)).toMatchObject({ how: 'follow-up', body: { flags } });
  },
);

test.each(['try:gone:1', 'old:go:1', 'try:constructor:1', 'constructor:constructor', ''])(
  'the unknown button %j is answered',
  async (customId) => {
    const { answers } = await run({}, { kind: 'button', customId });
    expect(answers.texts[0]).toMatch(/older version/);
  },
);

test('a select menu is given what was chosen', async () => {
  const chosen: unknown[] = [];
  const select = {
    ...later,
    answers: 'in place' as const,
    run: async ({ asker, subject, values }: Parameters<Select['run']>[0]) =>
      void chosen.push(asker.id, subject, values),
  };
  const { answers } = await run(
    { selects: { pick: select } },
    { kind: 'select', customId: 'try:pick:a:b', values: ['x', 'y'], userId: 'bob' },
  );
  expect(chosen).toEqual(['bob', 'a:b', ['x', 'y']]);
  expect(kinds(answers)).toEqual([6]);
});

test('an unknown select menu is answered', async () => {
  const { answers } = await run({}, { kind: 'select', customId: 'try:constructor:1' });
  expect(answers.texts[0]).toMatch(/older version/);
});

test('what a private button answers only the person who pressed sees', async () => {
  const button = { ...later, answers: 'privately' as const, run: nothing };
  const { answers } = await run(
    { buttons: { go: button } },
    { kind: 'button', customId: 'try:go' },
  );
  expect(answers.sent[0]?.body).toMatchObject({ type: 5, data: { flags: 64 } });
});

test('suggestions that have to be waited for are sent, too', async () => {
  const choices = [{ name: 'Sky', value: 'sky' }];
  const { answers } = await run(
    { complete: () => Promise.resolve(choices) },
    { kind: 'autocomplete' },
  );
  expect(answers.sent[0]?.body).toEqual({ type: 8, data: { choices } });
});

test('suggestions are sent as they are', async () => {
  const choices = [{ name: 'Sky', value: 'sky' }];
  const { answers } = await run({ complete: () => choices }, { kind: 'autocomplete' });
  expect(answers.sent).toEqual([
    { how: 'callback', body: { type: 8, data: { choices } }, files: [] },
  ]);
});

test('when suggestions can’t be made, none are sent', async () => {
  const { answers, log } = await run(
    {
      complete() {
        throw new TypeError('x');
      },
    },
    { kind: 'autocomplete' },
  );
  expect(answers.sent[0]?.body).toEqual({ type: 8, data: { choices: [] } });
  expect(log.lines[0]?.level).toBe('error');
});

test.each(['message', 'person'] as const)(
  'a command of a %s’s menu is answered to the person alone',
  async (kind) => {
    const answers = new FakeAnswers();
    const interactions = new Interactions({
      translations,
      commands: [],
      messageCommands: [
        {
          data: { type: 3, name: 'Why?' },
          ...later,
          answers: 'privately',
          run: ({ reply }) => reply.finish(line('Of a message.')),
        },
      ],
      personCommands: [
        {
          data: { type: 2, name: 'Why?' },
          ...later,
          answers: 'privately',
          run: ({ reply }) => reply.finish(line('Of a person.')),
        },
      ],
      services: {} as Services,
      answersTo: () => answers,
      closing: new AbortController().signal,
      log: new FakeLog(),
    });
    await interactions.run(fakeInteraction({ kind: `${kind} menu`, name: 'Why?' }));
    expect(answers.sent[0]?.body).toMatchObject({
      type: 4,
      data: { content: `Of a ${kind}.`, flags: 64 },
    });
    const unknown = new FakeAnswers();
    const without = new Interactions({
      translations,
      commands: [],
      messageCommands: [],
      personCommands: [],
      services: {} as Services,
      answersTo: () => unknown,
      closing: new AbortController().signal,
      log: new FakeLog(),
    });
    await without.run(fakeInteraction({ kind: `${kind} menu`, name: 'Why?' }));
    expect(unknown.texts[0]).toContain('I no longer have that command');
  },
);

test.each<[string, () => View | Form | void, readonly number[]]>([
  ['a view', () => line('done'), [7]],
  ['a form', () => ({ kind: 'form', body: { custom_id: 'x', title: 'X', components: [] } }), [9]],
  ['nothing', () => undefined, [6]],
])('what answers now with %s is acknowledged by that alone', async (_, answer, sent) => {
  const go = now.inPlace(everyone, answer);
  const { answers } = await runOf(
    { data, subcommands: {}, buttons: { go } },
    { kind: 'button', customId: 'try:go' },
  );
  expect(kinds(answers)).toEqual(sent);
});

const pressers = ({ asker }: { readonly asker: Asker }): Text | undefined =>
  asker.managesServer ? undefined : onlyInServers;

test.each([
  ['a command', { kind: 'command' }],
  ['a subcommand', { kind: 'command', name: 'parts', subcommand: 'one' }],
  ['a button', { kind: 'button', customId: 'try:go:a' }],
  ['a menu', { kind: 'select', customId: 'try:go:a' }],
  ['a form', { kind: 'form', customId: 'try:go:a' }],
  ['a menu of a message', { kind: 'message menu', name: 'Go' }],
  ['a menu of a person', { kind: 'person menu', name: 'Go' }],
] as const)('%s is asked for its right at each use, before anything is done', async (_, asked) => {
  const done: string[] = [];
  const row = privately(pressers, async ({ asker }: { readonly asker: Asker }) => {
    done.push(asker.id);
    return line('done');
  });
  let answers = new FakeAnswers();
  const interactions = new Interactions({
    translations,
    commands: [
      { data, ...row, buttons: { go: row }, selects: { go: row }, forms: { go: row } },
      { data: { ...data, name: 'parts' }, subcommands: { one: row } },
    ],
    messageCommands: [{ data: { type: 3, name: 'Go' }, ...row }],
    personCommands: [{ data: { type: 2, name: 'Go' }, ...row }],
    services: {} as Services,
    answersTo: () => answers,
    closing: new AbortController().signal,
    log: new FakeLog(),
  });
  const use = async (memberPermissions: bigint): Promise<readonly string[]> => {
    answers = new FakeAnswers();
    await interactions.run(fakeInteraction({ name: 'try', memberPermissions, ...asked }));
    expect(answers.sent[0]?.body).toMatchObject({ type: 4, data: { flags: 64 } });
    return answers.texts;
  };
  expect(await use(0n)).toEqual(['That works only in a server that I am a member of.']);
  expect(await use(PermissionFlagsBits.ManageGuild)).toEqual(['done']);
  expect(await use(0n)).toEqual(['That works only in a server that I am a member of.']);
  expect(done).toEqual(['ada']);
});

test.each([
  ['secret', 64],
  ['open', 0],
])('the subcommand %s of a command that is private in part', async (subcommand, flags) => {
  const subcommands = {
    secret: privately(everyone, async () => line('Done in secret.')),
    open: openly(everyone, async () => line('Done in open.')),
  };
  const { answers } = await runOf({ data, subcommands }, { subcommand });
  expect(answers.sent[0]?.body).toMatchObject({ data: { flags } });
  expect(answers.texts).toEqual([`Done in ${subcommand}.`]);
});

test.each(['old', 'constructor', ''])(
  'an unknown subcommand %j is answered',
  async (subcommand) => {
    const { answers } = await runOf({ data, subcommands: {} }, { subcommand });
    expect(answers.texts[0]).toMatch(/no longer have that command/);
  },
);

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
  const interactions = new Interactions({
    translations,
    commands: [
      { data, ...later, answers: 'openly', run: ({ reply }) => reply.finish(line('done')) },
    ],
    messageCommands: [],
    personCommands: [],
    services: {} as Services,
    answersTo: () => answers,
    onLost: (interaction) => lost.push(interaction),
    closing: new AbortController().signal,
    log: new FakeLog(),
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
  const interactions = new Interactions({
    translations,
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
    messageCommands: [],
    personCommands: [],
    services: {} as Services,
    answersTo: () => new FakeAnswers(),
    closing: new AbortController().signal,
    log: new FakeLog(),
  });
  for (const channelId of ['a', 'a', 'b'])
    await interactions.run(fakeInteraction({ kind: 'command', name: 'try', channelId }));
  expect(known).toEqual([false, true, false]);
});
