import { Track } from '#audio/track.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { SpeechContext, SpeechRequest } from '#speech/speech.ts';

export function requestOf(text: string, changes: Partial<SpeechRequest> = {}): SpeechRequest {
  return {
    text,
    model: 'kokoro',
    language: 'en-us',
    voice: { mode: 'preset', id: 'af_bella' },
    speed: 1,
    ...changes,
  };
}

export interface Rendering {
  readonly request: SpeechRequest;
  readonly context: SpeechContext;
  readonly track: Track;
}

/** A renderer whose tracks the test fills; like a real one it fails them when they are aborted. */
export class FakeRenderer implements Renderer {
  readonly renderings: Rendering[] = [];

  render(request: SpeechRequest, context: SpeechContext): Track {
    const track = new Track();
    this.renderings.push({ request, context, track });
    context.signal.addEventListener('abort', () => track.fail(context.signal.reason));
    return track;
  }

  get texts(): readonly string[] {
    return this.renderings.map(({ request }) => request.text);
  }

  get last(): Rendering {
    return this.renderings.at(-1)!;
  }
}

/** Frames that can be told apart. */
export function framesOf(name: string, count = 3): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`${name} ${index}`));
}
