import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';

import { readySound } from './ready-sound.ts';
import { isSigned, startReceiver } from './receiver.ts';
import { hook, minuteMs, noon, openReporting, secret } from './reporting.ts';
import type { Reporting } from './reporting.ts';

/** A busy machine takes its time. */
const late = { timeout: 15_000 };
const sound = readySound();
let here: Reporting;
beforeEach(async () => {
  here = await openReporting(sound);
});
afterEach(() => here.close());

describe('another attempt', () => {
  const pausesMin = [1, 2, 5, 10, 30, 60, 180, 360, 720];

  test('is made nine times, later and later, with a timestamp and a signature of its own', async () => {
    here.receiver.answerWith(503);
    here.deapi.next({ webhook: 'lost', event: 'job.processing' });
    await here.reported();
    let count = 1;
    for (const pauseMin of pausesMin) {
      // Nine failures do not switch webhooks off.
      expect(here.deapi.webhooks.enabled).toBe(true);
      here.time.pass(pauseMin * minuteMs - 1);
      await here.deapi.webhooks.atRest();
      expect(here.receiver.received).toHaveLength(count);
      here.time.pass(1);
      await here.deapi.webhooks.atRest();
      count += 1;
      expect(here.receiver.received).toHaveLength(count);
    }
    here.time.pass(24 * 60 * minuteMs);
    await here.deapi.webhooks.atRest();
    expect(here.receiver.received).toHaveLength(10);
    expect(here.deapi.webhooks.deliveries.map(({ state }) => state)).toEqual(['lost', 'given-up']);
    expect(new Set(here.receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(
      new Set(here.receiver.received.map((each) => each.headers['x-deapi-signature'])).size,
    ).toBe(10);
    expect(here.receiver.received.every((each) => isSigned(each, secret))).toBe(true);
  });

  test.each([
    ['404', () => here.receiver.answerWith(404), 404],
    ['301', () => here.receiver.answerWith(301, { location: here.receiver.url }), 301],
    ['nothing', () => here.receiver.close(), 'no-connection'],
  ] as const)('follows %s, and ends with a good one', async (_, spoil, outcome) => {
    await spoil();
    await here.reported();
    expect(here.outcomes()).toEqual([[outcome], [outcome]]);
    const another = await startReceiver();
    onTestFinished(() => another.close());
    expect(another.url).not.toBe(here.receiver.url);
    here.deapi.webhooks.route('https://bot.example', another.url);
    here.time.pass(minuteMs);
    await here.deapi.webhooks.atRest();
    expect(here.outcomes()).toEqual([
      [outcome, 204],
      [outcome, 204],
    ]);
    expect(here.deapi.webhooks.deliveries.map(({ state }) => state)).toEqual([
      'delivered',
      'delivered',
    ]);
  });

  test('follows ten seconds without an answer', async () => {
    here.receiver.hang();
    await here.client.finished({ webhook_url: hook });
    await expect.poll(() => here.receiver.received.length, late).toBe(2);
    here.time.pass(9_999);
    await delay(30);
    expect(here.outcomes()).toEqual([[undefined], [undefined]]);
    here.time.pass(1);
    await here.deapi.webhooks.atRest();
    expect(here.outcomes()).toEqual([['no-answer'], ['no-answer']]);
  });
});

describe('ten failures in a row, of whatever jobs,', () => {
  test('switch webhooks off, until a person switches them on', async () => {
    here.receiver.answerWith(500);
    for (let count = 0; count < 5; count += 1)
      await here.reported({ text: `Line number ${count}.` });
    expect(here.deapi.webhooks.enabled).toBe(false);
    here.receiver.answerWith(200);
    here.time.pass(minuteMs);
    await here.reported({ text: 'Nobody hears of this.' });
    expect(here.receiver.received).toHaveLength(10);
    expect(here.deapi.webhooks.deliveries[0]?.state).toBe('dropped');
    here.deapi.webhooks.enable();
    await here.reported({ text: 'Heard again.' });
    expect(here.receiver.received).toHaveLength(12);
  });

  test('are none where one went well in between', async () => {
    here.receiver.answerWith(500);
    for (let count = 0; count < 4; count += 1)
      await here.reported({ text: `Line number ${count}.` });
    here.receiver.answerWith(200);
    await here.reported({ text: 'A good one.' });
    here.receiver.answerWith(500);
    for (let count = 4; count < 8; count += 1)
      await here.reported({ text: `Line number ${count}.` });
    expect(here.deapi.webhooks.enabled).toBe(true);
  });
});

describe('a fault', () => {
  const completed = { event: 'job.completed' } as const;

  test('loses a report for ever', async () => {
    here.deapi.next({ webhook: 'lost', ...completed });
    await here.reported();
    here.time.pass(24 * 60 * minuteMs);
    await here.deapi.webhooks.atRest();
    expect(here.receiver.events()).toEqual(['job.processing']);
  });

  test('doubles a report', async () => {
    here.deapi.next({ webhook: 'doubled', ...completed });
    await here.reported();
    expect(here.receiver.events()).toEqual(['job.processing', 'job.completed', 'job.completed']);
    expect(here.receiver.received[1]?.body).toBe(here.receiver.received[2]?.body);
  });

  test('brings reports in the wrong order', async () => {
    here.deapi.next({ webhook: 'reordered' });
    await here.reported();
    expect(here.receiver.events()).toEqual(['job.completed', 'job.processing']);
  });

  test('delays a report', async () => {
    here.deapi.next({ webhook: { lateMs: 5000 }, ...completed });
    await here.reported();
    expect(here.receiver.events()).toEqual(['job.processing']);
    here.time.pass(5000);
    await here.deapi.webhooks.atRest();
    expect(here.receiver.events()).toEqual(['job.processing', 'job.completed']);
  });

  test('brings reports before the answer to the submit', async () => {
    here.deapi.next({ job: { newsFirst: true } });
    here.receiver.hang();
    let answered = false;
    const answer = here.client.submit({ webhook_url: hook }).then((reply) => {
      answered = true;
      return reply;
    });
    await expect
      .poll(() => here.receiver.events(), late)
      .toEqual(['job.processing', 'job.completed']);
    expect(answered).toBe(false);
    here.time.pass(10_000);
    expect((await answer).body.data.request_id).toBe(here.deapi.jobs[0]?.id);
  });

  test.each([
    ['wrong-signature', false, 0],
    ['changed-body', false, 0],
    ['unsigned', false, 0],
    [{ clockOffMs: -301_000 }, true, -301],
  ] as const)(
    'spoils the first attempt (%j) and not the second',
    async (webhook, isRight, offS) => {
      here.receiver.answerWith(401);
      here.deapi.next({ webhook, ...completed });
      await here.reported();
      const first = here.receiver.received[1]!;
      expect(isSigned(first, secret)).toBe(isRight);
      expect(first.headers['x-deapi-timestamp']).toBe(String(noon / 1000 + offS));
      here.receiver.answerWith(200);
      here.time.pass(minuteMs);
      await here.deapi.webhooks.atRest();
      expect(isSigned(here.receiver.received.at(-1)!, secret)).toBe(true);
    },
  );
});
