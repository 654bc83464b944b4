import { Abbreviations } from './abbreviations.ts';
import { PhraseBoards } from './boards.ts';
import type { BoardsParts } from './boards.ts';
import { ChangingPhrases } from './changing.ts';
import type { ChangingParts } from './changing.ts';
import { KeepingPhrases } from './keeping.ts';
import type { KeepingParts } from './keeping.ts';
import { NextEffects } from './next-effect.ts';
import { ownCall } from './own-call.ts';
import type { OwnCall, OwnCallParts } from './own-call.ts';
import { PhraseFiles } from './phrase-files.ts';
import type { PhraseFilesParts } from './phrase-files.ts';
import { SavedPhrases } from './saved-phrases.ts';
import type { SavedPhrasesParts } from './saved-phrases.ts';
import { SuggestedLines } from './suggested-lines.ts';
import type { SuggestedLinesParts } from './suggested-lines.ts';
import { TapBinding } from './tap-binding.ts';
import type { TapBindingParts } from './tap-binding.ts';
import { listenToEffects } from './tapping.ts';
import type { TappingParts } from './tapping.ts';

type Parts = OwnCallParts &
  Omit<SavedPhrasesParts, 'ownCall'> &
  Omit<ChangingParts, 'onChanged'> &
  Pick<BoardsParts, 'people'> &
  Pick<TapBindingParts, 'taps'> &
  Pick<SuggestedLinesParts, 'earlierLines'> &
  Omit<TappingParts, 'ownCall' | 'nextEffects'> &
  Omit<PhraseFilesParts, 'ownCall' | 'changing'> &
  KeepingParts & {
    readonly chooser: SavedPhrasesParts['chooser'] & ChangingParts['chooser'];
    /** Told of whoever has set another voice for themselves. */
    readonly onVoiceChanged: (listener: (userId: string) => void) => void;
  };

/** Saved phrases: speaking them, the boards on which they are spoken and changed, the emoji that speak them, and what spares people letters. */
export interface PhraseServices {
  readonly phrases: SavedPhrases;
  readonly boards: PhraseBoards;
  readonly taps: TapBinding;
  readonly lines: SuggestedLines;
  readonly abbreviations: Abbreviations;
  /** By which every line of somebody is spoken in the call that they are in. */
  readonly ownCall: OwnCall;
  readonly phraseFiles: PhraseFiles;
}

export function phraseServices(parts: Parts): PhraseServices {
  const own = ownCall(parts);
  const keeping = new KeepingPhrases(parts);
  parts.onVoiceChanged((userId) => void keeping.voiceChanged(userId));
  const onChanged: ChangingParts['onChanged'] = (there, phrases) =>
    void keeping.made(there, phrases);
  const changing = new ChangingPhrases({ ...parts, onChanged });
  const nextEffects = new NextEffects(parts.closing);
  listenToEffects({ ...parts, ownCall: own, nextEffects });
  return {
    phrases: new SavedPhrases({ ...parts, ownCall: own }),
    boards: new PhraseBoards({ ...parts, ownCall: own, changing }),
    taps: new TapBinding({ ...parts, ownCall: own, nextEffects }),
    lines: new SuggestedLines({ ...parts, ownCall: own }),
    abbreviations: new Abbreviations(parts),
    ownCall: own,
    phraseFiles: new PhraseFiles({ ...parts, ownCall: own, changing }),
  };
}
