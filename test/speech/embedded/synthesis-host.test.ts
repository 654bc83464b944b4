import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import {
  inProcess,
  inThread,
  type EngineEvents,
  type EngineLink,
  type StartEngine,
  type SynthesisJob,
} from '#speech/embedded/engine-link.ts';
import { SynthesisHost } from '#speech/embedded/synthesis-host.ts';

/** An engine that obeys the text: `hang` never answers, `die` dies, `fail` fails, anything else becomes its length. */
class FakeEngine implements EngineLink {
  readonly events: EngineEvents;
  readonly heard: string[] = [];
  killed = false;

  constructor(events: EngineEvents, loads: boolean) {
    this.events = events;
    setImmediate(() => {
      if (loads) events.message({ kind: 'ready' });
    });
  }

  post({ id, text }: SynthesisJob): void {
    this.heard.push(text);
    setImmediate(() => {
      if (text === 'die') this.events.death(new Error('died'));
      else if (text === 'fail')
        this.events.message({ kind: 'failed', id, reason: 'out of bounds' });
      else if (text !== 'hang') this.say(id, text);
    });
  }

  say(id: number, text: string): void {
    const sound = { pcm: new Int16Array(text.length), sampleRate: 16_000 };
    this.events.message({ kind: 'spoken', id, sound });
  }

  kill(): void {
    this.killed = true;
  }

  hold(): void {}
}

const never = new AbortController().signal;
const hosts: SynthesisHost[] = [];
afterEach(() => {
  for (const host of hosts.splice(0)) host.close();
});

function host(
  options: { loads?: (start: number) => boolean; idleMs?: number; start?: StartEngine } = {},
): { host: SynthesisHost; engines: FakeEngine[] } {
  const engines: FakeEngine[] = [];
  const start: StartEngine = (events) => {
    const engine = new FakeEngine(events, options.loads?.(engines.length) ?? true);
    engines.push(engine);
    return engine;
  };
  const made = new SynthesisHost({
    start: options.start ?? start,
    startTimeoutMs: options.start ? 10_000 : 60,
    jobTimeoutMs: options.start ? 10_000 : 60,
    ...(options.idleMs === undefined ? {} : { idleMs: options.idleMs }),
  });
  hosts.push(made);
  return { host: made, engines };
}

function piece(text: string): Omit<SynthesisJob, 'id'> {
  return { text, voice: 'slt', speed: 1 };
}

test('pieces are spoken in turn by one engine', async () => {
  const { host: speaker, engines } = host();
  const texts = ['one', 'three', 'fourteen'];
  const sounds = await Promise.all(texts.map((text) => speaker.synthesize(piece(text), never)));
  expect(sounds.map(({ pcm }) => pcm.length)).toEqual([3, 5, 8]);
  expect(engines.map(({ heard }) => heard)).toEqual([texts]);
});

test('a piece that the engine fails at is refused alone', async () => {
  const { host: speaker, engines } = host();
  const failing = speaker.synthesize(piece('fail'), never);
  const next = speaker.synthesize(piece('next'), never);
  await expect(failing).rejects.toMatchObject({
    failure: 'unavailable',
    facts: { engine: 'embedded' },
  });
  await expect(next).resolves.toMatchObject({ sampleRate: 16_000 });
  expect(engines).toHaveLength(1);
});

test('a piece that two engines died of is given up, and the next is spoken by a third', async () => {
  const { host: speaker, engines } = host();
  const deadly = speaker.synthesize(piece('die'), never);
  const next = speaker.synthesize(piece('next'), never);
  await expect(deadly).rejects.toMatchObject({ failure: 'unavailable' });
  await expect(next).resolves.toMatchObject({ sampleRate: 16_000 });
  expect(engines.map(({ heard }) => heard)).toEqual([['die'], ['die'], ['next']]);
});

test('an engine that hangs is replaced, and only its piece is lost', async () => {
  const { host: speaker, engines } = host();
  const hanging = speaker.synthesize(piece('hang'), never);
  const next = speaker.synthesize(piece('next'), never);
  await expect(hanging).rejects.toMatchObject({ failure: 'timeout' });
  await expect(next).resolves.toMatchObject({ sampleRate: 16_000 });
  expect(engines.map(({ killed }) => killed)).toEqual([true, false]);
});

