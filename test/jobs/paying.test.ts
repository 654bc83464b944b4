import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import type { Delivery } from '#jobs/job.ts';
import { withJobs } from '#jobs/paying.ts';
import { Unfinished } from '#jobs/unfinished.ts';
import { DiskFullError } from '#ops/disk-full.ts';
import { SpeechError } from '#speech/speech.ts';
import type { SpeechContext, SpeechFailure, SpokenAudio } from '#speech/speech.ts';

import { requestOf } from '../speech/fake-speech.ts';
import { FakeService } from './fake-service.ts';
import { MemoryJobs } from './memory-jobs.ts';

// Each request to a service that takes money is a job, from before it is sent until its frames are kept.

function rig(jobs = new MemoryJobs()) {
  const service = new FakeService();
  const unfinished = new Unfinished();
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown): void => void troubles.push(error);
  const speech = withJobs(service, { jobs, unfinished, onTrouble });
  return { service, jobs, unfinished, troubles, speech };
}

const signal = new AbortController().signal;
const name = { key: 'key', voice: 'voice' };

/** Somebody whose frames are kept when the test says so. */
function keeping(context: Partial<SpeechContext> = {}) {
  const { promise: kept, resolve: keep } = Promise.withResolvers<void>();
  return { context: { signal, keeping: { name, kept }, ...context }, keep };
}

async function read({ bytes }: SpokenAudio): Promise<string> {
  const chunks = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('it is written down before it is sent, with its id when it was taken, when it was read, and until it is kept', async () => {
  const { service, jobs, speech } = rig();
  const { context, keep } = keeping({ payer: { userId: 'ann', way: 'asked' } });
  const speaking = speech.speak(requestOf('Hällo 👋', { format: 'mp3' }), context);
  await turn();
  expect(service.sent).toHaveLength(1);
  expect(jobs.noted).toEqual(['job-1 intended']);
  expect(jobs.all.get('job-1')?.intent).toEqual({
    engine: 'deapi',
    delivery: 'job',
    model: 'kokoro',
    mode: 'preset',
    chars: 7,
    format: 'mp3',
    reservedUsd: 0,
    payer: { userId: 'ann', way: 'asked' },
    name,
  });
  service.last.take('r-1');
  await turn();
  expect(jobs.noted.at(-1)).toBe('job-1 submitted');
  service.finish('r-1');
  expect(await read(await speaking)).toBe('sound');
  await turn();
  expect(jobs.noted.at(-1)).toBe('job-1 done');
  keep();
  await turn();
  expect([...jobs.all.values()][0]?.job).toEqual({ state: 'settled', usd: 0.25 });
});

test('where the service does not say what it cost, the estimate is shown as one, and settled', async () => {
  const { service, jobs } = rig();
  const priced = withJobs(
    { ...service, engine: 'deapi', delivery: 'job', estimate: () => 0.5 },
    { jobs, unfinished: new Unfinished(), onTrouble: () => undefined },
  );
  const speaking = priced.speak(requestOf('By webhook.'), { signal });
  await turn();
  service.last.take('r-1');
  service.finish('r-1', ['sound'], null);
  const audio = await speaking;
  expect(audio).toMatchObject({ costUsd: 0.5, costIsEstimated: true });
  await read(audio);
  await turn();
  expect([...jobs.all.values()][0]?.job).toEqual({ state: 'settled', usd: 0.5 });

  const said = priced.speak(requestOf('By asking.'), { signal });
  await turn();
  service.last.take('r-2');
  service.finish('r-2');
  const { costUsd, costIsEstimated } = await said;
  expect([costUsd, costIsEstimated]).toEqual([0.25, undefined]);
});

test('while nobody knows what it costs, as much as it may is reserved, and shown as an estimate', async () => {
  const { service, jobs } = rig();
  const dear = withJobs(
    { ...service, engine: 'deapi', delivery: 'job', estimate: () => undefined, atMost: () => 2 },
    { jobs, unfinished: new Unfinished(), onTrouble: () => undefined },
  );
  const speaking = dear.speak(requestOf('A new model.'), { signal });
  await turn();
  expect(jobs.all.get('job-1')?.intent.reservedUsd).toBe(2);
  service.last.take('r-1');
  service.finish('r-1', ['sound'], null);
  expect(await speaking).toMatchObject({ costUsd: 2, costIsEstimated: true });
});

test('nothing is sent while it is not written down, nor when that fails', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  class Slow extends MemoryJobs {
    override async begin(...intent: Parameters<MemoryJobs['begin']>): Promise<string> {
      await promise;
      return super.begin(...intent);
    }
  }
  const slow = rig(new Slow());
  void slow.speech.speak(requestOf('Slow.'), { signal });
  await turn();
  expect(slow.service.sent).toEqual([]);
  resolve();
  await turn();
  expect(slow.service.sent).toHaveLength(1);

  class Broken extends MemoryJobs {
    override async begin(): Promise<string> {
      throw new Error('no more money today');
    }
  }
  const broken = rig(new Broken());
  await expect(broken.speech.speak(requestOf('No.'), { signal })).rejects.toThrow('no more money');
  expect(broken.service.sent).toEqual([]);
});

