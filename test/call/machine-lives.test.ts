import fc from 'fast-check';
import { expect, test } from 'vitest';

import { standardLimits as limits } from '#call/call-limits.ts';
import { canSpeak } from '#call/call-state.ts';
import type { CallState, Effect, Happening } from '#call/call-state.ts';
import { startCall, transition } from '#call/machine.ts';

import {
  closed,
  deadline,
  deafly,
  fault,
  ready,
  server,
  serverAt,
  state,
  stateIn,
} from './machine-events.ts';

// Whole lives of calls, in any order of events.

const happenings = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      state,
      stateIn(null),
      stateIn('B'),
      stateIn('A', { mute: true }),
      stateIn('B', { suppress: true }),
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(server, serverAt(null), serverAt('other')) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('opening', 'discovering', 'selecting', 'grouping', 'ready')
      .map((step): Happening => ({ type: 'step', step })),
  },
  { weight: 2, arbitrary: fc.constantFrom(1006, 4004, 4006, 4014, 4016, 4021, 4022).map(closed) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('group', 'garbled', 'deaf', 'udp')
      .map(fault as (name: string) => Happening),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Happening>(
      { type: 'refused' },
      { type: 'detached' },
      { type: 'new-session' },
      { type: 'worker-died' },
      { type: 'join', channelId: 'A' },
      { type: 'join', channelId: 'B' },
    ),
  },
  { weight: 2, arbitrary: fc.boolean().map((on): Happening => ({ type: 'speech', on })) },
  { weight: 6, arbitrary: fc.constantFrom(deadline, deadline, deafly) },
);

/** Does what the runner does with timers and requests, in a time that only moves when it is told. */
class Life {
  state: CallState;
  atMs = 0;
  readonly joins: number[] = [];
  timerAtMs: number | undefined;
  connected = false;

  constructor() {
    const begun = startCall('A', 0);
    this.state = begun.state;
    this.#run(begun.effects);
  }

  /** A deadline comes when it is due; everything else after `waitMs`, unless a deadline is due before. */
  happen(happening: Happening, waitMs: number): void {
    if (
      this.timerAtMs !== undefined &&
      (happening.type === 'deadline' || this.timerAtMs <= this.atMs + waitMs)
    ) {
      this.atMs = this.timerAtMs;
      this.timerAtMs = undefined;
      this.#step(happening.type === 'deadline' ? happening : deadline);
    }
    if (happening.type === 'deadline') return;
    this.atMs += waitMs;
    this.#step(happening);
  }

  #step(happening: Happening): void {
    const asked = 'phase' in this.state && this.state.phase.step === 'signalling';
    // A refused request never reached Discord.
    if (happening.type === 'refused' && asked) this.joins.pop();
    const { state, effects } = transition(this.state, { ...happening, atMs: this.atMs });
    this.state = state;
    this.#run(effects);
  }

  #run(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do === 'wait') this.timerAtMs = this.atMs + effect.ms;
      if (effect.do === 'calm') this.timerAtMs = undefined;
      if (effect.do === 'request' && effect.channelId !== null) this.joins.push(this.atMs);
      if (effect.do === 'connect') this.connected = true;
      if (effect.do === 'disconnect') this.connected = false;
    }
  }
}

test('whatever happens: never stuck without a deadline, never more joins a minute than the budget, speaks only when connected', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(happenings, fc.integer({ min: 0, max: 9000 })), { maxLength: 80 }),
      (story) => {
        const life = new Life();
        for (const [happening, waitMs] of story) {
          life.happen(happening, waitMs);
          const { state, joins, timerAtMs, connected, atMs } = life;
          const entering = 'phase' in state;
          const faults = {
            stuck: entering && timerAtMs === undefined,
            haunted: state.is === 'gone' && timerAtMs !== undefined,
            mute: canSpeak(state) && !connected,
            leaking:
              connected && (state.is === 'gone' || (entering && state.phase.step !== 'connecting')),
            overspent:
              joins.filter((joinedMs) => atMs - joinedMs < 60_000).length >
              limits.maxJoinsPerMinute,
          };
          expect(Object.entries(faults).filter(([, holds]) => holds)).toEqual([]);
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('from wherever it got to, a call that hears nothing more comes to an end, and one that is answered comes to speak', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(happenings, fc.integer({ min: 0, max: 9000 })), { maxLength: 40 }),
      (story) => {
        const silent = new Life();
        const answered = new Life();
        for (const [happening, waitMs] of story) {
          silent.happen(happening, waitMs);
          answered.happen(happening, waitMs);
        }
        for (let turn = 0; turn < 2000 && 'phase' in silent.state; turn += 1)
          silent.happen(deadline, 0);
        expect('phase' in silent.state).toBe(false);
        for (let turn = 0; turn < 200 && 'phase' in answered.state; turn += 1) {
          const { channelId, phase } = answered.state;
          if (phase.step === 'signalling') {
            answered.happen(stateIn(channelId), 1);
            answered.happen(server, 1);
          } else if (phase.step === 'connecting') {
            answered.happen(ready, 1);
          } else {
            answered.happen(deadline, 0);
          }
        }
        expect(['ready', 'suspended', 'speaking', 'gone']).toContain(answered.state.is);
      },
    ),
    { numRuns: 300 },
  );
});
