import type { Held } from '#jobs/held.ts';
import type { ChunkingOptions, HoldRoom, InOrderOptions } from '#speech/in-order.ts';
import type { Payer, SpeechRequest } from '#speech/speech.ts';

export interface WholeTextsParts {
  /** Keeps room for what has to be paid for; absent where nothing has. */
  readonly holdRoom:
    | ((requests: readonly SpeechRequest[], payer: Payer | undefined) => Promise<Held>)
    | undefined;
  /** Whether nothing is paid for it: it is kept, being made, or somebody speaks it who takes no money. */
  readonly isFree: (request: SpeechRequest) => boolean;
  /** Whether another engine can speak it when there is no room. */
  readonly isSpokenInstead: (request: SpeechRequest) => boolean;
  readonly split: ChunkingOptions['split'];
}

type Holding = Pick<InOrderOptions, 'holdRoom'>;

/**
 * Keeps room in the budgets for all of a text before any of it is asked for. Where there is none, and nobody else can
 * speak what isn't paid for, it rejects: nobody is to hear a half of it, and pay that.
 */
export function wholeTexts({ holdRoom, isFree, isSpokenInstead, split }: WholeTextsParts): {
  readonly ofPieces: Holding;
  /** Its texts are still to be cut, and are heard as one. */
  readonly ofTexts: Holding;
} {
  if (!holdRoom) return { ofPieces: {}, ofTexts: {} };
  const ofPieces: HoldRoom = async (requests, { payer }) => {
    const unpaid = requests.filter((request) => !isFree(request));
    if (unpaid.length === 0) return undefined;
    const held = await holdRoom(unpaid, payer);
    if (held.refusal && !unpaid.every(isSpokenInstead)) throw held.refusal;
    return held;
  };
  const ofTexts: HoldRoom = async (requests, context) => {
    const piecesOf = (request: SpeechRequest): readonly SpeechRequest[] =>
      split(request, context).map((text) => Object.assign({}, request, { text }));
    return ofPieces(requests.flatMap(piecesOf), context);
  };
  return { ofPieces: { holdRoom: ofPieces }, ofTexts: { holdRoom: ofTexts } };
}
