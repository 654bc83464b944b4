import fc from 'fast-check';
import { expect, test } from 'vitest';

import { standardLimits as limits } from '#call/call-limits.ts';
import {
  type CallState,
  canSpeak,
  type Effect,
  type Happening,
  type Step,
} from '#call/call-state.ts';
import { startCall, transition } from '#call/machine.ts';

import { voiceServerAt, voiceStateIn } from './packets.ts';

function stateIn(...about: Parameters<typeof voiceStateIn>): Happening {
  return { type: 'voice-state', packet: voiceStateIn(...about) };
}

function serverAt(endpoint: string | null): Happening {
  return { type: 'voice-server', packet: voiceServerAt(endpoint) };
}

const state = stateIn('A');
const server = serverAt('host');
/** The voice state of a gateway session that began later. */
const renewed = stateIn('A', { session_id: 'new' });
const ready: Happening = { type: 'step', step: 'ready' };
const identifying: Happening = { type: 'step', step: 'identifying' };
const outage: Happening = { type: 'outage', over: false };
const returned: Happening = { type: 'outage', over: true };
const deadline: Happening = { type: 'deadline' };
/** While the gateway is away. */
const deafly: Happening = { type: 'deadline', deaf: true };
const newSession: Happening = { type: 'new-session' };
const closed = (code: number): Happening => ({ type: 'lost', loss: { kind: 'closed', code } });
const fault = (fault: 'group' | 'garbled' | 'deaf' | 'udp'): Happening => ({
  type: 'lost',
  loss: { kind: 'fault', fault },
});

/** A call in channel A to which these things happened, 10 ms apart. Effects are those of the last. */
function after(...happenings: Happening[]): Step {
  let step = startCall('A', 0);
  happenings.forEach((happening, index) => {
    step = transition(step.state, { ...happening, atMs: (index + 1) * 10 });
  });
  return step;
}

function named(effects: readonly Effect[]): string[] {
  return effects.map((effect) => {
    if (effect.do === 'wait') return `wait ${effect.ms}`;
    if (effect.do === 'request') return `request ${effect.channelId}`;
    if (effect.do === 'tell') return `tell ${effect.change.kind}`;
    return effect.do;
  });
}

function where({ state }: Step): string {
  if (state.is === 'gone') return `gone ${state.ending}`;
  if ('phase' in state) return `${state.is} ${state.phase.step}`;
  return state.is === 'suspended' ? `suspended ${state.why}` : state.is;
}

const inside = [state, server, ready];

