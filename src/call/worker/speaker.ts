import { silenceFrame } from '#audio/track.ts';

import type { Place } from '../voice-port.ts';

/** The part of a voice connection that a speaker needs; @discordjs/voice's own has these methods. */
export interface FrameSink {
  /** Encrypts a frame for the next `dispatchAudio`. */
  prepareAudioPacket(frame: Buffer): unknown;
  /** Sends what was prepared; anything but true means that nothing was sent. */
  dispatchAudio(): boolean | undefined;
  setSpeaking(speaking: boolean): unknown;
}

export interface SpeakerEvents {
  started(speech: number): void;
  ended(speech: number): void;
  underrun(): void;
}

const silence = Buffer.from(silenceFrame);

/** Discord wants five silence frames after speech, so that clients don't interpolate into what comes next. */
const tailFrames = 5;

/** The pause for breath between two speeches, in silence frames: the rest of the tail gives way to the next speech. */
const gapFrames = 2;

/** Frames that must be there after an underrun before speech goes on, so that it doesn't stutter. */
const rebufferFrames = 5;

interface Speech {
  readonly id: number;
  readonly frames: Buffer[];
  /** Sent in place of those, by their number. */
  readonly replaced: Map<number, Buffer>;
  next: number;
  whole: boolean;
  rebuffering: boolean;
  /** It breaks into the speech that is sent, from that frame of it on; undefined for one that waits until that is over. */
  readonly breaksInAt: number | undefined;
}

/**
 * Gives one connection its frame for each tick of the clock. The frame of the next tick is encrypted ahead; a frame
 * counts as spoken only when it was really sent, so a connection that pauses loses nothing.
 */
export class Speaker {
  readonly #events: SpeakerEvents;
  readonly #waiting: Speech[] = [];
  /** Those that break into what is sent. */
  readonly #breaking: Speech[] = [];
  #speech: Speech | undefined;
  #silencesLeft = 0;
  #prepared: 'frame' | 'silence' | undefined;
  #isPaused = false;

  constructor(events: SpeakerEvents) {
    this.#events = events;
  }

  /** Whether the clock has anything to do here. */
  get busy(): boolean {
    const speaks = this.#speech !== undefined && !this.#isPaused;
    return speaks || this.#silencesLeft > 0 || this.#prepared !== undefined;
  }

  add(id: number, frames: readonly Buffer[], last: boolean): void {
    let speech = this.#find(id);
    if (!speech) {
      speech = newSpeech(id);
      this.#waiting.push(speech);
    }
    for (const frame of frames) speech.frames.push(frame);
    speech.whole ||= last;
    this.#advance();
  }

