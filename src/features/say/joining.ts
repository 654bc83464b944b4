import type { Track } from '#audio/track.ts';
import type { Calls, Ticket, Utterance, VoiceTarget } from '#call/calls.ts';

/** Somebody skipped what waits for the bot to join. */
export class Skipped extends Error {
  override readonly name = 'Skipped';
}

export interface JoiningSpeech {
  readonly target: VoiceTarget;
  readonly utterance: Omit<Utterance, 'render'>;
  /** Is made while the bot joins: what takes longer decides when it is heard. */
  readonly track: Track;
  /** Ends the joining and the making; aborted here when the speech is skipped or dropped. */
  readonly making: AbortController;
}

/**
 * Joins, with the speech in its place in the queue from the start: what others say meanwhile is heard after it.
 * Resolves when the bot is there. Rejects as `join` does, or with the reason of `making` or `signal`; the speech is in
 * no queue then, and goes on being made unless it was skipped.
 */
export async function joinInTurn(
  calls: Calls,
  { target, utterance, track, making }: JoiningSpeech,
  signal: AbortSignal,
): Promise<Ticket> {
  let stage: 'joining' | 'there' | 'refused' = 'joining';
  const render = (uttered: AbortSignal): Track => {
    const abort = (): void => (stage === 'there' ? making.abort(uttered.reason) : undefined);
    uttered.addEventListener('abort', abort, { once: true });
    return track;
  };
  const joined = calls.join(target, AbortSignal.any([making.signal, signal]));
  // Awaited below, unless the queue is full.
  joined.catch(() => undefined);
  try {
    const ticket = calls.speak(target.guildId, { ...utterance, render });
    void stopWhenSkipped();
    await joined;
    stage = 'there';
    return ticket;

    async function stopWhenSkipped(): Promise<void> {
      const { outcome } = await ticket.ended;
      if (stage === 'joining' && outcome === 'skipped') making.abort(new Skipped());
    }
  } catch (error) {
    stage = 'refused';
    calls.skip(target.guildId, utterance.id);
    throw error;
  }
}
