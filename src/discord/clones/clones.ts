import { clipChecker } from '../../audio/clip/clip-checker.ts';
import type { ClipChecker } from '../../audio/clip/clip-checker.ts';
import { renderedSpeech } from '../../speech/rendered.ts';
import type { Speech } from '../../speech/speech.ts';
import { attachments } from '../attachments.ts';
import { designing } from '../designs/designing.ts';
import type { Designing, DesigningParts } from '../designs/designing.ts';
import { recordings } from '../recordings.ts';
import { approvals } from './approvals.ts';
import type { ClipIntakeParts } from './clip-intake.ts';
import { cloning } from './cloning.ts';
import type { Cloning, CloningParts } from './cloning.ts';
import { HeardWords } from './heard-words.ts';
import { once } from './once.ts';
import type { Once, OnceParts } from './once.ts';
import { oversight } from './oversight.ts';
import type { Oversight, OversightParts } from './oversight.ts';
import { ownVoices } from './own-voices.ts';
import type { OwnVoices, OwnVoicesParts } from './own-voices.ts';
import type { Transcribe } from './transcript.ts';

export interface ClonesParts
  extends
    Omit<CloningParts, 'attachments' | 'checker' | 'recordings' | 'now' | 'approvals' | 'words'>,
    Pick<OwnVoicesParts, 'withdrawal'>,
    Pick<OversightParts, 'reports' | 'sharing' | 'banning' | 'mail'>,
    Pick<OnceParts, 'askWords' | 'voiceBans'>,
    Omit<DesigningParts, 'checker'> {
  readonly speaking: OversightParts['speaking'] & OnceParts['speaking'];
  /** Where files of people are fetched from. */
  readonly cdnHosts: readonly string[];
  readonly speech: Speech;
  readonly transcribe: Transcribe | undefined;
}

/** Everything that `/clone` does, and `/say` with a clip. */
export interface Clones {
  readonly cloning: Cloning;
  readonly once: Once;
  readonly own: OwnVoices;
  readonly oversight: Oversight;
  /** What `/design` does. */
  readonly designs: Designing;
  /** Drops what somebody is about to make. */
  forget(personId: string): void;
  close(): void;
}

export function clones(parts: ClonesParts): Clones {
  const { cdnHosts, speech, transcribe } = parts;
  let checker: ClipChecker | undefined;
  // Most bots are never given a recording: the process that reads them is started by the first.
  const checking = (): ClipChecker => (checker ??= clipChecker());
  const words = new HeardWords(transcribe);
  const intake = {
    attachments: attachments({ hosts: cdnHosts }),
    checker: {
      check: (...clip) => checking().check(...clip),
      prepare: (...clip) => checking().prepare(...clip),
    },
    now: Date.now,
    words,
  } satisfies ClipIntakeParts & Pick<CloningParts, 'now' | 'words'>;
  // Past the cache: of a voice that is discarded nothing may be left.
  const samples = recordings(renderedSpeech(speech), speech);
  const asking = approvals(parts);
  const making = cloning({ ...parts, ...intake, recordings: samples, approvals: asking });
  const speakingOnce = once({ ...parts, ...intake });
  const designs = designing({ ...parts, ...intake });
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
    close: () => checker?.close(),
  };
}
