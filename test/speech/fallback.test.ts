import { setTimeout as sleep } from 'node:timers/promises';

import { describe, expect, test } from 'vitest';

import type { EngineName } from '#speech/engine-names.ts';
import { type FallbackOptions, withFallback } from '#speech/fallback.ts';
import {
  SpeechError,
  type Speech,
  type SpeechContext,
  type SpeechFailure,
  type SpeechRequest,
  type SpokenAudio,
} from '#speech/speech.ts';

type Act = (
  request: SpeechRequest,
  context: SpeechContext,
) => AsyncGenerator<string, void, undefined>;

/** Acts as told: an act that yields nothing before it throws fails before any sound. */
class FakeSpeech implements Speech {
  readonly asked: SpeechRequest[] = [];
  readonly engine: EngineName;
  act: Act;

  constructor(engine: EngineName, act: Act) {
    this.engine = engine;
    this.act = act;
  }

  speak(request: SpeechRequest, context: SpeechContext): Promise<SpokenAudio> {
    this.asked.push(request);
    const words = this.act(request, context);
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for await (const word of words) yield Buffer.from(word);
    }
    return Promise.resolve({ format: 'wav', engine: this.engine, bytes: bytes() });
  }
}

const request: SpeechRequest = {
  text: 'Hi',
  model: 'Kokoro',
  language: 'en-us',
  voice: { mode: 'preset', id: 'af_sky' },
  speed: 1,
};
const adapted: SpeechRequest = { ...request, model: 'flite', language: 'en' };
const never = new AbortController().signal;

async function* says(...words: string[]): AsyncGenerator<string> {
  yield* words;
}

function fails(failure: SpeechFailure, facts: Partial<SpeechError['facts']> = {}): Act {
  // oxlint-disable-next-line require-yield
  return async function* fail() {
    throw new SpeechError(failure, failure, { engine: 'deapi', ...facts });
  };
}

function pair(act: Act, options: Partial<FallbackOptions> = {}) {
  const primary = new FakeSpeech('deapi', act);
  const secondary = new FakeSpeech('embedded', () => says('second'));
  const reasons: (SpeechFailure | undefined)[] = [];
  const speech = withFallback(primary, secondary, {
    adapt: () => adapted,
    onFallback: (why) => reasons.push(why?.failure),
    ...options,
  });
  return { speech, primary, secondary, reasons };
}

async function heard(speech: Speech, signal = never): Promise<string> {
  const { bytes, engine } = await speech.speak(request, { signal });
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return `${engine}: ${Buffer.concat(chunks).toString()}`;
}

test('a primary that speaks is heard whole, and the secondary is never asked', async () => {
  const { speech, secondary, reasons } = pair(() => says('', 'one ', '', 'two'));
  expect(await heard(speech)).toBe('deapi: one two');
  expect([secondary.asked, reasons]).toEqual([[], []]);
});