test('on a full disk people are spoken to, and the operator hears of it', async () => {
  class Full extends MemoryJobs {
    override async begin(): Promise<string> {
      throw new DiskFullError('full');
    }
  }
  const { service, troubles, speech } = rig(new Full());
  const speaking = speech.speak(requestOf('All the same.'), { signal });
  await turn();
  service.last.take('r-1');
  service.finish('r-1');
  expect(await read(await speaking)).toBe('sound');
  expect(troubles).toEqual([expect.any(DiskFullError)]);
});

test('what is not kept is settled when it was read', async () => {
  const { service, jobs, speech } = rig();
  const speaking = speech.speak(requestOf('A draft.'), { signal });
  await turn();
  service.last.take('r-1');
  service.finish('r-1');
  await read(await speaking);
  await turn();
  expect(jobs.states).toEqual(['settled']);
});

test.each<[SpeechFailure, state: string]>([
  ['unauthorised', 'free'],
  ['suspended', 'free'],
  ['refused', 'free'],
  ['model-gone', 'free'],
  ['plan', 'free'],
  ['balance', 'free'],
  ['rate-limited', 'free'],
  ['too-large', 'free'],
  ['gone', 'free'],
  ['unavailable', 'free'],
  ['maybe-submitted', 'doubtful'],
  ['timeout', 'doubtful'],
  ['bad-answer', 'doubtful'],
])('a submit that ends with %s is %s', async (failure, state) => {
  const { service, jobs, speech } = rig();
  const refused: string[] = [];
  const context = { signal, onRefused: () => void refused.push(failure) };
  const speaking = speech.speak(requestOf('No.'), context);
  await turn();
  service.last.fail(failure);
  await expect(speaking).rejects.toMatchObject({ failure });
  await turn();
  expect(jobs.states).toEqual([state]);
  expect(refused).toEqual(state === 'free' ? [failure] : []);
});

test.each<[string, SpeechFailure, refunded: boolean | undefined, state: string]>([
  ['that is refunded', 'job-failed', true, 'free'],
  ['whose charge is kept', 'job-failed', false, 'doubtful'],
  ['of whose money nothing is said', 'job-failed', undefined, 'doubtful'],
  ['that the service does not know', 'job-lost', undefined, 'doubtful'],
])('a job %s', async (_, failure, refunded, state) => {
  const { service, jobs, unfinished, speech } = rig();
  const speaking = speech.speak(requestOf('No.'), keeping().context);
  await turn();
  service.last.take('r-1');
  service.fail('r-1', failure, refunded === undefined ? {} : { refunded });
  await expect(speaking).rejects.toMatchObject({ failure });
  await turn();
  expect(jobs.states).toEqual([state]);
  // Nobody pays for the same words once more without having asked for it.
  expect(unfinished.isDoubtful(name.key)).toBe(state === 'doubtful');
});

test('who leaves while it is being sent is let go at once, and the job is known all the same', async () => {
  const { service, jobs, unfinished, speech } = rig();
  const leaving = new AbortController();
  const speaking = speech.speak(
    requestOf('Never mind.'),
    keeping({ signal: leaving.signal }).context,
  );
  await turn();
  leaving.abort(new Error('skipped'));
  await expect(speaking).rejects.toThrow('skipped');
  expect(service.last.context.signal.aborted).toBe(false);
  service.last.take('r-1');
  await turn();
  expect(jobs.noted).toEqual(['job-1 intended', 'job-1 submitted']);
  // The same words again are the same job.
  const again = speech.speak(requestOf('Never mind.'), keeping().context);
  await turn();
  expect(service.sent).toHaveLength(1);
  expect(unfinished.names).toEqual([]);
  service.finish('r-1');
  expect(await read(await again)).toBe('sound');
  expect(service.followed).toEqual(['r-1']);
});

test('who leaves before it is sent sends nothing', async () => {
  const { service, jobs, speech } = rig();
  const leaving = new AbortController();
  const onPaying = async (): Promise<void> => leaving.abort(new Error('skipped'));
  const speaking = speech.speak(requestOf('No.'), { signal: leaving.signal, onPaying });
  await expect(speaking).rejects.toThrow('skipped');
  await turn();
  expect(service.sent).toEqual([]);
  expect(jobs.states).toEqual(['free']);
});