test('an engine that never loads makes everything that waits unavailable', async () => {
  const { host: speaker, engines } = host({ loads: () => false });
  const asked = [
    speaker.warm(),
    speaker.synthesize(piece('one'), never),
    speaker.synthesize(piece('two'), never),
  ];
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes).toEqual(
    asked.map(() =>
      expect.objectContaining({ reason: expect.objectContaining({ failure: 'unavailable' }) }),
    ),
  );
  expect(engines.map(({ killed }) => killed)).toEqual([true, true]);
});

test('an engine that loads at the second try speaks', async () => {
  const { host: speaker } = host({ loads: (start) => start > 0 });
  await expect(speaker.synthesize(piece('late'), never)).resolves.toMatchObject({});
});

test('aborting ends the wait at once with the reason, and the sound that comes late is not taken for the next', async () => {
  const { host: speaker, engines } = host();
  const aborting = new AbortController();
  const aborted = speaker.synthesize(piece('hang'), aborting.signal);
  const queued = speaker.synthesize(piece('queued'), aborting.signal);
  await speaker.warm();
  const next = speaker.synthesize(piece('next'), never);
  const reason = new Error('skipped');
  aborting.abort(reason);
  await expect(aborted).rejects.toBe(reason);
  await expect(queued).rejects.toBe(reason);
  engines[0]?.say(1, 'much too late');
  expect((await next).pcm).toHaveLength(4);
  expect(engines.map(({ heard }) => heard)).toEqual([['hang', 'next']]);
});

test('what is aborted already never reaches the engine', async () => {
  const { host: speaker, engines } = host();
  await expect(speaker.synthesize(piece('one'), AbortSignal.abort())).rejects.toThrow(/abort/iu);
  expect(engines).toEqual([]);
});

test('an engine without work is ended after a while and comes back when asked', async () => {
  const { host: speaker, engines } = host({ idleMs: 20 });
  await speaker.synthesize(piece('one'), never);
  await sleep(60);
  expect(engines[0]?.killed).toBe(true);
  await speaker.synthesize(piece('two'), never);
  expect(engines).toHaveLength(2);
});

test('closing refuses what waits and what comes after', async () => {
  const { host: speaker, engines } = host();
  const waiting = [
    speaker.synthesize(piece('hang'), never),
    speaker.synthesize(piece('one'), never),
  ];
  await speaker.warm();
  speaker.close();
  for (const outcome of [...waiting, speaker.synthesize(piece('two'), never), speaker.warm()])
    await expect(outcome).rejects.toMatchObject({ failure: 'unavailable' });
  expect(engines.map(({ killed }) => killed)).toEqual([true]);
});

test('more than can be spoken in time is refused', async () => {
  const { host: speaker } = host();
  const flood = Array.from({ length: 300 }, () => speaker.synthesize(piece('flood'), never));
  const outcomes = await Promise.allSettled(flood);
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused).toHaveLength(100);
  expect(refused[0]).toMatchObject({ reason: { failure: 'rate-limited' } });
});

const folder = new URL('../../../src/speech/embedded/', import.meta.url);

test.each([
  { name: 'thread', start: inThread(new URL('flite-worker.ts', folder)), voice: 'slt' },
  { name: 'process', start: inProcess(new URL('espeak-child.ts', folder)), voice: 'gmw/de' },
])('a killed $name is replaced and the piece is spoken all the same', async ({ start, voice }) => {
  const links: EngineLink[] = [];
  const { host: speaker } = host({
    start: (events) => {
      const link = start(events);
      links.push(link);
      return link;
    },
  });
  await speaker.warm();
  const long = { text: 'Eight thousand words are spoken here. '.repeat(20), voice, speed: 1 };
  const speaking = speaker.synthesize(long, never);
  links[0]?.kill();
  expect((await speaking).pcm.length).toBeGreaterThan(100_000);
  expect(links).toHaveLength(2);
});

test.each([
  ['thread', inThread(new URL('no-such-engine.ts', folder))],
  ['process', inProcess(new URL('no-such-engine.ts', folder))],
] as const)('a %s that can not start is unavailable', async (_, start) => {
  const { host: speaker } = host({ start });
  await expect(speaker.synthesize(piece('hello'), never)).rejects.toMatchObject({
    failure: 'unavailable',
  });
});
