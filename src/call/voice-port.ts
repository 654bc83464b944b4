import type { VoiceServerPacket, VoiceStatePacket } from './gateway.ts';

/**
 * The whole conversation between a call and the worker that holds its voice connection. Plain values only, so that
 * it crosses a process today and a machine when there are several.
 */
export type ToWorker =
  /** Connects, or connects anew, with the two packets of one join. `connection` numbers it: later events carry it. */
  | {
      readonly type: 'connect';
      readonly guildId: string;
      readonly connection: number;
      readonly voiceState: VoiceStatePacket;
      readonly voiceServer: VoiceServerPacket;
      readonly listeners: number;
    }
  | { readonly type: 'disconnect'; readonly guildId: string }
  /** Frames of a speech, in order; the first message with a new number begins it, the one with `last` completes it. */
  | {
      readonly type: 'frames';
      readonly guildId: string;
      readonly speech: number;
      /** In one pack: one copy over the port instead of one object a frame. */
      readonly frames: Uint8Array;
      readonly last: boolean;
    }
  /** From the frame `from` of a speech on, these are sent in place of its own; behind them come its own again. */
  | {
      readonly type: 'replace';
      readonly guildId: string;
      readonly speech: number;
      readonly from: number;
      readonly frames: Uint8Array;
    }
  /** A speech whose frames come next breaks into the present one, from the frame `at` of that on; behind it that goes on. */
  | {
      readonly type: 'break-in';
      readonly guildId: string;
      readonly speech: number;
      readonly at: number;
    }
  /** Asks how far it is with what it sends. */
  | { readonly type: 'where'; readonly guildId: string }
  | { readonly type: 'stop'; readonly guildId: string; readonly speech: number }
  /** Sends no speech until it is told to go on, which it then does with the next frame. */
  | { readonly type: 'pause'; readonly guildId: string; readonly on: boolean }
  | { readonly type: 'close' };

interface OfConnection {
  readonly guildId: string;
  readonly connection: number;
}

export type FromWorker =
  /** How far a connection has come, or that it waits for its encryption group again. */
  | ({ readonly type: 'step'; readonly step: ConnectionStep } & OfConnection)
  /** The connection is gone and already cleaned up. */
  | ({ readonly type: 'lost'; readonly loss: Loss } & OfConnection)
  | { readonly type: 'started'; readonly guildId: string; readonly speech: number }
  | { readonly type: 'ended'; readonly guildId: string; readonly speech: number }
  /** Somebody else speaks in the call, or nobody does any more; `at` is where the speech is that is being sent. */
  | {
      readonly type: 'others';
      readonly guildId: string;
      readonly speaking: boolean;
      readonly at: Place | undefined;
    }
  /** The speech that is being sent, and which of its frames is next; undefined while nothing is. */
  | { readonly type: 'here'; readonly guildId: string; readonly at: Place | undefined }
  | { readonly type: 'heartbeat'; readonly counters: FrameCounters; readonly speaking: number }
  | { readonly type: 'log'; readonly guildId: string; readonly message: string };

/** A place in what is being sent: the speech, and which of its frames is next. */
export interface Place {
  readonly speech: number;
  readonly next: number;
}

/**
 * `opening` the voice websocket, `identifying` to the voice server, `discovering` the own UDP address, `selecting` the encryption, `grouping`: waits
 * for the end-to-end encryption group, `ready`: frames are heard.
 */
export type ConnectionStep =
  | 'opening'
  | 'identifying'
  | 'discovering'
  | 'selecting'
  | 'grouping'
  | 'ready';

/** Why a connection ended: the voice server closed it with a code, or a watchdog gave it up. */
export type Loss =
  | { readonly kind: 'closed'; readonly code: number }
  | { readonly kind: 'fault'; readonly fault: Fault };

/**
 * `garbled`: the library threw on a message; `deaf`: heartbeats unanswered; `group`: no encryption group though
 * someone listens; `resume`: the voice server took nothing up again; `frame`: a frame could not be sent;
 * `udp`: the voice server no longer answers datagrams.
 */
export type Fault = 'garbled' | 'deaf' | 'group' | 'resume' | 'frame' | 'udp';

/** Running totals of one worker. */
export interface FrameCounters {
  readonly ticks: number;
  /** Frames of speech that went out. */
  readonly framesSent: number;
  /** Times that the clock came too late and shifted its schedule instead of catching up. */
  readonly stalls: number;
  /** Times that a speech had to wait for frames still being made. */
  readonly underruns: number;
}
