import { expect, test } from 'vitest';

import { Hedging } from '#speech/hedging.ts';

import { VirtualClock } from './virtual-clock.ts';

const never = new AbortController().signal;

/** Rejects with the reason of the signal, and with nothing else. */
async function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error));
  return promise;
}

type Taking = number | 'hangs' | 'fails late' | Error;

/** Calls that answer or fail after some time, or hang until they are aborted. */
class Calls {
  readonly clock = new VirtualClock();
  readonly hedging = new Hedging(this.clock);
  readonly beganMs: number[] = [];
  readonly aborted: number[] = [];

  readonly #takesMs: Taking[];

  constructor(...takesMs: Taking[]) {
    this.#takesMs = takesMs;
  }

  async ask(mayAskAgain?: () => boolean): Promise<number> {
    const terms = { signal: never, ...(mayAskAgain && { mayAskAgain }) };
    return this.clock.during(this.hedging.ask((signal) => this.#call(signal), terms));
  }

  async #call(signal: AbortSignal): Promise<number> {
    const index = this.beganMs.length;
    this.beganMs.push(this.clock.nowMs());
    signal.addEventListener('abort', () => this.aborted.push(index));
    const takes = this.#takesMs[index] ?? 0;
    if (takes instanceof Error) throw takes;
    if (takes === 'fails late') {
      await this.clock.sleep(3_000, signal);
      throw new Error('late');
    }
    await (takes === 'hangs' ? aborted(signal) : this.clock.sleep(takes, signal));
    return index;
  }
}

test('a call that is answered is the only one', async () => {
  const calls = new Calls(900);
  expect(await calls.ask()).toBe(0);
  expect(calls.beganMs).toEqual([0]);
});

test('of a call that hangs another is made after a second, its answer wins, and the first is aborted', async () => {
  const calls = new Calls('hangs', 50);
  expect(await calls.ask()).toBe(1);
  expect(calls.beganMs).toEqual([0, 1_000]);
  expect(calls.clock.nowMs()).toBe(1_050);
  expect(calls.aborted).toEqual([0]);
});

test('the first may still win, and there is never a third', async () => {
  const calls = new Calls(5_000, 'hangs');
  expect(await calls.ask()).toBe(0);
  expect(calls.beganMs).toEqual([0, 1_000]);
  expect(calls.aborted).toEqual([1]);
});

test('no other call is made where none may be', async () => {
  const calls = new Calls(5_000);
  expect(await calls.ask(() => false)).toBe(0);
  expect(calls.beganMs).toEqual([0]);
});

test('a call that fails at once is not repeated', async () => {
  const calls = new Calls(new Error('refused'));
  await expect(calls.ask()).rejects.toThrow('refused');
  expect(calls.beganMs).toEqual([0]);
});

test('when the second fails the first is waited for, and when both fail the first failure counts', async () => {
  expect(await new Calls(3_000, new Error('second')).ask()).toBe(0);
  await expect(new Calls('fails late', new Error('second')).ask()).rejects.toThrow('second');
});

test('an abort ends both with its reason', async () => {
  const calls = new Calls();
  const aborting = new AbortController();
  const asked = calls.hedging.ask(aborted, { signal: aborting.signal });
  aborting.abort(new Error('skipped'));
  await expect(asked).rejects.toThrow('skipped');
});

test('where answers take long, patience grows, so that not every call is made twice', async () => {
  const calls = new Calls(...Array<number>(12).fill(1_500));
  for (let call = 0; call < 6; call += 1) await calls.ask();
  // The first two were hedged in vain; after them a second and a half is known to be usual.
  expect(calls.beganMs).toHaveLength(8);
});

test('patience follows the slow answers and not the quick ones, but one slow answer alone changes nothing', async () => {
  const calls = new Calls(200, 200, 200, 1_500, 'hangs', 1_500, 'hangs', 'hangs', 50);
  for (let call = 0; call < 6; call += 1) await calls.ask();
  const [, , , slow = 0, , again = 0, , last = 0] = calls.beganMs;
  expect(calls.beganMs.slice(0, 3)).toEqual([0, 200, 400]);
  expect(calls.beganMs.slice(3)).toEqual([
    slow,
    slow + 1_000,
    again,
    again + 1_000,
    last,
    last + 2_250,
  ]);
});
