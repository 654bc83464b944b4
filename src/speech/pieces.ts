import { inOrder } from './in-order.ts';
import type { InOrderOptions } from './in-order.ts';
import type { Renderer } from './renderer.ts';
import type { SpeechContext, SpeechRequest } from './speech.ts';

export interface PiecesOptions extends InOrderOptions {
  /** The request's text in pieces, in order, each one short enough for the service. */
  readonly split: (request: SpeechRequest) => readonly string[];
}

/** Long text in pieces that are heard as one, see {@link inOrder}. */
export function inPieces(inner: Renderer, options: PiecesOptions): Renderer {
  return {
    render(request, context) {
      const texts = options.split(request);
      if (texts.length < 2) return inner.render(request, context);
      const pieces = texts.map(
        (text) => (context: SpeechContext) => inner.render({ ...request, text }, context),
      );
      return inOrder(pieces, context, options);
    },
  };
}