describe('when the primary fails before its first byte', () => {
  test.each([
    'unauthorised',
    'suspended',
    'model-gone',
    'plan',
    'balance',
    'over-budget',
    'rate-limited',
    'gone',
    'unavailable',
    'maybe-submitted',
    'job-failed',
    'job-lost',
    'timeout',
    'result-expired',
    'foreign-host',
    'bad-audio',
    'endless',
    'bad-answer',
  ] satisfies SpeechFailure[])(
    'with %s, the secondary speaks the adapted request',
    async (failure) => {
      const { speech, secondary, reasons } = pair(fails(failure));
      expect(await heard(speech)).toBe('embedded: second');
      expect(secondary.asked).toEqual([adapted]);
      expect(reasons).toEqual([failure]);
    },
  );

  test.each([
    ['refused', {}],
    ['too-large', {}],
    ['job-failed', { fields: { ref_audio: ['is silent'] } }],
  ] as const)(
    'with %s %j, which the person can mend, nobody speaks in their stead',
    async (failure, facts) => {
      const { speech, secondary } = pair(fails(failure, facts));
      await expect(heard(speech)).rejects.toMatchObject({ failure });
      expect(secondary.asked).toEqual([]);
    },
  );

  test('with a job that failed for a reason of the service, the secondary speaks', async () => {
    const fields = { reason: ['WORKER_TIMEOUT'] };
    const { speech, secondary } = pair(fails('job-failed', { fields }));
    await heard(speech);
    expect(secondary.asked).toHaveLength(1);
  });

  test('the sound says why it is the secondary’s', async () => {
    const budget = { scope: 'person', period: 'day', againAtMs: 5 } as const;
    const { speech } = pair(fails('over-budget', { budget }));
    const { instead } = await speech.speak(request, { signal: never });
    expect(instead).toEqual({ failure: 'over-budget', budget });
  });

  test.each([
    ['maybe-submitted', {}, true],
    ['job-failed', { refunded: false }, true],
    ['job-failed', { refunded: true }, undefined],
    ['unavailable', {}, undefined],
  ] as const)('the sound says whether %s with %j may have been charged', async (...failure) => {
    const [name, facts, isDoubtful] = failure;
    const { speech } = pair(fails(name, facts));
    const { instead } = await speech.speak(request, { signal: never });
    expect(instead?.isDoubtful).toBe(isDoubtful);
  });

  test('what is never asked of the primary, since it is silent, is charged to nobody', async () => {
    const { speech } = pair(fails('maybe-submitted', { isSilent: true }));
    await speech.speak(request, { signal: never });
    const { instead } = await speech.speak(request, { signal: never });
    expect(instead).toEqual({ failure: 'maybe-submitted' });
  });

  test('a budget that is used up is one person’s: the primary speaks for others', async () => {
    let isOver = true;
    const over = fails('over-budget');
    const { speech, primary } = pair((...asked) => (isOver ? over(...asked) : says('one')));
    for (let at = 0; at < 5; at += 1) expect(await heard(speech)).toBe('embedded: second');
    isOver = false;
    expect(await heard(speech)).toBe('deapi: one');
    expect(primary.asked).toHaveLength(6);
  });

  test('with no sound at all, the secondary speaks', async () => {
    const { speech, reasons } = pair(() => says());
    expect(await heard(speech)).toBe('embedded: second');
    expect(reasons).toEqual(['bad-audio']);
  });

  test('with a bug, the bug comes out', async () => {
    const { speech, secondary } = pair(() => {
      throw new TypeError('undefined is not a function');
    });
    await expect(heard(speech)).rejects.toThrow(TypeError);
    expect(secondary.asked).toEqual([]);
  });

  test('and nobody has the language, its failure counts', async () => {
    const { speech, reasons } = pair(fails('balance'), { adapt: () => undefined });
    await expect(heard(speech)).rejects.toMatchObject({ failure: 'balance' });
    expect(reasons).toEqual([]);
  });

  test('and the secondary fails too, its failure counts', async () => {
    const { speech, secondary, reasons } = pair(fails('balance'));
    secondary.speak = () =>
      Promise.reject(new SpeechError('refused', 'unreadable', { engine: 'embedded' }));
    await expect(heard(speech)).rejects.toMatchObject({ failure: 'balance' });
    expect(reasons).toEqual([]);
  });
});

test('where models fail each by itself, the others go on speaking', async () => {
  const act: Act = (asked, context) =>
    asked.model === 'broken' ? fails('unavailable')(asked, context) : says('first');
  const { speech, primary } = pair(act, { isByModel: true });
  const speak = async (model: string): Promise<string> => {
    const { bytes, engine } = await speech.speak({ ...request, model }, { signal: never });
    for await (const chunk of bytes) void chunk;
    return engine;
  };
  for (let time = 0; time < 3; time += 1) expect(await speak('broken')).toBe('embedded');
  const askedBefore = primary.asked.length;
  expect(await speak('broken')).toBe('embedded');
  expect(primary.asked).toHaveLength(askedBefore);
  expect(await speak('Kokoro')).toBe('deapi');
  expect(primary.asked).toHaveLength(askedBefore + 1);
});

test('what is kept for commands is there for the next one, and the primary is asked again', async () => {
  const day = { quota: 'day', retryAfterMs: 3_600_000 } as const;
  const { speech, primary } = pair(fails('rate-limited', { ...day, keptForCommands: true }));
  expect(await heard(speech)).toBe('embedded: second');
  primary.act = () => says('first');
  expect(await heard(speech)).toBe('deapi: first');
});

test('with the sound of the secondary comes why it speaks, also while the primary is left alone', async () => {
  const { speech, primary } = pair(fails('rate-limited', { quota: 'day', retryAfterMs: 60_000 }), {
    wallMs: () => 1_000_000,
  });
  const instead = { failure: 'rate-limited', quota: 'day', untilMs: 1_060_000 };
  for (let line = 0; line < 2; line += 1)
    expect(await speech.speak(request, { signal: never })).toMatchObject({ instead });
  expect(primary.asked).toHaveLength(1);
});

test('with the sound of the primary comes no reason', async () => {
  const { speech } = pair(() => says('first'));
  expect(await speech.speak(request, { signal: never })).not.toHaveProperty('instead');
});

test('after the first byte of sound only the primary is heard', async () => {
  const { speech, secondary } = pair(async function* broken(): AsyncGenerator<string> {
    yield 'one';
    throw new SpeechError('bad-audio', 'cut short', { engine: 'deapi' });
  });
  await expect(heard(speech)).rejects.toMatchObject({ failure: 'bad-audio' });
  expect(secondary.asked).toEqual([]);
});

test('aborting ends it with the reason, and the secondary does not speak up', async () => {
  const aborting = new AbortController();
  const reason = new Error('skipped');
  const { speech, secondary } = pair(async function* waits(_, { signal }): AsyncGenerator<string> {
    queueMicrotask(() => aborting.abort(reason));
    yield await new Promise<string>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  });
  await expect(heard(speech, aborting.signal)).rejects.toBe(reason);
  await expect(heard(speech, aborting.signal)).rejects.toBe(reason);
  expect(secondary.asked).toEqual([]);
});