test('a job that did not end in time is followed by who asks again, and given up after three tries', async () => {
  const { service, jobs, speech } = rig();
  const ask = () => speech.speak(requestOf('Slow.'), keeping().context);
  const first = ask();
  await turn();
  service.last.take('r-1');
  service.fail('r-1', 'timeout');
  await expect(first).rejects.toMatchObject({ failure: 'timeout' });
  // That nobody can be asked right now says nothing of the job.
  for (const failure of ['rate-limited', 'timeout', 'unavailable', 'timeout'] as const) {
    const again = ask();
    await turn();
    service.fail('r-1', failure);
    await expect(again).rejects.toMatchObject({ failure });
  }
  expect(service.sent).toHaveLength(1);
  expect(service.followed).toHaveLength(4);
  await turn();
  expect(jobs.states).toEqual(['settled']);
  void ask();
  await turn();
  expect(service.sent).toHaveLength(2);
});

test('a job is paid, however many leave before it ends: whoever stays gets its sound', async () => {
  const { service, speech } = rig();
  const speaking = speech.speak(requestOf('Slow.'), keeping().context);
  await turn();
  service.last.take('r-1');
  service.fail('r-1', 'timeout');
  await expect(speaking).rejects.toMatchObject({ failure: 'timeout' });
  for (let left = 0; left < 5; left += 1) {
    const leaving = new AbortController();
    const again = speech.speak(requestOf('Slow.'), keeping({ signal: leaving.signal }).context);
    await turn();
    leaving.abort(new Error('left'));
    await expect(again).rejects.toThrow('left');
  }
  const stays = speech.speak(requestOf('Slow.'), keeping().context);
  await turn();
  service.finish('r-1');
  expect(await read(await stays)).toBe('sound');
  expect(service.sent).toHaveLength(1);
});

test('whoever gets the sound of a job that was taken before is told its id', async () => {
  const { service, unfinished, speech } = rig();
  const taken = { id: 'job-0', requestId: 'r-0', model: 'kokoro', chars: 5, tries: 0 };
  unfinished.add(name, taken);
  const ids: string[] = [];
  const onSubmitted = (id: string): void => void ids.push(id);
  void speech.speak(requestOf('Again.'), keeping({ onSubmitted }).context);
  await turn();
  expect(ids).toEqual(['r-0']);
  expect(service.sent).toEqual([]);
});

test('what goes by another way than usual is written down as such', async () => {
  const jobs = new MemoryJobs();
  const speak = async (_: unknown, { onPaying }: SpeechContext): Promise<SpokenAudio> => {
    await onPaying?.('gateway');
    throw new SpeechError('unavailable', 'away', { engine: 'deapi' });
  };
  const service = { engine: 'deapi', delivery: 'job', speech: { speak } } as const;
  const parts = { jobs, unfinished: new Unfinished(), onTrouble: () => undefined };
  const speaking = withJobs(service, parts).speak(requestOf('Quick.'), { signal });
  await expect(speaking).rejects.toMatchObject({ failure: 'unavailable' });
  expect(jobs.all.get('job-1')?.intent).toMatchObject({ engine: 'deapi', delivery: 'gateway' });
});

test('sound that breaks off is asked for again under the same job', async () => {
  const { service, jobs, speech } = rig();
  const speaking = speech.speak(requestOf('Cut.'), keeping().context);
  await turn();
  service.last.take('r-1');
  service.finish('r-1', ['so', 'cut']);
  await expect(speaking.then(read)).rejects.toMatchObject({ failure: 'bad-audio' });
  const again = keeping();
  const reading = speech.speak(requestOf('Cut.'), again.context).then(read);
  await turn();
  service.finish('r-1');
  expect(await reading).toBe('sound');
  again.keep();
  await turn();
  expect(service.sent).toHaveLength(1);
  expect(jobs.states).toEqual(['settled']);
});

test.each<[string, string | undefined, string]>([
  ['an answer that is lost', undefined, 'intended'],
  ['a job that is followed', 'r-1', 'submitted'],
])(
  'what the end of the process breaks off is left for the next one to know of: %s',
  async (_, taken, state) => {
    const { service, jobs } = rig();
    const unfinished = new Unfinished();
    const onTrouble = (error: unknown): never => {
      throw error;
    };
    const isStopping = (): boolean => true;
    const speech = withJobs(service, { jobs, unfinished, onTrouble, isStopping });
    const speaking = speech.speak(requestOf('On the way.'), keeping().context);
    const failed = speaking.catch((error: unknown) => error);
    await turn();
    if (taken === undefined) service.last.fail('maybe-submitted');
    else {
      service.last.take(taken);
      service.fail(taken, 'timeout');
    }
    expect(await failed).toBeInstanceOf(SpeechError);
    await turn();
    expect(jobs.states).toEqual([state]);
  },
);

