import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { knownModels } from '#speech/local/known-models.ts';
import { local } from '#speech/local/local.ts';
import type { Local, LocalOptions } from '#speech/local/local.ts';
import { keptSpeeds } from '#speech/local/speeds.ts';
import type { SpeechRequest } from '#speech/speech.ts';

import { childrenThatRun, environmentSeenBy } from '../../child-processes.ts';
import { cloneOf, hasAddon, heard, humming, listening, pitchOf } from './hummed.ts';
import { putPocket, putVits } from './tiny-models.ts';

let folder = '';
const opened: Local[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterEach(() => {
  for (const engine of opened.splice(0)) engine.close();
  rmSync(folder, { recursive: true });
});

function open(options: Partial<LocalOptions> = {}): Local {
  const engine = local({ folder, ...options });
  opened.push(engine);
  return engine;
}

const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, 'utf8');
const speakers = (): Promise<readonly number[]> => childrenThatRun(process.pid, 'speaker.ts');

function asked(text: string, more: Partial<SpeechRequest> = {}): SpeechRequest {
  const voice = { mode: 'preset', id: 'speaker-0' } as const;
  return { text, model: 'tiny-en', language: 'en', voice, speed: 1, ...more };
}

const cloned = (text: string, amplitude: number): SpeechRequest =>
  asked(text, { model: 'pocket', voice: cloneOf(humming(amplitude)) });

test.runIf(hasAddon)(
  'a text is heard by clauses, each letter of it, in the voice of its speaker',
  async () => {
    putVits(join(folder, 'tiny-en'));
    const engine = open();
    const [model] = await engine.models(listening().signal);
    expect(model).toMatchObject({ engine: 'local', slug: 'tiny-en', modes: ['preset'] });
    const text = `${'one two three. '.repeat(8)}four.`;
    const low = await heard(await engine.speak(asked(text), listening()));
    expect(low.chunks).toBeGreaterThan(3);
    expect(low.samples.length / 1_280).toBeGreaterThan(110);
    expect(pitchOf(low.samples, 16_000)).toBeCloseTo(200, -2);
    const voice = { mode: 'preset', id: 'speaker-1' } as const;
    const high = await heard(await engine.speak(asked('hello', { voice }), listening()));
    expect(pitchOf(high.samples, 16_000)).toBeCloseTo(300, -2);
  },
);

test.runIf(hasAddon)('a clip goes in, and another one sounds otherwise', async () => {
  putPocket(join(folder, 'pocket'));
  const engine = open();
  const [quiet, loud] = [
    await engine.speak(cloned('hello there', 0.1), listening()),
    await engine.speak(cloned('hello there', 0.8), listening()),
  ];
  const [low, high] = [
    pitchOf((await heard(quiet)).samples, 24_000),
    pitchOf((await heard(loud)).samples, 24_000),
  ];
  expect(high).toBeGreaterThan(2 * low);
});

test.runIf(hasAddon)(
  'what is skipped is silent at once, and the next one is heard soon',
  async () => {
    putPocket(join(folder, 'pocket'), { work: 4 });
    const engine = open();
    await engine.warm();
    const skipping = new AbortController();
    const long = cloned(`${'a clause that takes seconds '.repeat(3)}to make`, 0.2);
    const first = engine.speak(long, listening(skipping.signal));
    const [before] = await speakers();
    await sleep(200);
    const skippedMs = performance.now();
    skipping.abort(new Error('skipped'));
    await expect(first).rejects.toThrow('skipped');
    expect(performance.now() - skippedMs).toBeLessThan(40);
    await sleep(100);
    // Nobody waits for it: it is let end its clause.
    expect(await speakers()).toEqual([before]);
    const second = engine.speak(cloned('hi', 0.2), listening());
    await expect.poll(speakers).not.toContain(before);
    expect((await heard(await second)).samples.length).toBeGreaterThan(0);
  },
);

