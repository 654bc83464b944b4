import type { VoiceServerPacket, VoiceStatePacket } from './gateway.ts';
import type { FrameCounters, FromWorker, ToWorker } from './voice-port.ts';

/** A call, which hears these things of its worker. */
export interface WorkerListener {
  message(message: Exclude<FromWorker, { type: 'heartbeat' }>): void;
  workerDied(reason: string): void;
}

/** Totals of the workers, the dead ones included. */
export type WorkerTotals = FrameCounters & { readonly deaths: number; readonly alive: number };

export const noFrames: FrameCounters = { ticks: 0, framesSent: 0, stalls: 0, underruns: 0 };

/** The counters of two together. */
export function addedFrames(one: FrameCounters, other: FrameCounters): FrameCounters {
  return {
    ticks: one.ticks + other.ticks,
    framesSent: one.framesSent + other.framesSent,
    stalls: one.stalls + other.stalls,
    underruns: one.underruns + other.underruns,
  };
}

/** A message about one call. */
export type ToCall = Exclude<ToWorker, { type: 'close' }>;

/** A call that goes on though the process that began it has ended. */
export interface LeftCall {
  readonly connection: number;
  readonly voiceState: Omit<VoiceStatePacket, 'member'>;
  readonly voiceServer: VoiceServerPacket;
  /** The number of the last speech that was given to it. */
  readonly speech: number;
}

/** All that holds voice connections for calls, on this machine or on others. */
export interface CallWorkers {
  readonly counters: WorkerTotals;
  /** Gives the guild a place; it keeps it until it is taken out or what holds it dies. */
  take(guildId: string, listener: WorkerListener): void;
  release(guildId: string): void;
  /** `taken` is called once the message has left this process. */
  send(message: ToCall, taken?: () => void): void;
  /** Whether calls go on when this process ends now, for the next one. */
  leavesBehind?(): boolean;
  /** Whether the guild's call can be taken up so. */
  hasLeft?(guildId: string, sessionId: string): boolean;
  /** Takes up the guild's call that the last process left, if it is of that session of Discord's gateway. */
  takeUp?(guildId: string, sessionId: string): LeftCall | undefined;
  /** Ends all; resolves when the last is gone. */
  close(): Promise<void>;
}