/** Whether it has come to its end, after all that is due now. */
async function isOver(closing: Promise<void>): Promise<boolean> {
  let over = false;
  void closing.then(() => (over = true));
  await turn();
  return over;
}

test('the end waits for the id of what is being sent, until that is written down, and not for its sound', async () => {
  const { service, jobs, speech } = rig();
  void speech.speak(requestOf('On the way.'), keeping().context).catch(() => undefined);
  await turn();
  const closing = speech.close(signal);
  expect(await isOver(closing)).toBe(false);
  service.last.take('r-1');
  await closing;
  expect(jobs.states).toEqual(['submitted']);
});

test('where there is no id, it waits until the sound is kept', async () => {
  const { service, jobs, speech } = rig();
  const { context, keep } = keeping();
  const speaking = speech.speak(requestOf('An answer that is the sound.'), context);
  await turn();
  const closing = speech.close(signal);
  service.last.answer();
  const reading = read(await speaking);
  expect(await reading).toBe('sound');
  expect(await isOver(closing)).toBe(false);
  keep();
  await closing;
  expect(jobs.states).toEqual(['settled']);
});

test('it waits no longer than the grace, nor for what was refused, and sends nothing more', async () => {
  const { service, jobs, speech } = rig();
  const refused = speech.speak(requestOf('Refused.'), keeping().context);
  await turn();
  const grace = new AbortController();
  const closing = speech.close(grace.signal);
  service.last.fail('refused');
  await expect(refused).rejects.toThrow('refused');
  await closing;
  await expect(speech.speak(requestOf('Too late.'), { signal })).rejects.toThrow('stops');
  expect(service.sent).toHaveLength(1);
  expect(jobs.states).toEqual(['free']);

  const other = rig();
  void other.speech.speak(requestOf('No answer.'), keeping().context).catch(() => undefined);
  await turn();
  const endless = other.speech.close(grace.signal);
  expect(await isOver(endless)).toBe(false);
  grace.abort();
  await endless;
  expect(other.jobs.states).toEqual(['intended']);
});

test('what nobody waits for any more is not fetched by anybody when its voice was forgotten', async () => {
  const { service, jobs, unfinished, speech } = rig();
  const leaving = new AbortController();
  const speaking = speech.speak(requestOf('Gone.'), keeping({ signal: leaving.signal }).context);
  await turn();
  service.last.take('r-1');
  expect(unfinished.forget(await jobs.forget({ voice: name.voice }))).toEqual([]);
  leaving.abort(new Error('left'));
  await expect(speaking).rejects.toThrow('left');
  await turn();
  expect(unfinished.names).toEqual([]);
  expect(jobs.states).toEqual(['doubtful']);
});

test('words that the last process may have paid are paid again only when somebody asks anew', async () => {
  const { service, unfinished, speech } = rig();
  unfinished.doubt(name.key);
  const takenUp = speech.speak(requestOf('Again?'), keeping({ isTakenUp: true }).context);
  await expect(takenUp).rejects.toMatchObject({ failure: 'maybe-submitted' });
  expect(service.sent).toEqual([]);
  void speech.speak(requestOf('Again!'), keeping().context);
  await turn();
  expect(service.sent).toHaveLength(1);
});

test('a job that can’t be noted is spoken, and the operator hears of it', async () => {
  class Forgetful extends MemoryJobs {
    override async note(): Promise<void> {
      throw new Error('no store');
    }
  }
  const { service, troubles, speech } = rig(new Forgetful());
  const speaking = speech.speak(requestOf('All the same.'), { signal });
  await turn();
  service.last.take('r-1');
  service.finish('r-1');
  expect(await read(await speaking)).toBe('sound');
  await turn();
  expect(troubles).not.toEqual([]);
});

test('of a stream that was answered nothing can be followed: it is paid', async () => {
  const jobs = new MemoryJobs();
  const unfinished = new Unfinished();
  const delivery: Delivery = 'stream';
  const bytes = (async function* () {
    yield Buffer.from('sound');
    throw new Error('cut');
  })();
  const speak = async (_: unknown, { onPaying }: SpeechContext): Promise<SpokenAudio> => {
    await onPaying?.();
    return { format: 'mp3', bytes, engine: 'openai' };
  };
  const service = { engine: 'openai', delivery, speech: { speak } } as const;
  const speech = withJobs(service, { jobs, unfinished, onTrouble: () => undefined });
  const speaking = speech.speak(requestOf('Cut.'), keeping().context);
  await expect(speaking.then(read)).rejects.toThrow('cut');
  await turn();
  expect(jobs.noted).toEqual(['job-1 intended', 'job-1 submitted', 'job-1 kept']);
  expect(unfinished.names).toEqual([]);
});
