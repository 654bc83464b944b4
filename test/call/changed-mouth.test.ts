import { expect, test, vi } from 'vitest';

import type { Change } from '#audio/changing/change.ts';
import { Track } from '#audio/track.ts';
import { soundingAs } from '#call/changed-mouth.ts';
import type { HearingOf } from '#call/changed-mouth.ts';

import { FakeMouth, frame, queueOf, utterance } from './fake-mouth.ts';

const usual: HearingOf = async () => ({ gainDb: 0, catchesUp: true, lowers: false });

/** A call as it is to sound, whose changed tracks are told apart. */
function scene(hearingOf: HearingOf, { automatic = true } = {}) {
  const inner = new FakeMouth({ automatic });
  const changes: Change[] = [];
  const changed = Track.of([frame]);
  const asked: string[] = [];
  const logged: string[] = [];
  const listened: boolean[] = [];
  const stopped: Track[] = [];
  let warmed = 0;
  const changer = {
    warm: () => (warmed += 1),
    change(track: Track, change: Change) {
      changes.push(change);
      return { track: changed, stop: () => stopped.push(track) };
    },
  };
  const noted: HearingOf = (guildId, userId) => {
    asked.push(`${guildId}/${userId}`);
    return hearingOf(guildId, userId);
  };
  const log = (message: string) => logged.push(message);
  const sounding = { hearingOf: noted, changer };
  const mouth = soundingAs(sounding, inner, {
    guildId: 'guild',
    listens: (on) => listened.push(on),
    log,
  });
  const queue = queueOf(mouth);
  queue.open();
  return { queue, inner, changes, changed, asked, logged, listened, stopped, warmed: () => warmed };
}

test('what needs no change goes on as the very track that it is, and nothing is warmed for it', async () => {
  const { queue, inner, changes, warmed } = scene(usual);
  const track = Track.of([frame, frame]);
  await queue.push(utterance('one', () => track)).ended;
  expect(inner.spoken).toEqual([track]);
  expect(inner.spoken[0]).toBe(track);
  expect([changes, warmed()]).toEqual([[], 0]);
});

test('the person who is heard is asked for, whoever gave the line', async () => {
  const { queue, asked } = scene(usual);
  await queue.push({ ...utterance('one'), wordsOf: 'other' }).ended;
  expect(new Set(asked)).toEqual(new Set(['guild/other']));
});

test('a volume is had by a change, which was expected when the line was given', async () => {
  const { queue, inner, changes, changed, warmed } = scene(async () => ({
    gainDb: -6,
    catchesUp: true,
    lowers: false,
  }));
  const { ended } = queue.push(utterance('one'));
  await vi.waitFor(() => expect(warmed()).toBe(1));
  await ended;
  expect(changes).toEqual([{ gainDb: -6, tempo: 1 }]);
  expect(inner.spoken).toEqual([changed]);
});

test.each([
  [true, [1, 1.2, 1.1, 1, 1, 1]],
  [false, [1, 1, 1, 1, 1, 1]],
])('lines that wait make it faster where it catches up: %s', async (catchesUp, tempos) => {
  const { queue, changes } = scene(async () => ({ gainDb: -1, catchesUp, lowers: false }));
  const lines = Array.from({ length: 6 }, (_, at) => queue.push(utterance(`${at}`)));
  await Promise.all(lines.map(({ ended }) => ended));
  expect(changes.map(({ tempo }) => tempo)).toEqual(tempos);
});

test('a line that is faster is over sooner', async () => {
  const { queue, inner } = scene(usual, { automatic: false });
  for (let at = 0; at < 5; at += 1)
    queue.push(utterance(`${at}`, () => Track.of(Array.from({ length: 120 }, () => frame))));
  await vi.waitFor(() => expect(inner.current).toBeDefined());
  inner.current?.started();
  inner.current?.ended();
  await vi.waitFor(() => expect(inner.spoken).toHaveLength(2));
  inner.current?.started();
  // Three of the five wait then, and 1.1 is what it is faster by.
  expect(queue.lines[0]?.lengthMs).toBeCloseTo(2_400 / 1.1, 0);
});

test('who can’t be asked is heard all the same, and the log says why', async () => {
  const { queue, inner, logged } = scene(() => Promise.reject(new Error('the disk is gone')));
  const track = Track.of([frame]);
  expect(await queue.push(utterance('one', () => track)).ended).toEqual({ outcome: 'heard' });
  expect(inner.spoken[0]).toBe(track);
  expect(logged.join()).toContain('the disk is gone');
});

test('what is skipped before that is known is never begun, and later the change ends with it', async () => {
  const hearing = Promise.withResolvers<Awaited<ReturnType<HearingOf>>>();
  const { queue, inner, stopped } = scene(() => hearing.promise, { automatic: false });
  queue.push(utterance('one'));
  queue.skip('one');
  const track = Track.of([frame]);
  queue.push(utterance('two', () => track));
  hearing.resolve({ gainDb: -3, catchesUp: false, lowers: false });
  await vi.waitFor(() => expect(inner.spoken).toHaveLength(1));
  queue.skip('two');
  expect(stopped).toEqual([track]);
});

test('before each line the call is told whether it has to hear others for it', async () => {
  let lowers = true;
  const { queue, listened } = scene(async () => ({ gainDb: 0, catchesUp: true, lowers }));
  await queue.push(utterance('one')).ended;
  expect(new Set(listened)).toEqual(new Set([true]));
  lowers = false;
  await queue.push(utterance('two')).ended;
  expect(listened.at(-1)).toBe(false);
});
