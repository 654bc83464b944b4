import { ButtonStyle } from 'discord-api-types/v10';

import { button, form, panel } from '#discord/panel.ts';
import { escaped } from '#discord/shown-text.ts';
import type { Form, View } from '#discord/view.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Phrase } from '#store/phrases.ts';
import type { Tap } from '#store/taps.ts';

import { encodeState } from './board-state.ts';
import type { BoardState } from './board-state.ts';
import { maxTypedChars } from './effects.ts';

/** How people see the emoji or sound of a phrase. */
export function tapText({ shown }: Pick<Tap, 'shown'>): Text {
  return shown === undefined ? text(($) => $.phrases.taps.aSound) : ownWords(escaped(shown));
}

/** The emoji or sound of a phrase, and what changes it. */
export function tapView(
  state: BoardState,
  { id, label }: Phrase,
  tap: Tap | undefined,
  t: Translate,
): View {
  const phrase = escaped(label);
  const here = `${encodeState(state)}.${id}`;
  const told = tap
    ? t(($) => $.phrases.taps.speaks, { phrase, effect: tapText(tap) })
    : t(($) => $.phrases.taps.none, { phrase });
  return panel(told, [
    button(`phrases:tap-send:${here}`, ($) => $.phrases.buttons.sendTap, t, ButtonStyle.Primary),
    button(`phrases:tap-type:${here}`, ($) => $.phrases.buttons.typeTap, t),
    ...(tap ? [button(`phrases:tap-remove:${here}`, ($) => $.phrases.buttons.removeTap, t)] : []),
    button(`phrases:show:${encodeState(state)}`, ($) => $.phrases.buttons.board, t),
  ]);
}

/** Asks to send it now. */
export function sendingView({ label }: Phrase, t: Translate): View {
  return panel(
    t(($) => $.phrases.taps.sendNow, { phrase: escaped(label) }),
    [],
  );
}

export function tapForm(state: BoardState, { id }: Phrase, t: Translate): Form {
  return form(
    `phrases:tap:${encodeState(state)}.${id}`,
    t(($) => $.phrases.form.tapTitle),
    [
      {
        name: 'tap',
        label: t(($) => $.phrases.form.tap),
        description: t(($) => $.phrases.form.hints.tap),
        isShort: true,
        required: true,
        max_length: maxTypedChars,
      },
    ],
  );
}