test.each<[string, Happening[], string, string[]]>([
  ['asks to join', [], 'joining signalling', ['wait 5000', 'attach', 'request A']],
  ['holds a state that comes first', [state], 'joining signalling', ['wait 2000']],
  ['holds a server that comes first', [server], 'joining signalling', ['wait 2000']],
  [
    'connects when the pair is whole',
    [state, server],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'connects when the pair is whole, reversed',
    [server, state],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'swallows a null state between',
    [stateIn(null), server, state],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'ignores a state for another channel while joining',
    [stateIn('B'), server],
    'joining signalling',
    ['wait 2000'],
  ],
  ['ignores a server without an endpoint', [state, serverAt(null)], 'joining signalling', []],
  [
    'gives the group its own time',
    [state, server, { type: 'step', step: 'grouping' }],
    'joining connecting',
    ['wait 3000'],
  ],
  ['is ready', inside, 'ready', ['calm']],
  [
    'names the voice server that never said that it is ready',
    [state, server, identifying, deadline, deadline, state, server, identifying, deadline],
    'gone voice-server-silent',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'names a voice server that Discord never named',
    [state, deadline, deadline, state, deadline],
    'gone no-voice-server',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'gives up when it is let go on the threshold again',
    [state, server, closed(4014), deadline, deadline, state, server, closed(4014), deadline],
    'gone lost',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'lets a connection that is being made outlive an outage',
    [state, server, outage],
    'joining connecting',
    [],
  ],
  [
    'is told twice of the same outage',
    [...inside, stateIn(null), outage, outage],
    'rejoining outage',
    [],
  ],
  ['has had no outage that could be over', [returned], 'joining signalling', []],
  [
    'waits for word of an outage when it is sent away while following a move',
    [...inside, stateIn('B'), stateIn(null)],
    'moved shut-out',
    ['disconnect', 'wait 300'],
  ],
  [
    'is told of the move when word comes late',
    [...inside, closed(4014), stateIn('B')],
    'moved signalling',
    ['tell moved', 'wait 2000'],
  ],
  [
    'has not moved when the late word is of its own channel',
    [...inside, closed(4014), state],
    'moved signalling',
    ['wait 2000'],
  ],
  [
    'takes a voice server that comes before the word of a move',
    [...inside, closed(4014), server],
    'moved signalling',
    ['wait 2000'],
  ],
  [
    'believes no voice server after a kick',
    [...inside, stateIn(null), server],
    'moved shut-out',
    [],
  ],
  [
    'comes back when the session that it belonged to is lost',
    [...inside, newSession],
    'rejoining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'takes a voice socket that was closed before the next session began for one that went with the last',
    [...inside, closed(4014), newSession],
    'rejoining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'takes what is cleared away of a lost session for no kick while it comes back',
    [...inside, newSession, deadline, stateIn(null)],
    'rejoining signalling',
    [],
  ],
  [
    'takes it for none when it is nearly there, either',
    [...inside, newSession, deadline, renewed, server, stateIn(null)],
    'rejoining connecting',
    [],
  ],
  [
    'nor when it is there',
    [...inside, newSession, deadline, renewed, server, ready, stateIn(null)],
    'ready',
    [],
  ],
  [
    'is kicked from the call of its new session',
    [...inside, newSession, deadline, renewed, server, ready, stateIn(null, { session_id: 'new' })],
    'moved shut-out',
    ['disconnect', 'wait 300'],
  ],
  [
    'asks anew for what was asked for in a lost session',
    [newSession],
    'joining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'lets go of nothing that a lost session held',
    [deadline, newSession],
    'joining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'follows a move that a lost session did not see to its end',
    [...inside, stateIn('B'), newSession],
    'rejoining pausing',
    ['disconnect', 'attach', 'wait 0'],
  ],
  [
    'gives its call up to another process with its token',
    [...inside, renewed],
    'gone taken-over',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'gives it up also when the voice server says so first',
    [...inside, closed(4014), renewed],
    'gone taken-over',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'gives it up while it connects',
    [state, server, renewed],
    'gone taken-over',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'takes what is cleared away of another session for no kick, when the voice server closes the call first',
    [...inside, closed(4014), stateIn(null, { session_id: 'old' })],
    'moved shut-out',
    [],
  ],
  ['stays away after a kick', [...inside, stateIn(null), newSession], 'moved shut-out', []],
  ['waits out an outage', [...inside, stateIn(null), outage, newSession], 'rejoining outage', []],
  ['waits out its pause', [{ type: 'refused' }, newSession], 'joining pausing', []],
  [
    'doesn’t know why it is over as long as the gateway is away',
    [...inside, closed(4014), deafly, deafly],
    'moved shut-out',
    ['wait 1000'],
  ],
  [
    'was kicked when the gateway is back and says so',
    [...inside, closed(4014), deafly, stateIn(null), deafly],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked when the gateway is back and says nothing',
    [...inside, closed(4014), deafly, deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  ['needs no voice server while it lets go', [deadline, server], 'joining leaving', []],
  [
    'lets go and asks again when Discord says nothing',
    [deadline],
    'joining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'asks again when Discord has let go',
    [deadline, stateIn(null)],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'asks again when Discord does not say that it let go',
    [deadline, deadline],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'gives up on the second silence',
    [deadline, deadline, deadline],
    'gone no-answer',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  ['waits for the gateway', [{ type: 'refused' }], 'joining pausing', ['wait 1000']],
  [
    'ignores a refusal that comes when it has an answer',
    [state, server, { type: 'refused' }],
    'joining connecting',
    [],
  ],
  [
    'asks again when the gateway may be back',
    [{ type: 'refused' }, deadline],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  ['speaks', [...inside, { type: 'speech', on: true }], 'speaking', []],
  [
    'has spoken',
    [...inside, { type: 'speech', on: true }, { type: 'speech', on: false }],
    'ready',
    [],
  ],
  [
    'is let go, which may be a kick or an outage',
    [...inside, stateIn(null)],
    'moved shut-out',
    ['disconnect', 'wait 300'],
  ],
  [
    'was kicked when nothing tells of an outage',
    [...inside, stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked while connecting',
    [state, server, stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked while following a move',
    [...inside, stateIn('B'), stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'believes nothing more after a kick',
    [...inside, stateIn(null), stateIn('B')],
    'moved shut-out',
    [],
  ],
  [
    'comes again when it is asked to right after a kick',
    [...inside, stateIn(null), { type: 'join', channelId: 'A' }],
    'joining signalling',
    ['disconnect', 'wait 5000', 'attach', 'request A'],
  ],
  [
    'waits for the end of an outage that took the call',
    [...inside, stateIn(null), outage],
    'rejoining outage',
    ['disconnect', 'attach', 'wait 300000'],
  ],
  ['stays in a call that outlives an outage', [...inside, outage], 'ready', []],
  [
    'asks for nothing during an outage',
    [...inside, fault('deaf'), outage],
    'rejoining outage',
    ['disconnect', 'attach', 'wait 300000'],
  ],
  [
    'hears nothing of voice states during an outage',
    [...inside, stateIn(null), outage, stateIn('B')],
    'rejoining outage',
    [],
  ],
  [
    'comes back after an outage',
    [...inside, stateIn(null), outage, returned],
    'rejoining pausing',
    ['wait 0'],
  ],
  [
    'asks for the channel again after an outage',
    [...inside, stateIn(null), outage, returned, deadline],
    'rejoining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'joins after an outage that came while it joined',
    [outage, returned, deadline],
    'joining signalling',
    ['wait 5000', 'attach', 'request A'],
  ],
  [
    'leaves when an outage does not end',
    [...inside, stateIn(null), outage, deadline],
    'gone outage',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  ['does not mind the end of an outage that it slept through', [...inside, returned], 'ready', []],
  [
    'is let go on the threshold',
    [state, server, closed(4022)],
    'joining shut-out',
    ['disconnect', 'wait 2000'],
  ],
  [
    'tries again when it was let go on the threshold without a word',
    [state, server, closed(4014), deadline],
    'joining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'was kicked on the threshold when that is the word',
    [state, server, closed(4014), stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'is wanted on the threshold after all',
    [state, server, closed(4014), state, server],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'tries again when it was let go on the way back',
    [...inside, fault('deaf'), deadline, state, server, closed(4022), deadline],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'leaves',
    [...inside, { type: 'end', ending: 'left' }],
    'gone left',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'follows a move',
    [...inside, stateIn('B')],
    'moved signalling',
    ['disconnect', 'tell moved', 'wait 5000'],
  ],
  [
    'connects after a move',
    [...inside, stateIn('B'), server],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  ['is ready after a move', [...inside, stateIn('B'), server, ready], 'ready', ['calm']],
  [
    'follows a second move',
    [...inside, stateIn('B'), stateIn('C')],
    'moved signalling',
    ['tell moved', 'wait 2000'],
  ],
  [
    'waits for word when it was shut out',
    [...inside, closed(4014)],
    'moved shut-out',
    ['disconnect', 'wait 5000'],
  ],
  [
    'was kicked when no word comes',
    [...inside, closed(4014), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was kicked when that is the word',
    [...inside, closed(4014), stateIn(null), deadline],
    'gone kicked',
    ['calm', 'disconnect', 'detach'],
  ],
  [
    'was moved when word comes',
    [...inside, closed(4014), stateIn('B'), server],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'joins again when the other half of a move never comes',
    [...inside, closed(4014), stateIn('B'), deadline],
    'rejoining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'treats an ended call like a kick until it hears more',
    [...inside, closed(4022)],
    'moved shut-out',
    ['disconnect', 'wait 5000'],
  ],
  [
    'changes the voice server',
    [...inside, serverAt('other')],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'waits for another voice server',
    [...inside, serverAt(null)],
    'moved signalling',
    ['disconnect', 'wait 15000'],
  ],
  [
    'takes the other voice server',
    [...inside, serverAt(null), server],
    'moved connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'takes a newer voice server while connecting',
    [state, server, serverAt('other')],
    'joining connecting',
    ['connect', 'wait 4000'],
  ],
  [
    'waits for a newer voice server while connecting',
    [state, server, serverAt(null)],
    'joining signalling',
    ['disconnect', 'wait 15000'],
  ],
  [
    'joins again after a fault',
    [...inside, fault('garbled')],
    'rejoining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'joins again after a dead session',
    [...inside, closed(4006)],
    'rejoining leaving',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'tells that it is back',
    [...inside, fault('deaf'), stateIn(null), state, server, ready],
    'ready',
    ['calm', 'tell rejoined'],
  ],
  [
    'pauses before the second rejoin',
    [...inside, fault('deaf'), stateIn(null), state, server, ready, fault('deaf')],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 1000'],
  ],
  [
    'spreads the calls of a dead worker',
    [...inside, { type: 'worker-died' }],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 0'],
  ],
  [
    'spreads the calls of a lost gateway session',
    [...inside, { type: 'detached' }],
    'rejoining pausing',
    ['disconnect', 'attach', 'request null', 'wait 0'],
  ],
  [
    'says so when encryption is refused',
    [state, server, closed(4017)],
    'gone encryption-refused',
    ['calm', 'disconnect', 'request null', 'detach'],
  ],
  [
    'ignores losses it no longer cares for',
    [...inside, closed(4014), closed(1006)],
    'moved shut-out',
    [],
  ],
  ['waits when muted', [...inside, stateIn('A', { mute: true })], 'suspended muted', ['wait 0']],
  [
    'tells that it is muted',
    [...inside, stateIn('A', { mute: true }), deadline],
    'suspended muted',
    ['tell suspended'],
  ],
  [
    'goes on when unmuted',
    [...inside, stateIn('A', { mute: true }), deadline, state],
    'ready',
    ['calm', 'tell resumed'],
  ],
  [
    'says nothing of a short mute',
    [...inside, stateIn('A', { mute: true }), state],
    'ready',
    ['calm'],
  ],
  [
    'asks to speak on a Stage',
    [stateIn('A', { suppress: true }), server, ready],
    'suspended suppressed',
    ['calm', 'unsuppress', 'wait 2500'],
  ],
  [
    'speaks on a Stage when it is let',
    [stateIn('A', { suppress: true }), server, ready, state],
    'ready',
    ['calm'],
  ],
  [
    'goes to another channel',
    [...inside, { type: 'join', channelId: 'B' }],
    'joining signalling',
    ['disconnect', 'wait 5000', 'attach', 'request B'],
  ],
  [
    'stays when it is asked to where it is',
    [...inside, { type: 'join', channelId: 'A' }],
    'ready',
    [],
  ],
])('%s', (_, happenings, expected, effects) => {
  const step = after(...happenings);
  expect(where(step)).toBe(expected);
  expect(named(step.effects)).toEqual(effects);
});

test.each([
  ['opening', 'voice-server-silent'],
  ['discovering', 'udp-blocked'],
  ['selecting', 'voice-server-silent'],
  ['grouping', 'no-group'],
] as const)(
  'a connection that gets no further than %s ends as %s after its second attempt',
  (step, ending) => {
    const attempt: Happening[] = [state, server, { type: 'step', step }, deadline];
    expect(where(after(...attempt, deadline, ...attempt))).toBe(`gone ${ending}`);
  },
);

test('whoever asks for one channel after the other does not get more joins than the budget', () => {
  const joins = Array.from({ length: 8 }, (_, index): Happening => ({
    type: 'join',
    channelId: index % 2 ? 'A' : 'B',
  }));
  expect(named(after(...joins.slice(0, 4)).effects)).toContain('request A');
  const spent = after(...joins);
  expect(where(spent)).toBe('joining pausing');
  expect(named(spent.effects)).toEqual(['disconnect', `wait ${60_000 - 80}`]);
  expect(where(after(...joins, { type: 'deadline' }))).toBe('joining pausing');
});

test('a refused request gives one join back, and no more', () => {
  const { state } = after(
    { type: 'join', channelId: 'B' },
    { type: 'join', channelId: 'A' },
    { type: 'refused' },
  );
  expect(state).toMatchObject({ joins: [0, 10], refusals: 1 });
});

test('a gateway that stays away ends a first join, and leaves a call that was well more patience', () => {
  const refusals = Array.from({ length: 9 }, (): Happening[] => [
    { type: 'refused' },
    deadline,
  ]).flat();
  expect(where(after(...refusals, { type: 'refused' }))).toBe('gone gateway-down');
  expect(where(after(...inside, fault('deaf'), deadline, ...refusals, { type: 'refused' }))).toBe(
    'rejoining pausing',
  );
});

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

test('a voice server that comes for a call that knows no voice state yet is kept for it, and alone begins nothing', () => {
  expect(after(serverAt('host')).state).toMatchObject({ phase: { step: 'signalling' } });
  const left = after(state, server, closed(4006), serverAt('other'));
  expect(left.effects).toEqual([]);
});

test('a hindrance that is told is not told again, and one that changes is told anew', () => {
  const muted = stateIn('A', { mute: true });
  const told = after(state, server, ready, muted, deadline);
  expect(told.effects).toEqual([{ do: 'tell', change: { kind: 'suspended', why: 'muted' } }]);
  expect(after(state, server, ready, muted, deadline, deadline).effects).toEqual([]);
  expect(after(state, server, ready, muted, deadline, muted).effects).toEqual([]);
  const suppressed = stateIn('A', { mute: true, suppress: true });
  expect(after(state, server, ready, muted, deadline, suppressed).state).toMatchObject({
    is: 'suspended',
    why: 'suppressed',
    told: false,
  });
});

test('a deadline that is late for a call that is well changes nothing', () => {
  expect(after(state, server, ready, deadline).effects).toEqual([]);
});

test('without pauses a lost call asks again at once, however often', () => {
  const patient = { ...limits, pausesMs: [] };
  const lost = { ...closed(4006), atMs: 50 };
  const step = transition(after(state, server, ready).state, lost, patient);
  expect(step.state).toMatchObject({ is: 'rejoining', phase: { step: 'leaving' } });
});

test.each<[string, Happening, string]>([
  ['no encryption group', fault('group'), 'no-group'],
  ['another fault', fault('garbled'), 'lost'],
  ['a close', closed(4006), 'lost'],
  ['a dead worker', { type: 'worker-died' }, 'lost'],
  ['a voice server that says nothing', deadline, 'voice-server-silent'],
])('a first join that ends twice with %s says what it was', (_, end, ending) => {
  const again: Happening[] = [deadline, state, server];
  expect(where(after(state, server, end, ...again, end))).toBe(`gone ${ending}`);
});

test.each(['identifying', 'discovering', 'selecting', 'grouping'] as const)(
  'a connection has a deadline of its own for %s, that begins once',
  (name) => {
    const step: Happening = { type: 'step', step: name };
    expect(named(after(state, server, step).effects)).toEqual([
      `wait ${limits.connectionMs[name]}`,
    ]);
    expect(named(after(state, server, step, step).effects)).toEqual([]);
  },
);

test('who is muted while connecting is so when connected', () => {
  expect(where(after(state, server, stateIn('A', { mute: true }), ready))).toBe('suspended muted');
});

test('moved to where no voice server is named, it joins again instead of believing itself kicked', () => {
  expect(where(after(...inside, stateIn('B'), deadline))).toMatch('rejoining');
});

test('a call that is over while the gateway stays away for good ends in the end', () => {
  const deaf = Array.from({ length: limits.maxRejoinRefusals }, () => deafly);
  expect(where(after(...inside, closed(4014), ...deaf.slice(1)))).toBe('moved shut-out');
  expect(where(after(...inside, closed(4014), ...deaf))).toBe('gone gateway-down');
});

test('a gateway that stays away is asked to let go of the channel in the end', () => {
  const refused: Happening[] = Array.from({ length: limits.maxFirstRefusals }, () => ({
    type: 'refused',
  }));
  const tries = refused.flatMap((each) => [each, deadline]).slice(0, -1);
  const step = after(...tries);
  expect(where(step)).toBe('gone gateway-down');
  expect(named(step.effects)).toContain('request null');
});

/** Joined so often within a minute, and well now. */
function joinedTimes(times: number): CallState {
  const { state: well } = after(...inside);
  return { ...well, joins: Array.from({ length: times }, () => 0) } as CallState;
}

test.each([
  [1, 0],
  [2, 700],
  [3, 900],
  [4, 900],
])('the pause before another attempt grows to its last: %i joins, %i ms', (joins, pauseMs) => {
  const patient = { ...limits, maxJoinsPerMinute: 9, pausesMs: [0, 700, 900], leavingMs: 50 };
  const lost = { ...closed(4006), atMs: 1000 };
  const { state: after, effects } = transition(joinedTimes(joins), lost, patient);
  expect(effects.at(-1)).toMatchObject({ do: 'wait', ms: pauseMs === 0 ? 50 : pauseMs });
  expect(after).toMatchObject({ phase: { step: pauseMs === 0 ? 'leaving' : 'pausing' } });
});

test('calls lost together spread, but none forgets the pause that it owes', () => {
  const died = { type: 'worker-died', atMs: 1000 } as const;
  const wait = (joins: number) =>
    transition(joinedTimes(joins), died, limits).effects.find((effect) => effect.do === 'wait');
  expect(wait(1)).toEqual({ do: 'wait', ms: 0, jitterMs: limits.jitterMs });
  expect(wait(3)).toEqual({ do: 'wait', ms: 3000, jitterMs: limits.jitterMs });
});

test('joins are forgotten after a minute', () => {
  const lost = (atMs: number) =>
    transition(joinedTimes(3), { ...closed(4006), atMs }, limits).state;
  expect(lost(59_999)).toMatchObject({ phase: { step: 'pausing' }, joins: [0, 0, 0] });
  expect(lost(60_000)).toMatchObject({ phase: { step: 'leaving' }, joins: [] });
});