test('a stream that is left early is left in the primary, too', async () => {
  let left = false;
  const { speech } = pair(async function* long(): AsyncGenerator<string> {
    try {
      for (;;) yield 'word';
    } finally {
      left = true;
    }
  });
  const { bytes } = await speech.speak(request, { signal: never });
  for await (const _ of bytes) break;
  expect(left).toBe(true);
});

describe('a primary that takes too long', () => {
  const slow: Act = async function* slow(_, { signal }): AsyncGenerator<string> {
    await sleep(100, undefined, { signal }).catch(() => signal.throwIfAborted());
    yield 'late ';
    await sleep(100, undefined, { signal }).catch(() => signal.throwIfAborted());
    yield 'but whole';
  };

  test('is waited for', async () => {
    const { speech } = pair(slow);
    expect(await heard(speech)).toBe('deapi: late but whole');
  });

  test('still hears the abort of the person', async () => {
    const aborting = new AbortController();
    const { speech } = pair(slow);
    const { bytes } = await speech.speak(request, { signal: aborting.signal });
    const reason = new Error('skipped');
    const reading = (async () => {
      for await (const _ of bytes) aborting.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
  });
});

describe('a primary that is down', () => {
  function clocked(act: Act) {
    let nowMs = 0;
    const pass = (ms: number): void => {
      nowMs += ms;
    };
    const made = pair(act, { breaker: { failures: 2, pauseMs: 1_000, now: () => nowMs } });
    return { ...made, pass };
  }

  test('is not waited for each time, and is tried again after a pause', async () => {
    const { speech, primary, reasons, pass } = clocked(fails('unavailable'));
    for (let count = 0; count < 4; count += 1) expect(await heard(speech)).toBe('embedded: second');
    expect(primary.asked).toHaveLength(2);
    expect(reasons).toEqual(['unavailable', 'unavailable', undefined, undefined]);
    pass(1_000);
    primary.act = () => says('back');
    expect(await heard(speech)).toBe('deapi: back');
    expect(await heard(speech)).toBe('deapi: back');
  });

  test('and lets a request wait in vain is not waited for by the next', async () => {
    const { speech, primary, pass } = clocked(fails('maybe-submitted', { isSilent: true }));
    expect(await heard(speech)).toBe('embedded: second');
    expect(await heard(speech)).toBe('embedded: second');
    expect(primary.asked).toHaveLength(1);
    pass(1_000);
    primary.act = () => says('back');
    expect(await heard(speech)).toBe('deapi: back');
  });

  test('and says for how long is left alone for that long', async () => {
    const { speech, primary, pass } = clocked(fails('rate-limited', { retryAfterMs: 60_000 }));
    await heard(speech);
    pass(59_000);
    await heard(speech);
    expect(primary.asked).toHaveLength(1);
    pass(1_000);
    await heard(speech);
    expect(primary.asked).toHaveLength(2);
  });

  test('is asked all the same when nobody else can speak', async () => {
    const { speech, primary, secondary } = clocked(fails('unavailable'));
    await heard(speech);
    await heard(speech);
    secondary.speak = () =>
      Promise.reject(new SpeechError('refused', 'unreadable', { engine: 'embedded' }));
    primary.act = () => says('back');
    expect(await heard(speech)).toBe('deapi: back');
  });

  test.each([
    'unauthorised',
    'suspended',
    'balance',
    'rate-limited',
    'gone',
    'maybe-submitted',
    'timeout',
    'bad-answer',
  ] as const)('is one that fails with %s', async (failure) => {
    const { speech, primary } = clocked(fails(failure));
    for (let count = 0; count < 5; count += 1) await heard(speech);
    expect(primary.asked).toHaveLength(2);
  });

  test.each([
    'job-failed',
    'job-lost',
    'refused',
    'too-large',
    'model-gone',
    'plan',
    'result-expired',
    'foreign-host',
    'bad-audio',
    'endless',
  ] as const)('is another than one that fails at a request (%s)', async (failure) => {
    const { speech, primary } = clocked(fails(failure));
    for (let count = 0; count < 5; count += 1) await heard(speech).catch(() => {});
    expect(primary.asked).toHaveLength(5);
  });
});

test.each([
  ['a service that asks for a day is tried again after five minutes', 24 * 3_600_000, 300_000],
  ['one that asks for a minute is left alone for that', 60_000, 60_000],
])('%s', async (_, retryAfterMs, pauseMs) => {
  let nowMs = 0;
  const breaker = { failures: 3, pauseMs: 30_000, now: () => nowMs };
  const { speech, primary } = pair(fails('rate-limited', { retryAfterMs }), { breaker });
  const asked = async (): Promise<number> => {
    await heard(speech);
    return primary.asked.length;
  };
  expect(await asked()).toBe(1);
  nowMs = pauseMs - 1;
  expect(await asked()).toBe(1);
  nowMs = pauseMs;
  expect(await asked()).toBe(2);
});
