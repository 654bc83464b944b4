import { Track } from '#audio/track.ts';
import type { Renderer } from '#speech/renderer.ts';
import type { SpeechContext, SpeechRequest } from '#speech/speech.ts';

/** Renders nothing by itself: the test ends, fails and fills the tracks. */
export class FakeRenderer implements Renderer {
  readonly rendered: {
    readonly request: SpeechRequest;
    readonly context: SpeechContext;
    readonly track: Track;
  }[] = [];

  render(request: SpeechRequest, context: SpeechContext): Track {
    const track = new Track();
    this.rendered.push({ request, context, track });
    return track;
  }
}