test.runIf(hasAddon)('two at once are both heard whole', async () => {
  putPocket(join(folder, 'pocket'));
  const engine = open();
  const both = ['one two. '.repeat(20), 'three. '.repeat(20)].map(async (text) =>
    heard(await engine.speak(cloned(text, 0.2), listening())),
  );
  const [one, two] = await Promise.all(both);
  expect((one?.samples.length ?? 0) / 1_920).toBeGreaterThan(170);
  expect((two?.samples.length ?? 0) / 1_920).toBeGreaterThan(130);
});

test.runIf(hasAddon)('a corrupt model ends its own process, and the others speak on', async () => {
  putVits(join(folder, 'tiny-en'));
  writeFileSync(join(putPocket(join(folder, 'pocket')), 'lm_main.int8.onnx'), 'no graph at all');
  const engine = open();
  await expect(engine.speak(cloned('hi', 0.2), listening())).rejects.toMatchObject({
    failure: 'unavailable',
    facts: { engine: 'local' },
  });
  expect((await heard(await engine.speak(asked('hi'), listening()))).samples).toHaveLength(2_560);
});

test.runIf(hasAddon)('numbers that are no sound are a failure, and not a silence', async () => {
  putVits(join(folder, 'tiny-en'), { isBroken: true });
  const failing = open().speak(asked('hello there'), listening());
  await expect(failing).rejects.toMatchObject({ failure: 'job-failed' });
});

test.runIf(hasAddon)(
  'a process that dies in the middle is replaced, and nothing is heard twice',
  async () => {
    putVits(join(folder, 'tiny-en'), { work: 4 });
    const engine = open();
    const spoken = await engine.speak(
      asked('one two three four. five six seven eight. nine'),
      listening(),
    );
    const [before = 0] = await speakers();
    process.kill(before, 'SIGKILL');
    expect((await heard(spoken)).samples.length / 1_280).toBe(46);
  },
);

test.runIf(hasAddon)('a process that dies again and again is given up', async () => {
  putVits(join(folder, 'tiny-en'), { work: 200 });
  const engine = open();
  const spoken = engine.speak(asked('never to be heard'), listening());
  const failing = spoken.then(
    () => undefined,
    (error: unknown) => error,
  );
  for (const killed of [1, 2]) {
    await expect.poll(speakers, { message: `${killed}` }).toHaveLength(1);
    await sleep(400);
    for (const pid of await speakers()) process.kill(pid, 'SIGKILL');
    await sleep(50);
  }
  expect(await failing).toMatchObject({ failure: 'unavailable' });
});

test.runIf(hasAddon)('speech that nobody read a byte of gives its model back', async () => {
  putVits(join(folder, 'tiny-en'));
  putVits(join(folder, 'other'));
  const engine = open({ maxLoaded: 1 });
  const leaving = new AbortController();
  await engine.speak(asked('unread'), listening(leaving.signal));
  leaving.abort();
  await heard(await engine.speak(asked('hi', { model: 'other' }), listening()));
  await expect.poll(speakers).toHaveLength(1);
});

test.runIf(hasAddon)('the process ends when it has nothing to do', async () => {
  putVits(join(folder, 'tiny-en'));
  const engine = open({ host: { idleMs: 200 } });
  await engine.warm();
  expect(await speakers()).toHaveLength(1);
  await expect.poll(speakers).toHaveLength(0);
  expect((await heard(await engine.speak(asked('hi'), listening()))).samples).toHaveLength(2_560);
});

test.runIf(hasAddon)('the embedding of a voice is kept, and forgotten with the voice', async () => {
  putPocket(join(folder, 'pocket'), { encoding: 20 });
  const engine = open();
  const timeOf = async (): Promise<number> => {
    const startedMs = performance.now();
    await heard(await engine.speak(cloned('hi', 0.3), listening()));
    return performance.now() - startedMs;
  };
  const firstMs = await timeOf();
  const secondMs = await timeOf();
  expect(secondMs).toBeLessThan(firstMs / 3);
  const [before] = await speakers();
  engine.forget();
  await expect.poll(speakers).not.toContain(before);
  expect(await timeOf()).toBeGreaterThan(2 * secondMs);
});