  /**
   * A speech whose frames come now is sent from the frame `at` of the present one on, or sooner where that has to wait for its
   * own; that goes on behind it with the frame that is next.
   */
  breakIn(id: number, at: number): void {
    if (!this.#find(id)) this.#breaking.push(newSpeech(id, at));
  }

  /** The frame that is next of the speech that is sent now. */
  get place(): Place | undefined {
    return this.#speech && { speech: this.#speech.id, next: this.#speech.next };
  }

  /** From `from` on these frames are sent in place of a speech's own, and its own again behind them. */
  replace(id: number, from: number, frames: readonly Buffer[]): void {
    const speech = this.#find(id);
    if (!speech) return;
    for (const at of speech.replaced.keys()) if (at >= from) speech.replaced.delete(at);
    for (const [offset, frame] of frames.entries())
      if (from + offset >= speech.next) speech.replaced.set(from + offset, frame);
  }

  /** Ends a speech at once; nothing more is told about it. */
  stop(id: number): void {
    for (const list of [this.#waiting, this.#breaking]) {
      const at = list.findIndex((speech) => speech.id === id);
      if (at !== -1) list.splice(at, 1);
    }
    if (this.#speech?.id !== id) return;
    this.#speech = undefined;
    this.#prepared = undefined;
    this.#silencesLeft = tailFrames;
  }

  /** Sends silence after what was sent so far and nothing more, until it goes on with the next frame. */
  pause(on: boolean): void {
    if (this.#isPaused === on) return;
    this.#isPaused = on;
    if (!on || this.#speech === undefined) return;
    // Nothing of a frame that is only prepared was heard.
    this.#prepared = undefined;
    if (this.#speech.next > 0) this.#silencesLeft = tailFrames;
  }

  /** Forgets everything, for a connection that is gone. */
  clear(): void {
    this.#waiting.length = 0;
    this.#breaking.length = 0;
    this.#speech = undefined;
    this.#prepared = undefined;
    this.#silencesLeft = 0;
    this.#isPaused = false;
  }

  /** Sends the frame of this tick. Returns whether it was speech. */
  dispatch(sink: FrameSink): boolean {
    // A frame that came since the last tick still comes in time.
    this.prepare(sink);
    if (!this.#prepared && this.#speech && !this.#speech.rebuffering && !this.#isPaused)
      this.#underrun(this.#speech, sink);
    const prepared = this.#prepared;
    this.#prepared = undefined;
    // A frame that wasn't sent is prepared again.
    if (!prepared || sink.dispatchAudio() !== true) return false;
    if (prepared === 'silence') {
      this.#silencesLeft -= 1;
      if (this.#silencesLeft === 0) sink.setSpeaking(false);
      this.#advance();
      return false;
    }
    this.#spoke();
    return true;
  }

  /** Encrypts the frame of the next tick, if it is there. Speech takes the place of silence that was prepared. */
  prepare(sink: FrameSink): void {
    this.#makeWay();
    if (this.#prepared === 'frame') return;
    const frame = this.#nextFrame();
    if (frame) {
      sink.prepareAudioPacket(frame);
      this.#prepared = 'frame';
    } else if (!this.#prepared && this.#silencesLeft > 0) {
      sink.prepareAudioPacket(silence);
      this.#prepared = 'silence';
    }
  }

  #find(id: number): Speech | undefined {
    const known = [this.#speech, ...this.#breaking, ...this.#waiting];
    return known.find((speech) => speech?.id === id);
  }

  /** Puts the present speech aside where another breaks into it. */
  #makeWay(): void {
    const cut = this.#speech;
    const [breaking] = this.#breaking;
    if (!cut || cut.breaksInAt !== undefined || !breaking || !hasSound(breaking)) return;
    if (cut.next < (breaking.breaksInAt ?? 0) && !cut.rebuffering) return;
    this.#speech = undefined;
    this.#waiting.unshift(cut);
    // Nothing of a frame that is only prepared was heard.
    if (this.#prepared === 'frame') this.#prepared = undefined;
    if (cut.next > 0) this.#silencesLeft = tailFrames;
    this.#advance();
  }

  #nextFrame(): Buffer | undefined {
    const speech = this.#speech;
    if (!speech || this.#isPaused) return undefined;
    const ready = speech.frames.length - speech.next;
    if (speech.rebuffering && ready < rebufferFrames && !speech.whole) return undefined;
    speech.rebuffering = false;
    return speech.replaced.get(speech.next) ?? speech.frames[speech.next];
  }

  #underrun(speech: Speech, sink: FrameSink): void {
    speech.rebuffering = true;
    this.#silencesLeft = tailFrames;
    this.#events.underrun();
    this.prepare(sink);
  }

  #spoke(): void {
    const speech = this.#speech;
    if (!speech) return;
    speech.replaced.delete(speech.next);
    speech.next += 1;
    this.#silencesLeft = 0;
    if (speech.next === 1) this.#events.started(speech.id);
    this.#endIfOver(speech);
  }

  #endIfOver(speech: Speech): void {
    if (!speech.whole || speech.next < speech.frames.length) return;
    this.#speech = undefined;
    if (speech.next > 0) this.#silencesLeft = tailFrames;
    this.#events.ended(speech.id);
    this.#advance();
  }

  /** Takes the next speech up once the gap after the last one has been sent. */
  #advance(): void {
    if (this.#speech) return this.#endIfOver(this.#speech);
    if (this.#silencesLeft > tailFrames - gapFrames) return;
    const [breaking] = this.#breaking;
    const from = breaking && hasSound(breaking) ? this.#breaking : this.#waiting;
    const speech = from.shift();
    if (!speech) return;
    this.#speech = speech;
    this.#endIfOver(speech);
  }
}

function newSpeech(id: number, breaksInAt?: number): Speech {
  const place = { next: 0, whole: false, rebuffering: false };
  return { id, frames: [], replaced: new Map(), breaksInAt, ...place };
}

function hasSound({ frames, whole }: Speech): boolean {
  return frames.length > 0 || whole;
}
