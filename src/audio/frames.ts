import { AudioError } from './audio-error.ts';
import { boundedBytes } from './bounded-bytes.ts';
import type { OpusRate } from './encoder.ts';
import { Lead } from './lead.ts';
import { openSource } from './open-source.ts';
import type { OpenSource } from './open-source.ts';
import type { PcmStage } from './pcm.ts';
import { sniff, withHead } from './sniff.ts';
import type { AudioFormat } from './sniff.ts';
import { Track } from './track.ts';
import type { Frame } from './track.ts';
import { WorkSlice } from './work-slice.ts';

const defaults = {
  /** Longer sound is refused as `endless`. */
  maxDurationMs: 15 * 60_000,
  maxBytes: 256 * 1024 * 1024,
  /** Longest wait for the next bytes. */
  stallMs: 20_000,
  /** Longest wait for all bytes. */
  timeoutMs: 10 * 60_000,
};

export interface FramesOptions extends Partial<Readonly<typeof defaults>> {
  readonly signal: AbortSignal;
  /** Shorten the silence that engines put before and after speech; true when absent. */
  readonly trimSilence?: boolean;
  /** Whether somebody hears it as it is made, so that it goes before other work; false when absent. */
  readonly isUrgent?: () => boolean;
  /** More steps for the mono sound before it is encoded, in this order. */
  readonly stages?: (sampleRate: OpusRate) => readonly PcmStage[];
}

/** The bytes that are decoded at once; more would hold the event loop for too long. */
const chunkBytes: Readonly<Record<AudioFormat, number>> = {
  wav: 16_384,
  mp3: 2048,
  flac: 4096,
  'ogg-opus': 16_384,
  'ogg-vorbis': 4096,
};
/** As many bytes without a single frame are no tag any more. */
const maxSilentBytes = 4 * 1024 * 1024;

/**
 * Sound of any format (mp3, wav, flac, Ogg with Opus or Vorbis) as 20 ms Opus frames, made while it arrives. The
 * track is given at once. It fails with an `AudioError`, the signal's reason, or what `audio` failed with; frames that
 * were made before stay.
 */
export function frames(audio: AsyncIterable<Uint8Array>, options: FramesOptions): Track {
  const track = new Track();
  fillTrack(track, audio, options).then(
    () => track.end(),
    (error: unknown) => track.fail(error),
  );
  return track;
}

/**
 * The same into a track that is there already, and which the caller ends or fails. Rejects with what {@link frames}
 * fails a track with.
 */
export async function fillTrack(
  track: Track,
  audio: AsyncIterable<Uint8Array>,
  options: FramesOptions,
): Promise<void> {
  const bounds = { ...defaults, ...options };
  const lead = new Lead(track);
  const slice = new WorkSlice(() => (options.isUrgent?.() === true ? lead.need() : 'later'));
  const bytes = boundedBytes(audio, bounds);
  let source: OpenSource | undefined;
  let bytesWithoutFrame = 0;

  const take = async (produced: AsyncIterable<Frame>) => {
    for await (const frame of produced) {
      bounds.signal.throwIfAborted();
      track.append(frame);
      bytesWithoutFrame = 0;
      if (track.durationMs > bounds.maxDurationMs) {
        throw new AudioError('endless', `it is longer than ${bounds.maxDurationMs / 1000} s`);
      }
      await slice.breathe();
    }
  };

  try {
    slice.pause();
    const { head, all } = await withHead(bytes);
    slice.resume();
    const format = sniff(head);
    source = await openSource(format, options);
    slice.pause();
    for await (const piece of all) {
      slice.resume();
      for (const chunk of cut(piece, chunkBytes[format])) {
        bytesWithoutFrame += chunk.length;
        if (bytesWithoutFrame > maxSilentBytes) throw new AudioError('not-audio', 'no sound comes');
        await take(source.frames.push(chunk));
        bounds.signal.throwIfAborted();
        await slice.breathe();
      }
      slice.pause();
    }
    slice.resume();
    await take(source.frames.end());
    if (track.frames.length === 0) throw new AudioError('empty', 'it holds no sound');
    if (source.isSilent()) throw new AudioError('silent', 'nothing is to be heard in it');
  } catch (error) {
    // A source that is aborted fails in its own way; the reason is the signal's.
    bounds.signal.throwIfAborted();
    throw error;
  } finally {
    source?.frames.close();
    await bytes.return(undefined);
  }
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
