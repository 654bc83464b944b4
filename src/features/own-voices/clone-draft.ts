import type { Clip } from '#audio/clip/clip.ts';

import type { Drafted } from './drafts.ts';

/** A clone that is being made. */
export interface CloneDraft extends Drafted {
  readonly name: string;
  /** The words of the recording, as far as somebody said or heard them. */
  readonly transcript?: string;
  /** The words as they were corrected when no sample of them came: nobody has to type them again. */
  readonly unheardWords?: string;
  readonly state:
    /** The best stretch of a recording that is longer than the service takes; the person was asked whether to use it. */
    | { readonly kind: 'too long'; readonly clip: Clip }
    /** Nothing was sent anywhere: the maker has to state that they may use the voice. */
    | { readonly kind: 'ready'; readonly clip: Clip }
    /** The maker has stated it, and a sample is being made: once, however often they press. */
    | { readonly kind: 'sampling'; readonly clip: Clip }
    /** `model` and `language` are those that the sample was heard with. */
    | {
        readonly kind: 'heard';
        readonly clip: Clip;
        readonly model: string;
        readonly language: string;
      };
}
