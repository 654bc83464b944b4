import { clipChecker } from '../../audio/clip/clip-checker.ts';
import type { ClipChecker } from '../../audio/clip/clip-checker.ts';
import { renderedSpeech } from '../../speech/rendered.ts';
import type { Speech } from '../../speech/speech.ts';
import { attachments } from '../attachments.ts';
import { recordings } from '../recordings.ts';
import { cloning } from './cloning.ts';
import type { Cloning, CloningParts } from './cloning.ts';
import { oversight } from './oversight.ts';
import type { Oversight, OversightParts } from './oversight.ts';
import { ownVoices } from './own-voices.ts';
import type { OwnVoices, OwnVoicesParts } from './own-voices.ts';

export interface ClonesParts
  extends
    Omit<CloningParts, 'attachments' | 'checker' | 'recordings' | 'now'>,
    Pick<OwnVoicesParts, 'withdrawal'>,
    Pick<OversightParts, 'reports' | 'speaking'> {
  /** Where files of people are fetched from. */
  readonly cdnHosts: readonly string[];
  readonly speech: Speech;
}

/** Everything that `/clone` does. */
export interface Clones {
  readonly cloning: Cloning;
  readonly own: OwnVoices;
  readonly oversight: Oversight;
  close(): void;
}

export function clones(parts: ClonesParts): Clones {
  const { cdnHosts, speech } = parts;
  let checker: ClipChecker | undefined;
  // Most bots are never given a recording: the process that reads them is started by the first.
  const checking = (): ClipChecker => (checker ??= clipChecker());
  return {
    cloning: cloning({
      ...parts,
      attachments: attachments({ hosts: cdnHosts }),
      checker: {
        check: (...clip) => checking().check(...clip),
        prepare: (...clip) => checking().prepare(...clip),
      },
      // Past the cache: of a voice that is discarded nothing may be left.
      recordings: recordings(renderedSpeech(speech), speech),
      now: Date.now,
    }),
    own: ownVoices(parts),
    oversight: oversight(parts),
    close: () => checker?.close(),
  };
}
