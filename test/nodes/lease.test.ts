import fc from 'fast-check';
import { expect, test } from 'vitest';

import { AwayWord, heldUntil, leaseMs, renewEveryMs, SeenLeases } from '#nodes/lease.ts';

const row = (beat: number, process = 'p') => ({ id: 'node', process, beat });

/** A gateway that looks every 250 ms and is answered at once. */
function looking(beatAt: (atMs: number) => number | undefined, untilMs: number): SeenLeases {
  const seen = new SeenLeases();
  for (let atMs = 0; atMs <= untilMs; atMs += 250) {
    const beat = beatAt(atMs);
    if (beat === undefined) seen.failed();
    else seen.saw([row(beat)], atMs, atMs);
  }
  return seen;
}

test('a lease that is renewed every second is held, and one that isn’t ends after four', () => {
  expect(looking((atMs) => Math.floor(atMs / renewEveryMs), 60_000).of('node')).toBe('held');
  expect(looking(() => 1, leaseMs - 250).of('node')).toBe('held');
  expect(looking(() => 1, leaseMs).of('node')).toBe('over');
  expect(new SeenLeases().of('node')).toBe('unknown');
});

test('while the database is away no lease ends, and after that each is counted anew', () => {
  const away = (atMs: number) => (atMs > 1_000 && atMs < 30_000 ? undefined : 1);
  expect(looking(away, 29_000).of('node')).toBe('held');
  expect(looking(away, 29_000).isAway).toBe(true);
  expect(looking(away, 30_000 + leaseMs - 250).of('node')).toBe('held');
  expect(looking(away, 30_000 + leaseMs).of('node')).toBe('over');
});

test('a gateway that stood still knows nothing of the time meanwhile', () => {
  const seen = new SeenLeases();
  seen.saw([row(1)], 0, 0);
  // Asked before, and read long after.
  seen.saw([row(1)], 100, 60_000);
  expect(seen.of('node')).toBe('held');
  seen.saw([row(1)], 120_000, 120_000);
  expect(seen.of('node')).toBe('held');
});

test('another process at the same address has a lease of its own', () => {
  const seen = new SeenLeases();
  for (let atMs = 0; atMs <= 5_000; atMs += 250)
    seen.saw([row(1, atMs < 3_000 ? 'p' : 'q')], atMs, atMs);
  expect(seen.of('node')).toBe('held');
});

/** For some steps of time: what the network does with each question, in both directions, and whether the database is there. */
const weather = fc.array(
  fc.record({
    count: fc.integer({ min: 1, max: 25 }),
    stepMs: fc.constantFrom(50, 250, 400, 1_400, 6_000),
    renewal: fc.constantFrom('lost', 'done', 'done-but-untold'),
    look: fc.constantFrom('answered', 'answered', 'answered', 'slow', 'lost'),
    sign: fc.constantFrom('lost', 'heard'),
    word: fc.constantFrom('lost', 'told', 'late'),
    database: fc.constantFrom('here', 'here', 'here', 'away'),
  }),
  { minLength: 5, maxLength: 20 },
);

type Step = typeof weather extends fc.Arbitrary<(infer One)[]> ? One : never;

/** A node that holds a call, a gateway that judges it, and the database between them. */
class Play {
  readonly seen = new SeenLeases();
  readonly #away = new AwayWord();
  #atMs = 0;
  #beat = 1;
  #untilMs = heldUntil(0);
  #heard = 0;
  #slow: { readonly beat: number; readonly askedAtMs: number } | undefined;
  #late: number[] = [];
  #holds = true;

  /** Whether the node holds the call: one that it had to end is ended, however soon it may hold others. */
  holds(): boolean {
    this.#holds &&= this.#atMs < this.#untilMs || this.#away.holds(this.#atMs);
    return this.#holds;
  }

  step({ stepMs, renewal, look, sign, word, database }: Step): void {
    // The node asks now, and its row changes some time later.
    const askedAtMs = this.#atMs;
    this.#atMs += stepMs;
    this.holds();
    const isHere = database === 'here';
    if (isHere) this.#renew(renewal, askedAtMs);
    const number = this.#away.beat(this.#atMs);
    if (sign === 'heard') this.#heard = number;
    this.#look(isHere ? look : 'lost');
    this.#tell(word);
  }

  #renew(renewal: Step['renewal'], askedAtMs: number): void {
    if (renewal !== 'lost') this.#beat += 1;
    if (renewal === 'done') this.#untilMs = heldUntil(askedAtMs);
  }

  /** A look that was slow shows what was there when it was asked. */
  #look(look: Step['look']): void {
    const slow = this.#slow;
    this.#slow = undefined;
    if (slow) this.seen.saw([row(slow.beat)], slow.askedAtMs, this.#atMs);
    else if (look === 'lost') this.seen.failed();
    else if (look === 'slow') this.#slow = { beat: this.#beat, askedAtMs: this.#atMs };
    else this.seen.saw([row(this.#beat)], this.#atMs, this.#atMs);
  }

  #tell(word: Step['word']): void {
    for (const number of this.#late.splice(0)) this.#away.said(number);
    if (!this.seen.isAway) return;
    if (word === 'told') this.#away.said(this.#heard);
    if (word === 'late') this.#late.push(this.#heard);
  }
}

test('whatever the network does, no gateway takes a call that a node may speak in', () => {
  let taken = 0;
  fc.assert(
    fc.property(weather, (phases) => {
      const play = new Play();
      const { seen } = play;
      for (const phase of phases)
        for (let count = 0; count < phase.count; count += 1) {
          play.step(phase);
          if (seen.of('node') !== 'over' || seen.isAway) continue;
          taken += 1;
          expect(play.holds()).toBe(false);
          return;
        }
    }),
    { numRuns: 500, seed: 18 },
  );
  expect(taken).toBeGreaterThan(100);
});

test('a node whose gateway misses the database holds its calls as long as it hears so', () => {
  const away = new AwayWord();
  let atMs = 0;
  for (; atMs < 60_000; atMs += 500) {
    away.said(away.beat(atMs));
    expect(away.holds(atMs + 400)).toBe(true);
  }
  expect(away.holds(atMs + leaseMs)).toBe(false);
  // A word that was said long ago and comes now says nothing.
  const old = away.beat(0);
  for (let more = 0; more < 40; more += 1) away.beat(90_000);
  away.said(old);
  expect(away.holds(90_000)).toBe(false);
});
