import type { Intake } from '#features/files/intake.ts';
import { approvals } from '#features/oversight/approvals.ts';
import { oversight } from '#features/oversight/oversight.ts';
import type { Oversight, OversightParts } from '#features/oversight/oversight.ts';
import { recordings } from '#features/say/recordings.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Speech } from '#speech/speech.ts';

import { cloning } from './cloning.ts';
import type { Cloning, CloningParts } from './cloning.ts';
import { designing } from './designing.ts';
import type { Designing, DesigningParts } from './designing.ts';
import { HeardWords } from './heard-words.ts';
import { once } from './once.ts';
import type { Once, OnceParts } from './once.ts';
import { ownVoices } from './own-voices.ts';
import type { OwnVoices, OwnVoicesParts } from './own-voices.ts';
import type { Transcribe } from './transcript.ts';

export interface ClonesParts
  extends
    Omit<CloningParts, 'intake' | 'recordings' | 'now' | 'approvals' | 'words'>,
    Pick<OwnVoicesParts, 'withdrawal'>,
    Pick<OversightParts, 'reports' | 'sharing' | 'banning' | 'mail'>,
    Pick<OnceParts, 'askWords' | 'voiceBans'>,
    Omit<DesigningParts, 'intake'> {
  readonly intake: Pick<Intake, 'take' | 'inTurn'>;
  readonly speaking: OversightParts['speaking'] & OnceParts['speaking'];
  readonly speech: Speech;
  readonly transcribe: Transcribe | undefined;
}

/** Everything that `/clone` does, and `/say` with a clip. */
export interface Clones {
  readonly cloning: Cloning;
  readonly once: Once;
  readonly own: OwnVoices;
  readonly oversight: Oversight;
  /** Everything that `/design` does. */
  readonly designs: Designing;
  /** Drops the voices that somebody is about to make. */
  forget(personId: string): void;
}

export function clones(parts: ClonesParts): Clones {
  const { speech, transcribe } = parts;
  const words = new HeardWords(transcribe);
  const shared = { ...parts, now: Date.now, words };
  // Samples go past the cache: nothing may be left of a voice that is discarded.
  const samples = recordings(renderedSpeech(speech), speech);
  const asking = approvals(parts);
  const making = cloning({ ...shared, recordings: samples, approvals: asking });
  const speakingOnce = once(shared);
  const designs = designing(shared);
  return {
    cloning: making,
    once: speakingOnce,
    own: ownVoices({ ...parts, approvals: asking }),
    oversight: oversight(parts),
    designs,
    forget(personId) {
      designs.forget(personId);
      making.forget(personId);
      speakingOnce.forget(personId);
      words.forget(personId);
    },
  };
}
