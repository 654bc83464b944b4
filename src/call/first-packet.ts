import type { Source, Track } from '#audio/track.ts';

import type { Utterance } from './calls.ts';
import type { Mouth, MouthEvents, Said } from './mouth-port.ts';

/** Why a line was not heard as soon as its sound was there: others were before it, the call could not speak yet, or it was. */
export type WaitedFor = 'nothing' | 'lines' | 'call';

/** The first packet of a line, on its way to the voice server. */
export interface FirstPacket {
  /** Since its person asked for it. */
  readonly tookMs: number;
  readonly waitedFor: WaitedFor;
  readonly source: Source;
}

export interface FirstPacketParts {
  readonly onFirstPacket: (packet: FirstPacket) => void;
  /** Tells what a line that comes now has to wait for. */
  readonly waitingFor: () => WaitedFor;
}

/**
 * The mouth, telling of the first packet of each line that somebody asked for and an engine spoke. A line that was changed
 * while it waited isn't told of, since nobody knows from when on its words were waited for.
 */
export function tellingFirstPackets(mouth: Mouth, parts: FirstPacketParts): Mouth {
  const expected = new WeakMap<Utterance, WaitedFor>();
  return {
    expect(utterance) {
      expected.set(utterance, parts.waitingFor());
      mouth.expect?.(utterance);
    },
    speak(track: Track, events: MouthEvents, said: Said) {
      const { utterance } = said;
      const started = (tempo?: number): void => {
        events.started(tempo);
        const waitedFor = expected.get(utterance);
        // Begun again after a break, it is nothing new.
        expected.delete(utterance);
        const { askedAtMs } = utterance;
        const { source } = track;
        if (waitedFor === undefined || askedAtMs === undefined || !source) return;
        parts.onFirstPacket({ tookMs: performance.now() - askedAtMs, waitedFor, source });
      };
      return mouth.speak(track, { ...events, started }, said);
    },
    breakIn: (...broken) => mouth.breakIn(...broken),
    pause: (on) => mouth.pause(on),
  };
}
