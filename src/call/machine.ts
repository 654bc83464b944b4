import {
  awaitReturn,
  awaitServer,
  comeBack,
  connect,
  fail,
  failTogether,
  gather,
  gone,
  isInside,
  moved,
  onItsWay,
  prefix,
  refused,
  renew,
  request,
  sessionOf,
  shutOut,
  stay,
} from './attempts.ts';
import { type CallLimits, standardLimits } from './call-limits.ts';
import type {
  CallEvent,
  CallState,
  CarrierEvent,
  Effect,
  Entering,
  Hindrance,
  Inside,
  Phase,
  Step,
} from './call-state.ts';
import { onDeadline, onHindered } from './deadlines.ts';
import type { VoiceServerPacket, VoiceStatePacket } from './gateway.ts';
import type { ConnectionStep, Loss } from './voice-port.ts';

/** The voice server says: you were disconnected, or the call is over. A move looks the same. */
const shutOutCodes: ReadonlySet<number> = new Set([4014, 4022]);
const encryptionRequired = 4017;

/** A call that somebody asks for. */
export function startCall(channelId: string, atMs: number, limits = standardLimits): Step {
  return request(joining(channelId, []), atMs, limits);
}

/** A call that the last process left connected. */
export function takeCallUp(
  channelId: string,
  packets: { readonly voiceState: VoiceStatePacket; readonly voiceServer: VoiceServerPacket },
  limits = standardLimits,
): Step {
  return prefix(
    [{ do: 'attach' }],
    settle({ is: 'ready', channelId, joins: [], ...packets }, limits),
  );
}

/** The whole life of a call: pure, so that every order of events can be tried. */
export function transition(state: CallState, event: CallEvent, limits = standardLimits): Step {
  if (state.is === 'gone') return stay(state);
  switch (event.type) {
    case 'join':
      return onJoin(state, event.channelId, event.atMs, limits);
    case 'end':
      return gone(event.ending, true);
    case 'left-behind':
      return leftBehind(state);
    case 'speech':
      return onSpeech(state, event.on);
    case 'uninvited':
      return isInside(state) && hindrance(state.voiceState) === 'suppressed'
        ? onHindered(state)
        : stay(state);
    case 'deadline':
      return onDeadline(state, event, limits);
    case 'step':
      return onStep(state, event.step, limits);
    case 'lost':
      return onLost(state, event.loss, event.atMs, limits);
    default:
      return onCarrier(state, event, limits);
  }
}

function onCarrier(
  state: Entering | Inside,
  event: CallEvent & CarrierEvent,
  limits: CallLimits,
): Step {
  switch (event.type) {
    case 'voice-state':
      return onVoiceState(state, event.packet, event.atMs, limits);
    case 'voice-server':
      return onVoiceServer(state, event.packet, limits);
    case 'refused':
      return refused(state, limits);
    case 'new-session':
      return renew(state, limits);
    case 'outage':
      return event.over ? comeBack(state, limits) : awaitReturn(state, limits);
    case 'detached':
    case 'worker-died':
      return failTogether(state, event.atMs, limits);
  }
}

function onJoin(
  state: Entering | Inside,
  channelId: string,
  atMs: number,
  limits: CallLimits,
): Step {
  const isThere = isInside(state) || state.phase.step !== 'shut-out';
  if (state.channelId === channelId && isThere) return stay(state);
  return prefix([{ do: 'disconnect' }], request(joining(channelId, state.joins), atMs, limits));
}

function onVoiceState(
  state: Entering | Inside,
  packet: VoiceStatePacket,
  atMs: number,
  limits: CallLimits,
): Step {
  if (isInside(state))
    return leftFor(state, packet, limits) ?? settle({ ...state, voiceState: packet }, limits);
  switch (state.phase.step) {
    case 'pausing':
    case 'outage':
      return stay(state);
    case 'shut-out':
      return onStateShutOut(state, state.phase.confirmed, packet, limits);
    case 'leaving':
      return packet.channel_id ? stay(state) : request(state, atMs, limits);
    case 'signalling':
      return onStateSignalling(state, state.phase, packet, limits);
    case 'connecting': {
      const elsewhere = leftFor(state, packet, limits);
      return elsewhere ?? stay({ ...state, phase: { ...state.phase, voiceState: packet } });
    }
  }
}

function onStateSignalling(
  state: Entering,
  phase: Phase & { step: 'signalling' },
  packet: VoiceStatePacket,
  limits: CallLimits,
): Step {
  // While joining, a state without a channel is what an older leave leaves behind (the library would break on it).
  if (!packet.channel_id) return state.is === 'moved' ? shutOut(state, true, limits) : stay(state);
  const gathered = { ...phase, voiceState: packet };
  if (packet.channel_id === state.channelId) return gather(state, gathered, limits);
  // On its way to another channel, that is an older join's; but whoever moves the bot decides where it is.
  if (state.is !== 'moved') return stay(state);
  const followed = { ...state, channelId: packet.channel_id };
  return prefix([movedTo(packet.channel_id)], gather(followed, gathered, limits));
}

/** The word that was waited for: a channel after all, or none. After a kick nothing more is believed. */
function onStateShutOut(
  state: Entering,
  confirmed: boolean,
  packet: VoiceStatePacket,
  limits: CallLimits,
): Step {
  if (confirmed) return stay(state);
  const { channel_id: channelId } = packet;
  if (isOfAnother(packet, state)) return channelId ? gone('taken-over', false) : stay(state);
  if (!channelId) return shutOut(state, true, limits);
  const phase = { step: 'signalling', voiceState: packet } as const;
  if (channelId === state.channelId) return gather(state, phase, limits);
  return prefix([movedTo(channelId)], gather(moved(channelId, state.joins, phase), phase, limits));
}

