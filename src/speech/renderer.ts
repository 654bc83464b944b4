import type { Track } from '#audio/track.ts';

import type { SpeechContext, SpeechRequest } from './speech.ts';

/**
 * Speech as frames. The track is given at once and grows as audio arrives; it fails with a `SpeechError`, or with the
 * signal's reason when aborted. Caching, splitting into pieces and sharing of equal requests are decorators of this port.
 */
export interface Renderer {
  render(request: SpeechRequest, context: SpeechContext): Track;
}
