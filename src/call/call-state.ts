import type { VoiceServerPacket, VoiceStatePacket } from './gateway.ts';
import type { ConnectionStep, Loss } from './voice-port.ts';

/** Why a call ended, or why it can't begin. Each has its sentence in `news.ts`. */
export type Ending =
  | 'left'
  | 'closed'
  | 'kicked'
  | 'taken-over'
  | 'channel-deleted'
  | 'removed'
  | 'outage'
  | 'no-answer'
  | 'no-voice-server'
  | 'gateway-down'
  | 'voice-server-silent'
  | 'udp-blocked'
  | 'no-group'
  | 'encryption-refused'
  | 'lost';

export type Hindrance = 'muted' | 'suppressed';

/** The news that people are told of a call that goes on. */
export type Change =
  | { readonly kind: 'suspended' | 'resumed'; readonly why: Hindrance }
  | { readonly kind: 'moved'; readonly channelId: string }
  | { readonly kind: 'rejoined' };

/** Where a way into a channel has come to. Every phase has a deadline running. */
export type Phase =
  /** Nothing has been asked; the next attempt begins at the deadline. */
  | { readonly step: 'pausing' }
  /** Discord was told to let go, since it sends nothing for a channel in which it believes us to be. */
  | { readonly step: 'leaving' }
  /** Asked to join; the two packets come in any order. */
  | {
      readonly step: 'signalling';
      readonly voiceState?: VoiceStatePacket;
      readonly voiceServer?: VoiceServerPacket;
    }
  /** The worker connects; `at` is what it said last. */
  | ({ readonly step: 'connecting'; readonly at: ConnectionStep } & Packets)
  /**
   * The voice server let us go, or Discord names no channel any more (`confirmed`). That is a kick, unless word of
   * another channel comes, of an outage, or of a new gateway session.
   */
  | { readonly step: 'shut-out'; readonly confirmed: boolean; readonly sessionId?: string }
  /** Discord has an outage of the server: there is nothing to ask for until it is back. */
  | { readonly step: 'outage' };

interface Packets {
  readonly voiceState: VoiceStatePacket;
  readonly voiceServer: VoiceServerPacket;
}

interface Presence {
  readonly channelId: string;
  /** The times at which joining was asked for in the last minute, by which the budget is counted. */
  readonly joins: readonly number[];
}

/**
 * On its way into a channel: for the first time, because a person asked (`joining`); `moved` by somebody, or by Discord to
 * another voice server; or lost without anybody having wanted it (`rejoining`).
 */
export interface Entering extends Presence {
  readonly is: 'joining' | 'moved' | 'rejoining';
  readonly phase: Phase;
  /** Attempts that failed since the call was last well. */
  readonly failures: number;
  /** Times that the gateway couldn't take the request. */
  readonly refusals: number;
}

interface Audible extends Presence, Packets {
  readonly is: 'ready' | 'speaking';
}

/** Connected, but what it says isn't heard until somebody lets it speak. */
interface Suspended extends Presence, Packets {
  readonly is: 'suspended';
  readonly why: Hindrance;
  readonly told: boolean;
}

interface Gone {
  readonly is: 'gone';
  readonly ending: Ending;
}

export type Inside = Audible | Suspended;
export type CallState = Entering | Inside | Gone;

/** The gateway's word, or the loss of what carried that or the connection. */
export type CarrierEvent =
  | { readonly type: 'voice-state'; readonly packet: VoiceStatePacket }
  | { readonly type: 'voice-server'; readonly packet: VoiceServerPacket }
  /** The gateway could not take the request to join. */
  | { readonly type: 'refused' }
  /** The shard that the call belonged to is gone. */
  | { readonly type: 'detached' }
  /** Discord has begun a new gateway session: the one that the call belonged to is lost. */
  | { readonly type: 'new-session' }
  /** Discord has an outage of the server, or has had one. */
  | { readonly type: 'outage'; readonly over: boolean }
  | { readonly type: 'worker-died' };

/** An event in the life of a call. */
export type Happening =
  | CarrierEvent
  | { readonly type: 'join'; readonly channelId: string }
  | { readonly type: 'end'; readonly ending: 'left' | 'closed' | 'removed' }
  /** This process ends, and its connection goes on for the next. */
  | { readonly type: 'left-behind' }
  | { readonly type: 'step'; readonly step: ConnectionStep }
  | { readonly type: 'lost'; readonly loss: Loss }
  | { readonly type: 'speech'; readonly on: boolean }
  /** A Stage doesn't let it speak until somebody invites it. */
  | { readonly type: 'uninvited' }
  /** `deaf`: the gateway is away, and with it Discord's word of what happened. */
  | { readonly type: 'deadline'; readonly deaf?: boolean };

export type CallEvent = Happening & { readonly atMs: number };

/** One thing that a transition wants done; they are done in order. A new `wait` replaces the one that runs. */
export type Effect =
  | { readonly do: 'attach' }
  | { readonly do: 'detach' }
  | { readonly do: 'request'; readonly channelId: string | null }
  | ({ readonly do: 'connect' } & Packets)
  | { readonly do: 'disconnect' }
  | { readonly do: 'wait'; readonly ms: number; readonly jitterMs?: number }
  | { readonly do: 'calm' }
  | { readonly do: 'unsuppress'; readonly channelId: string }
  | { readonly do: 'tell'; readonly change: Change };

export interface Step {
  readonly state: CallState;
  readonly effects: readonly Effect[];
}

/** Whether what is queued may be spoken now. */
export function canSpeak(state: CallState): boolean {
  return state.is === 'ready' || state.is === 'speaking';
}
