import type { AskedVoice } from '#voices/layers.ts';

import type { SpeakAs } from './place.ts';

/** A person's wish to have something said. */
export interface Ask {
  readonly text: string;
  /** Shown in the place of the text. */
  readonly shown?: string;
  readonly choice: AskedVoice;
  readonly as: SpeakAs;
  /** It lets somebody hear a voice, and says nothing of theirs. */
  readonly isSample?: boolean;
  /** It breaks into what is being spoken. */
  readonly isAlert?: boolean;
  /** It is heard in a call, or whoever asks is told why not: nothing of it is posted. */
  readonly isForCall?: boolean;
}
