import type { Track } from '#audio/track.ts';
import { pauseBehind } from '#text/pause.ts';

import { inOrder } from './in-order.ts';
import type { InOrderOptions, Piece } from './in-order.ts';
import type { Renderer } from './renderer.ts';
import type { SpeechContext, SpeechRequest } from './speech.ts';

/** A part of what is heard: words in one voice, or a short kept sound. */
export type Passage =
  | {
      readonly kind: 'speech';
      readonly request: SpeechRequest;
      /** Somebody saved these words by this id; absent for what is spoken once. */
      readonly keptFor?: string;
    }
  | { readonly kind: 'sound'; readonly id: string };

/** Speech in which the manner changes, or sounds are heard; without passages it is the request alone. */
export interface ScriptRequest extends SpeechRequest {
  /** Passages that are heard instead of `text`, in order; no engine knows of them. */
  readonly passages?: readonly Passage[];
  /** Somebody saved these words by this id; of passages each has its own. */
  readonly keptFor?: string;
}

/** The script with a beginning that may be made by itself, if that is what it begins with. */
export function announcedBy(
  announcement: string | undefined,
  script: ScriptRequest,
): ScriptRequest {
  if (announcement === undefined) return script;
  const { passages } = script;
  if (!passages) return { ...script, announcement };
  const [first, ...others] = passages;
  if (first?.kind !== 'speech' || !first.request.text.startsWith(announcement)) return script;
  const request = { ...first.request, announcement };
  return { ...script, passages: [{ kind: 'speech', request }, ...others] };
}

/** Renders scripts, as a `Renderer` does speech. */
export interface ScriptRenderer {
  render(request: ScriptRequest, context: SpeechContext): Track;
}

/** A kept sound from its first frame to its last; nothing for one that is no longer kept. Fails as speech does. */
export type RenderSound = (id: string, signal: AbortSignal) => Track;

/** Speech and sounds one after the other: each passage of speech is rendered, kept and shared like any other speech. */
export function performed(
  speech: Renderer,
  sound: RenderSound,
  joining: Pick<InOrderOptions, 'sew' | 'holdRoom'> = {},
): ScriptRenderer {
  return {
    render({ passages, keptFor, ...request }, context) {
      if (!passages) return speech.render(request, keeping(context, keptFor));
      const pieces = passages.map((passage): Piece =>
        passage.kind === 'sound'
          ? { begin: (context) => sound(passage.id, context.signal), pause: 'sentence' }
          : {
              request: passage.request,
              begin: (context) => speech.render(passage.request, keeping(context, passage.keptFor)),
              pause: pauseBehind(passage.request.text),
            },
      );
      return inOrder(pieces, context, joining);
    },
  };
}

function keeping(context: SpeechContext, keptFor: string | undefined): SpeechContext {
  return keptFor === undefined ? context : { ...context, keptFor };
}