/** Connected, and now somewhere else: kicked, moved, or in a server that has an outage. */
function leftFor(
  state: Entering | Inside,
  packet: VoiceStatePacket,
  limits: CallLimits,
): Step | undefined {
  const { channel_id: channelId } = packet;
  if (isOfAnother(packet, state)) return channelId ? gone('taken-over', false) : stay(state);
  if (!channelId) return shutOut(state, true, limits);
  if (channelId === state.channelId) return undefined;
  return {
    state: moved(channelId, state.joins, { step: 'signalling', voiceState: packet }),
    effects: [{ do: 'disconnect' }, movedTo(channelId), { do: 'wait', ms: limits.signallingMs }],
  };
}

/**
 * The packet is of another gateway session than the call. Without a channel it is what Discord clears away of a lost
 * one, and no kick; with one it is another process with this token that has joined, and this one has the call no more.
 */
function isOfAnother(
  { session_id: sessionId }: VoiceStatePacket,
  state: Entering | Inside,
): boolean {
  const own = sessionOf(state);
  return own !== undefined && own !== sessionId;
}

function onVoiceServer(
  state: Entering | Inside,
  packet: VoiceServerPacket,
  limits: CallLimits,
): Step {
  if (!isInside(state) && awaitsPacket(state.phase)) {
    if (!packet.endpoint) return stay(state);
    const voiceState = voiceStateOf(state.phase);
    const phase = { step: 'signalling', ...(voiceState && { voiceState }) } as const;
    return gather(state, { ...phase, voiceServer: packet }, limits);
  }
  if (!isInside(state) && state.phase.step !== 'connecting') return stay(state);
  const voiceState = isInside(state) ? state.voiceState : voiceStateOf(state.phase);
  if (!voiceState) return stay(state);
  return packet.endpoint
    ? connect(onItsWay(state), voiceState, packet, limits)
    : awaitServer(onItsWay(state), voiceState, limits);
}

function onStep(state: Entering | Inside, step: ConnectionStep, limits: CallLimits): Step {
  if (isInside(state) || state.phase.step !== 'connecting') return stay(state);
  const { phase, channelId, joins } = state;
  if (step !== 'ready') {
    if (step === phase.at) return stay(state);
    const wait: Effect = { do: 'wait', ms: limits.connectionMs[step] };
    return { state: { ...state, phase: { ...phase, at: step } }, effects: [wait] };
  }
  const { voiceState, voiceServer } = phase;
  const tell: Effect[] =
    state.is === 'rejoining' ? [{ do: 'tell', change: { kind: 'rejoined' } }] : [];
  const inside: Inside = { is: 'ready', channelId, joins, voiceState, voiceServer };
  return prefix([{ do: 'calm' }, ...tell], settle(inside, limits));
}

/** Inside: may it speak? */
function settle(state: Inside, limits: CallLimits): Step {
  const { channelId, joins, voiceState, voiceServer } = state;
  const presence = { channelId, joins, voiceState, voiceServer };
  const why = hindrance(voiceState);
  if (!why) {
    if (state.is !== 'suspended') return stay(state);
    const tell: Effect[] = state.told
      ? [{ do: 'tell', change: { kind: 'resumed', why: state.why } }]
      : [];
    return { state: { is: 'ready', ...presence }, effects: [{ do: 'calm' }, ...tell] };
  }
  if (state.is === 'suspended' && why === state.why) return stay(state);
  const help: Effect[] = why === 'suppressed' ? [{ do: 'unsuppress', channelId }] : [];
  return {
    state: { is: 'suspended', ...presence, why, told: false },
    effects: [...help, { do: 'wait', ms: why === 'suppressed' ? limits.hindranceMs : 0 }],
  };
}

function onLost(state: Entering | Inside, loss: Loss, atMs: number, limits: CallLimits): Step {
  if (!isInside(state) && state.phase.step !== 'connecting') return stay(state);
  if (loss.kind === 'fault') {
    return fail(state, loss.fault === 'group' ? 'no-group' : 'lost', atMs, limits);
  }
  if (loss.code === encryptionRequired) return gone('encryption-refused', true);
  if (!shutOutCodes.has(loss.code)) return fail(state, 'lost', atMs, limits);
  return shutOut(state, false, limits);
}

function onSpeech(state: Entering | Inside, on: boolean): Step {
  if (on && state.is === 'ready') return stay({ ...state, is: 'speaking' });
  if (!on && state.is === 'speaking') return stay({ ...state, is: 'ready' });
  return stay(state);
}

/** One that is connected stays so; any other is over for now. */
function leftBehind(state: Entering | Inside): Step {
  if (!isInside(state)) return gone('closed', true);
  return { state: { is: 'gone', ending: 'closed' }, effects: [{ do: 'calm' }, { do: 'detach' }] };
}

function joining(channelId: string, joins: readonly number[]): Entering {
  return { is: 'joining', channelId, joins, failures: 0, refusals: 0, phase: { step: 'pausing' } };
}

function awaitsPacket(phase: Phase): boolean {
  return phase.step === 'signalling' || (phase.step === 'shut-out' && !phase.confirmed);
}

function voiceStateOf(phase: Phase): VoiceStatePacket | undefined {
  return 'voiceState' in phase ? phase.voiceState : undefined;
}

function hindrance(voiceState: VoiceStatePacket): Hindrance | undefined {
  if (voiceState.suppress) return 'suppressed';
  return voiceState.mute ? 'muted' : undefined;
}

function movedTo(channelId: string): Effect {
  return { do: 'tell', change: { kind: 'moved', channelId } };
}
