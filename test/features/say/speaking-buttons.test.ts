import { setImmediate as nextTurn } from 'node:timers/promises';

import { beforeAll, expect, test, vi } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import { warmWords } from '#features/wording/words.ts';

import { anyClip, hashOf } from '../../store/folder.ts';
import { stopClocks } from '../../virtual-time.ts';
import { ada, bob, heard, hello, replyOf, setUp } from './speaking-rig.ts';

beforeAll(() => warmWords());

test('its author skips it, others can’t', async () => {
  const { speaking, said, sayingId, answers } = await heard();
  expect(() => speaking.skip(bob, sayingId)).toThrow(/somebody else’s/);
  speaking.skip(ada, sayingId);
  await said;
  expect(answers.texts.at(-1)).toContain('Skipped');
  expect(() => speaking.skip(ada, sayingId)).toThrow(/already over/);
});

test('a moderator skips anybody’s', async () => {
  const { speaking, said, sayingId } = await heard();
  speaking.skip({ ...bob, moderates: true }, sayingId);
  await expect(said).resolves.toBeUndefined();
});

test('when its author has left the call, whoever is in it skips it', async () => {
  const { speaking, whereabouts, said, sayingId } = await heard();
  whereabouts.channels.delete('ada');
  speaking.skip(bob, sayingId);
  await expect(said).resolves.toBeUndefined();
});

test('people in the call hear it again on request, others don’t', async () => {
  const { speaking, calls, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  const again = speaking.replay(bob, sayingId, replyOf('same').reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  const outside = { ...bob, id: 'cleo' };
  await expect(speaking.replay(outside, sayingId, replyOf('same').reply)).rejects.toThrow(
    /Join the call/,
  );
});

test('a moderator of another server skips nothing of this one', async () => {
  const { calls, speaking, sayingId } = await heard();
  const stranger = { ...bob, guildId: 'elsewhere', moderates: true };
  expect(() => speaking.skip(stranger, sayingId)).toThrow(/somebody else’s/);
  expect(calls.queue('g')).toHaveLength(1);
});

test('whoever is in the call skips what its author has left behind, wherever they press the button', async () => {
  const { speaking, whereabouts, said, sayingId } = await heard();
  whereabouts.channels.delete('ada');
  speaking.skip({ ...bob, guildId: undefined }, sayingId);
  await expect(said).resolves.toBeUndefined();
});

test.each<[string, Partial<Asker>, string]>([
  ['a moderator of another server', { guildId: 'elsewhere', moderates: true }, 'b'],
  ['somebody in a call with it in another server', { guildId: 'elsewhere' }, 'b'],
])('%s does not make the bot move in this one by a replay', async (_, rights, channelId) => {
  const { speaking, calls, whereabouts, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  // The bot is alone now, so that whoever may call it could have it come.
  whereabouts.channels.clear();
  whereabouts.put('bob', channelId);
  calls.inChannel('elsewhere', channelId);
  const replaying = speaking.replay({ ...bob, ...rights }, sayingId, replyOf('same').reply);
  const refusal = replaying.catch((error: unknown) => error);
  await nextTurn();
  expect(calls.joined).toEqual([]);
  expect(await refusal).toMatchObject({ message: expect.stringContaining('Join the call') });
});

test('whoever is in the call hears it again, wherever they press the button', async () => {
  const { speaking, calls, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  void speaking.replay({ ...bob, guildId: undefined }, sayingId, replyOf('same').reply);
  await nextTurn();
  expect(calls.queue('g')).toHaveLength(1);
});

test.each([
  ['in no call', undefined, /You are in no voice channel. Only the person who said it/],
  ['in another call', 'b', /I’m speaking to people in <#a>. Only the person who said it/],
])('nobody else’s replay posts it, not even that of a moderator %s', async (_, channelId, told) => {
  const { speaking, calls, whereabouts, renderedFiles, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  whereabouts.channels.delete('bob');
  if (channelId !== undefined) whereabouts.put('bob', channelId);
  const moderator = { ...bob, moderates: true };
  const replaying = speaking.replay(moderator, sayingId, replyOf('same').reply);
  await expect(replaying).rejects.toThrow(told);
  expect(renderedFiles.asked).toEqual([]);
});

test.each(['replay', 'post'] as const)('%s of what is forgotten says so', async (action) => {
  const { speaking } = setUp();
  await expect(speaking[action](ada, 'gone', replyOf().reply)).rejects.toThrow(/too long ago/);
});

test('a text is forgotten 15 minutes after it was last spoken or replayed', async () => {
  stopClocks();
  const { calls, whereabouts, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  speaking.say(ada, hello, reply).catch(() => undefined);
  await nextTurn();
  await vi.waitFor(() => expect(answers.sent).not.toEqual([]));
  const [id = ''] = /(?<=say:post:)[\w-]+/.exec(JSON.stringify(answers.sent)) ?? [];
  vi.advanceTimersByTime(14 * 60_000);
  await speaking.post(ada, id, replyOf('same').reply);
  vi.advanceTimersByTime(2 * 60_000);
  await expect(speaking.post(ada, id, replyOf('same').reply)).rejects.toThrow(
    /I no longer know the text/,
  );
});

test('a sample is not kept, nor is a replay, and a sample in no call is posted', async () => {
  const { calls, whereabouts, speaking, renderedFiles, kept } = setUp();
  await speaking.sample(ada, { text: 'A sample.', choice: {} }, replyOf().reply);
  expect(renderedFiles.asked).toEqual(['voice']);
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const sample = speaking.sample(ada, { text: 'A sample.', choice: {} }, reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(1));
  calls.spoken[0]?.end({ outcome: 'heard' });
  await sample;
  const [id = ''] = /(?<=say:replay:)[\w-]+/.exec(JSON.stringify(answers.sent)) ?? [];
  const again = speaking.replay(ada, id, replyOf('same').reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  expect(kept).toEqual([]);
});

test('a recording of somebody is not kept for the next start, nor is what it says', async () => {
  const { calls, whereabouts, kept, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const clip = anyClip();
  const { bytes, format, durationMs } = clip;
  const facts = { hash: hashOf(clip), format, durationMs, sizeBytes: bytes.byteLength };
  const recording = { clip, facts, transcript: 'My words.' };
  const said = speaking.say(ada, { ...hello, choice: { recording } }, replyOf().reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(1));
  expect(kept).toEqual([]);
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
});

test('what was paid for is not added to what a replay costs', async () => {
  const { calls, whereabouts, renderer, speaking } = setUp();
  calls.inChannel('g', 'a');
  whereabouts.put('ada', 'a');
  const { answers, reply } = replyOf();
  const said = speaking.say(ada, hello, reply);
  await vi.waitFor(() => expect(renderer.rendered).toHaveLength(1));
  renderer.rendered[0]?.context.onSpoken?.({ engine: 'deapi', costUsd: 0.01 });
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  expect(answers.texts.at(-1)).toMatch(/Spoken · \$0\.010?$/);
  const [id = ''] = /(?<=say:replay:)[\w-]+/.exec(JSON.stringify(answers.sent)) ?? [];
  const second = replyOf('same');
  const again = speaking.replay(ada, id, second.reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  expect(second.answers.texts.at(-1)).toMatch(/Spoken$/);
});
