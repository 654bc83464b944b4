import type { Asker } from '#discord/asker.ts';
import {
  heldView,
  speakBoxView,
  speakForm,
  stoppedView,
  unspokenView,
} from '#features/again/speak-box-view.ts';

import { longText, times } from './reader.ts';
import type { Shown } from './reader.ts';

const line = { id: 'abcdef012345', words: longText.slice(0, 1_000) };

/** The box to speak with, its forms, and what is put aside. */
export function speakBoxViews({ t }: Asker): Shown {
  return {
    'the box': speakBoxView(t),
    ...Object.fromEntries(
      (['say', 'alert', 'hold', 'correct'] as const).map((kind) => [
        `the form ${kind}`,
        speakForm(kind, t, line),
      ]),
    ),
    'what is put aside': heldView(
      times(10, (at) => ({ ...line, id: `${at}` })),
      t,
    ),
    'nothing is put aside': heldView([], t),
    'what could not be spoken': unspokenView(longText.slice(0, 1_000), { kind: 'alert', line }, t),
    'what was stopped': stoppedView(50, t),
  };
}
