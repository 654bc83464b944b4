import { setTimeout as delay } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { line } from '#discord/view.ts';

import { apiError, panel, reply } from './shown-reply.ts';

test('a follow-up waits for the acknowledgement', async () => {
  const { answers, reply: made } = reply({ ephemeral: true });
  made.show(panel('1'));
  await made.followUp({ flags: 8192 }, [
    { name: 'a.ogg', data: new Uint8Array(1), contentType: 'audio/ogg' },
  ]);
  expect(answers.sent).toMatchObject([
    { how: 'callback' },
    { how: 'follow-up', body: { flags: 8256 }, files: ['a.ogg'] },
  ]);
});

test('a follow-up never takes the place of an answer that shows nothing yet', async () => {
  const { answers, reply: made } = reply();
  made.defer();
  made.show(panel('being made'));
  await made.followUp({ content: 'more' });
  expect(answers.sent).toMatchObject([
    { how: 'callback', body: { type: 5 } },
    { how: 'edit' },
    { how: 'follow-up', body: { content: 'more' } },
  ]);
});

test('a public reply under a private one comes with its first view, is changed by its id, and the private one says so', async () => {
  const { answers, reply: made } = reply({ ephemeral: true });
  made.defer();
  const shown = made.inPublic(line('It is below.'));
  shown.show(panel('being made'));
  await shown.followUp({ flags: 8192 });
  await shown.finish(panel('end'));
  expect(answers.sent).toMatchObject([
    { how: 'callback', body: { type: 5, data: { flags: 64 } } },
    { how: 'edit', body: { content: 'It is below.' } },
    { how: 'follow-up', body: { flags: 1 << 15 }, messageId: 'follow-up 1' },
    { how: 'follow-up', body: { flags: 8192 } },
    { how: 'edit', messageId: 'follow-up 1' },
  ]);
  expect(answers.public[0]).toBe('end');
  await made.finish(line('Told in private.'));
  expect(answers.sent.at(-1)).toMatchObject({ body: { content: 'Told in private.' } });
  expect(answers.sent.at(-1)).not.toHaveProperty('messageId');
});

test('a public reply that is withdrawn is gone, with what it had still to show', async () => {
  const { answers, reply: made } = reply({ ephemeral: true, editPauseMs: 20 });
  const shown = made.inPublic(line('It is below.'));
  shown.show(panel('being made'));
  shown.show(panel('later'));
  await shown.withdraw();
  shown.show(panel('too late'));
  await made.finish(line('It failed.'));
  await delay(40);
  expect(answers.public).toEqual([]);
  expect(answers.texts).toEqual(['It is below.', 'being made', '', 'It failed.']);
});

test('of a public reply that showed nothing nobody hears', async () => {
  const { answers, reply: made } = reply({ ephemeral: true });
  await made.inPublic(line('It is below.')).withdraw();
  await made.finish(line('It failed.'));
  expect(answers.texts).toEqual(['It failed.']);
});

test('a public reply that did not arrive comes with the next view, and none comes under an answer that is gone', async () => {
  const { answers, reply: made } = reply({ ephemeral: true });
  answers.failNext('follow-up', new Error('timeout'));
  answers.failNext('follow-up', new Error('timeout'));
  const shown = made.inPublic(line('It is below.'));
  shown.show(panel('1'));
  await shown.finish(panel('2'));
  expect(answers.public).toEqual(['2']);

  const lost = reply({ ephemeral: true });
  lost.answers.failNext('callback', apiError(10_062, 404));
  await lost.reply.inPublic(line('It is below.')).finish(panel('1'));
  expect(lost.answers.sent).toEqual([]);
});