test.runIf(hasAddon)('the process knows nothing of this one’s environment', async () => {
  putVits(join(folder, 'tiny-en'));
  const engine = open();
  await engine.warm();
  const [pid = 0] = await speakers();
  const names = Object.keys(await environmentSeenBy(pid));
  expect(names.filter((name) => !/^(?:NODE_|MALLOC_)/.test(name))).toEqual([]);
});

test.runIf(hasAddon)(
  'how fast a model is, is measured some time after it was loaded, and kept',
  async () => {
    putVits(join(folder, 'tiny-en'));
    const slow: unknown[] = [];
    const engine = open({ measureAfterMs: 10, onSlow: (...told) => slow.push(told) });
    await engine.warm();
    const { of } = keptSpeeds(folder);
    await expect.poll(() => of('tiny-en')).toBeGreaterThan(0);
    const [model] = await engine.models(listening().signal);
    expect(model?.realTimeFactor).toBe(of('tiny-en'));
    expect(slow).toEqual([]);
  },
);

test.runIf(hasAddon)(
  'each of several models is measured, and the best is loaded first',
  async () => {
    putVits(join(folder, 'a-slow'), { work: 1 });
    putVits(join(folder, 'b-new'));
    const [recommended] = knownModels;
    putVits(join(folder, recommended?.folder ?? ''));
    const speeds = keptSpeeds(folder);
    speeds.keep('a-slow', 1.5);
    const slow: unknown[] = [];
    const engine = open({
      measureAfterMs: 10,
      onSlow: (...told) => slow.push(told),
      maxLoaded: 1,
    });
    const slugs = async () => (await engine.models(listening().signal)).map(({ slug }) => slug);
    // Those that keep up come first, and of these those that are recommended.
    expect(await slugs()).toEqual([recommended?.folder, 'b-new', 'a-slow']);
    await engine.warm();
    expect(await speakers()).toHaveLength(1);
    const [loaded = 0] = await speakers();
    expect(await commandOf(loaded)).toContain(recommended?.folder);
    await expect.poll(() => speeds.of('b-new'), { timeout: 20_000 }).toBeGreaterThan(0);
    expect(speeds.of(recommended?.folder ?? '')).toBeGreaterThan(0);
    await expect.poll(() => slow).toEqual([['a-slow', 1.5]]);
    // Memory is for one: it is the first again that waits for words.
    await expect
      .poll(async () => Promise.all((await speakers()).map(commandOf)))
      .toEqual([expect.stringContaining(recommended?.folder ?? '')]);
  },
);

test.runIf(hasAddon)(
  'a model that is known to be too slow is told, and not measured again',
  async () => {
    putVits(join(folder, 'tiny-en'));
    keptSpeeds(folder).keep('tiny-en', 0.9);
    const slow: unknown[] = [];
    const engine = open({ measureAfterMs: 10, onSlow: (...told) => slow.push(told) });
    await engine.warm();
    await expect.poll(() => slow).toEqual([['tiny-en', 0.9]]);
    expect(keptSpeeds(folder).of('tiny-en')).toBe(0.9);
  },
);

test('a folder that lacks files is told which, once', async () => {
  putVits(join(folder, 'tiny-en'));
  rmSync(join(putPocket(join(folder, 'pocket')), 'vocab.json'));
  const broken: unknown[] = [];
  const engine = open({ onBroken: (each) => broken.push(each) });
  const { signal } = listening();
  expect((await engine.models(signal)).map(({ slug }) => slug)).toEqual(['tiny-en']);
  await engine.models(signal);
  expect(broken).toEqual([{ slug: 'pocket', lacks: ['vocab.json'] }]);
});

test.runIf(hasAddon)('a text without a sound is refused with a sentence', async () => {
  putVits(join(folder, 'tiny-en'));
  await expect(open().speak(asked('日本'), listening())).rejects.toMatchObject({
    failure: 'refused',
    text: expect.anything(),
  });
});
