import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Job } from '#speech/deapi/job-news.ts';
import type { JobStatus } from '#speech/deapi/job-status.ts';
import { Noticeboard, keptNewsMs } from '#speech/deapi/noticeboard.ts';

import { VirtualClock } from '../virtual-clock.ts';

const done: JobStatus = { state: 'done', resultUrl: 'https://results.deapi.ai/a.mp3' };
const running: JobStatus = { state: 'processing' };
const job = (requestId: string): Job => ({
  requestId,
  model: 'Kokoro',
  textChars: 30,
  submittedAtMs: 0,
});

function opened() {
  const clock = new VirtualClock();
  // The cache takes 0 for no time.
  clock.pass(1);
  const board = new Noticeboard(clock);
  return {
    clock,
    board,
    /** A follower's news from now on. */
    follow: (requestId = 'a', signal = new AbortController().signal): JobStatus[] => {
      const heard: JobStatus[] = [];
      void board.follow(job(requestId), (status) => heard.push(status), signal);
      return heard;
    },
  };
}

test('what is told of a job is heard by all that follow it, and by nobody else', () => {
  const { board, follow } = opened();
  const [one, another, stranger] = [follow(), follow(), follow('b')];
  board.tell('a', done);
  expect([one, another, stranger]).toEqual([[done], [done], []]);
});

test('news that overtook the answer to the submit is heard at once', () => {
  const { board, follow } = opened();
  board.tell('a', running);
  board.tell('a', done);
  expect(follow()).toEqual([done]);
});

test('news that nobody waits for is forgotten after a while', () => {
  const { board, clock, follow } = opened();
  board.tell('a', done);
  clock.pass(keptNewsMs - 1);
  expect(follow()).toEqual([done]);
  clock.pass(2);
  expect(follow()).toEqual([]);
});

test('so it is when there is much of it: the newest is kept', () => {
  const { board, follow } = opened();
  for (let at = 0; at < 10_000; at += 1) board.tell(`job-${at}`, done);
  expect(follow('job-9999')).toEqual([done]);
  expect(follow('job-0')).toEqual([]);
});

test('who has stopped following hears nothing any more', () => {
  const { board, follow } = opened();
  const controller = new AbortController();
  const heard = follow('a', controller.signal);
  controller.abort();
  board.tell('a', done);
  expect(heard).toEqual([]);
  expect(follow('a', controller.signal)).toEqual([]);
});

test('in whatever order and how often it is told, a job ends once and never runs again', () => {
  const failed = { state: 'failed', error: new Error() } as unknown as JobStatus;
  const told = fc.array(fc.constantFrom<JobStatus>({ state: 'pending' }, running, done, failed), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(told, fc.nat(12), (statuses, followedAt) => {
      const { board, follow } = opened();
      let heard: JobStatus[] | undefined;
      for (const [at, status] of statuses.entries()) {
        if (at === followedAt) heard = follow();
        board.tell('a', status);
      }
      heard ??= follow();
      const ends = heard.filter(({ state }) => state === 'done' || state === 'failed');
      const firstEnd = statuses.find(({ state }) => state === 'done' || state === 'failed');
      expect(ends).toEqual(firstEnd ? [firstEnd] : []);
      expect(heard.indexOf(ends[0]!)).toBe(firstEnd ? heard.length - 1 : -1);
      expect(heard.filter(({ state }) => state === 'processing').length).toBeLessThan(2);
    }),
  );
});
