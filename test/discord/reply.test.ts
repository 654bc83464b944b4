import { setTimeout as delay } from 'node:timers/promises';

import { expect, onTestFinished, test, vi } from 'vitest';

import { line } from '#discord/view.ts';

import { openReply } from '../fakes/reply.ts';
import { apiError, panel, reply } from './shown-reply.ts';

test('the first view is the acknowledgement', async () => {
  const { answers, reply: made } = reply();
  await made.finish(line('hello'));
  expect(answers.sent).toEqual([
    {
      how: 'callback',
      body: {
        type: 4,
        data: { content: 'hello', flags: 0, attachments: [], allowed_mentions: { parse: [] } },
      },
      files: [],
    },
  ]);
});

test('after a deferral the first view is an edit', async () => {
  const { answers, reply: made } = reply({ ephemeral: true });
  made.defer();
  made.defer();
  await made.finish(panel('hello'));
  expect(answers.sent.map(({ how }) => how)).toEqual(['callback', 'edit']);
  expect(answers.sent[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
  expect(answers.sent[1]?.body).toMatchObject({ flags: 1 << 15 });
  expect(answers.sent[1]?.body).not.toHaveProperty('content');
});

test('many views are one edit, with the newest', async () => {
  const { answers, reply: made } = reply();
  for (const text of ['1', '2', '3', '4']) made.show(panel(text));
  await vi.waitFor(() => expect(answers.texts).toHaveLength(2), { timeout: 10_000 });
  await delay(40);
  expect(answers.texts).toEqual(['1', '4']);
});

test('of many views that follow each other only those are made that are sent', async () => {
  const { answers, reply: made } = reply();
  const texts: string[] = [];
  for (const text of ['1', '2', '3', '4'])
    made.show(() => {
      texts.push(text);
      return panel(text);
    });
  await vi.waitFor(() => expect(answers.texts).toHaveLength(2), { timeout: 10_000 });
  expect(texts).toEqual(['1', '4']);
});

test('edits keep their distance, the last one doesn’t wait', async () => {
  const { answers, reply: made } = reply({ editPauseMs: 10_000 });
  made.show(panel('1'));
  made.show(panel('2'));
  await made.finish(panel('3'));
  expect(answers.texts).toEqual(['1', '3']);
});

test('nothing is shown after the last view', async () => {
  const { answers, reply: made } = reply({ editPauseMs: 0 });
  await made.finish(panel('end'));
  made.show(panel('late'));
  await delay(20);
  expect(answers.texts).toEqual(['end']);
});

test('a line gives way to a panel', async () => {
  const { answers, reply: made } = reply();
  made.show(line('1'));
  await made.finish(panel('2'));
  expect(answers.sent[1]?.body).toMatchObject({ flags: 1 << 15, content: null });
});

test('a panel stays a panel when a line takes its place', async () => {
  const { answers, reply: made } = reply();
  made.show(panel('1'));
  await made.fail('broken');
  expect(answers.sent[1]?.body).toMatchObject({
    flags: 1 << 15,
    components: [{ type: 10, content: 'broken' }],
  });
  expect(answers.sent[1]?.body).not.toHaveProperty('content');
});

test('an error before anything was shown is for the person who asked alone', async () => {
  const { answers, reply: made } = reply();
  await made.fail('broken');
  expect(answers.sent).toMatchObject([
    { how: 'callback', body: { type: 4, data: { flags: 64, content: 'broken' } } },
  ]);
});

test('an error after a deferral that everybody sees takes that away, and is for the person who asked alone', async () => {
  const { answers, reply: made } = reply();
  made.defer();
  await made.fail('broken');
  made.show(panel('too late'));
  await made.finish(panel('too late'));
  expect(answers.sent).toMatchObject([
    { how: 'callback', body: { type: 5 } },
    { how: 'remove' },
    { how: 'follow-up', body: { flags: 64, content: 'broken' } },
  ]);
});

test('an error after a deferral that one person sees is in its place', async () => {
  const { answers, reply: made } = reply({ ephemeral: true });
  made.defer();
  await made.fail('broken');
  expect(answers.sent.map(({ how }) => how)).toEqual(['callback', 'edit']);
});

test('an error after the last view replaces it', async () => {
  const { answers, reply: made } = reply();
  await made.finish(panel('end'));
  await made.fail('broken');
  expect(answers.texts).toEqual(['end', 'broken']);
});

test('a button changes its own panel', async () => {
  const { answers, reply: made } = reply({ target: 'same' });
  made.show(panel('1'));
  await made.finish(panel('2'));
  expect(answers.sent).toMatchObject([{ how: 'callback', body: { type: 7 } }, { how: 'edit' }]);
});

test('an error of a button leaves the panel as it is', async () => {
  const { answers, reply: made } = reply({ target: 'same' });
  made.defer();
  await made.fail('not yours');
  expect(answers.sent).toMatchObject([
    { how: 'callback', body: { type: 6 } },
    { how: 'follow-up', body: { content: 'not yours', flags: 64 } },
  ]);
});

test.each([
  [10_062, 404],
  [40_060, 400],
])('after %d nothing more is sent', async (code, status) => {
  const { answers, log, reply: made } = reply();
  answers.failNext('callback', apiError(code, status));
  made.show(panel('1'));
  made.show(panel('2'));
  await made.finish(panel('3'));
  await made.fail('broken');
  await made.followUp({});
  expect(answers.sent).toEqual([]);
  expect(log.lines.map(({ level }) => level)).toContain('warn');
});

test('a callback that may have been lost is shown again as an edit, never acknowledged twice', async () => {
  const { answers, reply: made } = reply();
  answers.failNext('callback', new Error('timeout'));
  await made.finish(panel('1'));
  expect(answers.sent).toMatchObject([{ how: 'edit' }]);
});

test('an edit that fails does not stop the next', async () => {
  const { answers, reply: made } = reply({ editPauseMs: 0 });
  answers.failNext('edit', new Error('500'));
  made.show(panel('1'));
  made.show(panel('2'));
  await delay(20);
  await made.finish(panel('3'));
  expect(answers.texts).toEqual(['1', '3']);
});

test('after a quarter of an hour nothing is sent in vain', async () => {
  const { answers, reply: made } = reply({ expiresAtMs: Date.now() - 1 });
  made.show(panel('1'));
  await made.finish(panel('2'));
  await made.followUp({});
  expect(answers.texts).toEqual(['1']);
});

test('what AutoMod blocks is told to the person alone, and nothing of it is tried again', async () => {
  const { answers, reply: made } = reply({ editPauseMs: 0 });
  answers.failNext('callback', apiError(200_000, 400));
  made.show(panel('words'));
  made.show(panel('the words again'));
  await made.finish(panel('words to the end'));
  expect(answers.sent).toMatchObject([{ how: 'callback', body: { type: 4, data: { flags: 64 } } }]);
  expect(answers.texts).toEqual([expect.stringMatching(/AutoMod did not let my answer through/)]);
});

test('that nothing of an answer arrived is told once, and only where nothing did', async () => {
  const lost: string[] = [];
  const unknown = apiError(10_062, 404);
  const never = reply({ onLost: () => lost.push('never') });
  never.answers.failNext('callback', unknown);
  await never.reply.finish(panel('1'));
  await never.reply.fail('broken');
  expect(lost).toEqual(['never']);

  const shown = reply({ onLost: () => lost.push('shown') });
  shown.answers.failNext('edit', unknown);
  shown.reply.show(panel('1'));
  await shown.reply.finish(panel('2'));

  const answeredByAnother = reply({ onLost: () => lost.push('answered by another') });
  answeredByAnother.answers.failNext('callback', apiError(40_060, 400));
  await answeredByAnother.reply.finish(panel('1'));
  expect(lost).toEqual(['never']);
});

test('what another process has to know of an answer to go on with it', async () => {
  const origin = { id: '7', applicationId: '8', token: 't', guildId: 'g' };
  const expiresAtMs = Date.now() + 1_000;
  const { reply: made } = reply({ origin, ephemeral: true, expiresAtMs });
  expect(made.keptAs).toEqual({
    id: '7',
    applicationId: '8',
    token: 't',
    ephemeral: true,
    expiresAtMs,
  });
  expect(reply().reply.keptAs).toBeUndefined();
  expect(made.inPublic(line('It is below.')).keptAs).toBeUndefined();
});

test('an answer that another process began is gone on with: it is acknowledged, and shows a panel', async () => {
  const { answers, reply: made } = reply({ isResumed: true, editPauseMs: 0 });
  made.defer();
  made.show(panel('1'));
  await made.fail('broken');
  expect(answers.sent.map(({ how }) => how)).toEqual(['edit']);
  expect(answers.sent[0]?.body).toMatchObject({ flags: 1 << 15 });
  expect(answers.texts).toEqual(['broken']);
});

test('a form is the whole answer, and comes too late after any other', async () => {
  const { answers, reply: made } = reply();
  const form = { custom_id: 'try:form:1', title: 'A form', components: [] };
  expect(made.open(form)).toBe(true);
  made.defer();
  await made.finish(line('more'));
  expect(answers.sent).toMatchObject([{ how: 'callback', body: { type: 9, data: form } }]);
  const late = reply();
  late.reply.defer();
  expect(late.reply.open(form)).toBe(false);
});

test('edits come a second and more apart unless it is said otherwise', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { answers, reply: made } = openReply({ expiresAtMs: Infinity });
  made.show(panel('1'));
  await vi.advanceTimersByTimeAsync(10);
  made.show(panel('2'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(answers.texts).toEqual(['1']);
  await vi.advanceTimersByTimeAsync(500);
  expect(answers.texts).toEqual(['1', '2']);
});

test('what changed while Discord was slow is not made up for by many edits at once', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { answers, reply: made } = openReply({ expiresAtMs: Infinity });
  answers.takesMs = 5_000;
  made.show(panel('first'));
  await vi.advanceTimersByTimeAsync(10);
  answers.takesMs = 100;
  for (let view = 0; view < 70; view += 1) {
    made.show(panel(`${view}`));
    await vi.advanceTimersByTimeAsync(100);
  }
  const ended = made.finish(panel('end'));
  await vi.advanceTimersByTimeAsync(10_000);
  await ended;
  // The first, those of two seconds, and the last.
  expect(answers.texts.length).toBeLessThanOrEqual(4);
  expect(answers.texts.at(-1)).toBe('end');
});

test('a long line is cut to what Discord takes', async () => {
  const { answers, reply: made } = reply();
  await made.finish(line('x'.repeat(2_001)));
  expect(answers.texts[0]).toHaveLength(2_000);
});
