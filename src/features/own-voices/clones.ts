import type { Intake } from '#features/files/intake.ts';
import { approvals } from '#features/oversight/approvals.ts';
import { Oversight } from '#features/oversight/oversight.ts';
import type { OversightParts } from '#features/oversight/oversight.ts';
import { renderedFiles } from '#features/say/rendered-files.ts';
import { renderedSpeech } from '#speech/rendered.ts';
import type { Speech, Transcribe } from '#speech/speech.ts';

import { Cloning } from './cloning.ts';
import type { CloningParts } from './cloning.ts';
import { designedOnce } from './designed-once.ts';
import { Designing } from './designing.ts';
import type { DesigningParts } from './designing.ts';
import { HeardWords } from './heard-words.ts';
import { Once } from './once.ts';
import type { OnceParts } from './once.ts';
import { OwnVoices } from './own-voices.ts';
import type { OwnVoicesParts } from './own-voices.ts';

export interface ClonesParts
  extends
    Omit<CloningParts, 'intake' | 'renderedFiles' | 'approvals' | 'words'>,
    Pick<OwnVoicesParts, 'withdrawal'>,
    Pick<OversightParts, 'reports' | 'sharing' | 'banning' | 'mail' | 'inLanguageOf'>,
    Pick<OnceParts, 'askWords' | 'voiceBans'>,
    Omit<DesigningParts, 'intake'> {
  readonly intake: Pick<Intake, 'take' | 'inTurn'>;
  readonly speaking: OversightParts['speaking'] & OnceParts['speaking'];
  readonly speech: Speech;
  readonly transcribe: Transcribe | undefined;
}

/** Everything that `/clone` and `/design` do, and `/say` with a clip or a design. */
export type Clones = ReturnType<typeof clones>;

export function clones(parts: ClonesParts) {
  const { speech, transcribe } = parts;
  const words = new HeardWords(transcribe);
  const shared = { ...parts, words };
  // Samples go past the cache: nothing may be left of a voice that is discarded.
  const samples = renderedFiles(renderedSpeech(speech), speech);
  const asking = approvals(parts);
  const making = new Cloning({ ...shared, renderedFiles: samples, approvals: asking });
  const speakingOnce = new Once(shared);
  const designs = new Designing(shared);
  return {
    cloning: making,
    once: speakingOnce,
    own: new OwnVoices({ ...parts, approvals: asking }),
    oversight: new Oversight(parts),
    /** Everything that `/design` does. */
    designs,
    /** `/say` with a design. */
    designedOnce: designedOnce(parts),
    /** Drops the voices that somebody is about to make. */
    forget(userId: string) {
      designs.forget(userId);
      making.forget(userId);
      speakingOnce.forget(userId);
      words.forget(userId);
    },
  };
}
