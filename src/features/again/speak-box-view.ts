import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { button, buttonRow, form, framed, panel, panelOf, textPart } from '#discord/panel.ts';
import { shorten, shownText } from '#discord/shown-text.ts';
import type { Form, View } from '#discord/view.ts';
import { ownWords } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

import { maxLineChars } from './held-lines.ts';
import type { HeldLine } from './held-lines.ts';

const buttonsPerRow = 5;
const maxButtonChars = 80;

/** The forms of the box, by what becomes of the words that are typed into them. */
export type SpeakForm = 'say' | 'alert' | 'hold' | 'correct';

/** All that is spoken without a board. Its buttons hold no state: they work for as long as the message is there. */
export function speakBoxView(t: Translate): View {
  return panelOf([
    framed([
      textPart(`## ${t(($) => $.speakBox.title)}\n${t(($) => $.speakBox.hint)}`),
      ...buttonRow([
        button('speak:new', ($) => $.speakBox.buttons.speak, t),
        button('speak:phrases', ($) => $.speakBox.buttons.phrases, t),
        button('speak:again', ($) => $.speakBox.buttons.again, t),
        button('speak:louder', ($) => $.speakBox.buttons.louder, t),
      ]),
      ...buttonRow([
        button('speak:alert', ($) => $.speakBox.buttons.alert, t),
        button('speak:stop', ($) => $.speakBox.buttons.stop, t),
        button('speak:correct', ($) => $.speakBox.buttons.correct, t),
        button('speak:held', ($) => $.speakBox.buttons.held, t),
      ]),
    ]),
  ]);
}

/** The form for words; `line`: those that are filled in, which are put aside until they were spoken. */
export function speakForm(kind: SpeakForm, t: Translate, line?: HeldLine): Form {
  const id = `speak:${kind}:${line?.id ?? ''}`;
  const filled = line && { value: line.words };
  if (kind !== 'alert')
    return form(
      id,
      t(($) => $.speakBox.forms[kind]),
      [
        {
          name: 'words',
          label: t(($) => $.speakBox.forms.words),
          required: true,
          max_length: maxLineChars,
          ...filled,
        },
      ],
    );
  return form(
    id,
    t(($) => $.speakBox.forms[kind]),
    [
      {
        name: 'words',
        label: t(($) => $.speakBox.forms.words),
        // An alert is possible without typing.
        description: t(($) => $.speakBox.forms.alertHint),
        required: false,
        max_length: maxLineChars,
        ...filled,
      },
    ],
  );
}

/** Lines that are put aside, with a button for each. */
export function heldView(lines: readonly HeldLine[], t: Translate): View {
  const hint = lines.length > 0 ? t(($) => $.speakBox.held.hint) : t(($) => $.speakBox.held.empty);
  const rows = Array.from({ length: Math.ceil(lines.length / buttonsPerRow) }, (_, row) =>
    lines.slice(row * buttonsPerRow, (row + 1) * buttonsPerRow),
  );
  return panelOf([
    framed([
      textPart(`## ${t(($) => $.speakBox.held.title)}\n${hint}`),
      ...rows.flatMap((row) => buttonRow(row.map((line) => heldButton(line, t)))),
      ...buttonRow([
        button('speak:hold', ($) => $.speakBox.buttons.hold, t),
        ...(lines.length > 0 ? [button('speak:drop', ($) => $.speakBox.buttons.drop, t)] : []),
      ]),
    ]),
  ]);
}

/** Why somebody's words couldn't be spoken, the words, and what brings them back into the form. */
export function unspokenView(
  why: string,
  { kind, line }: { readonly kind: SpeakForm; readonly line: HeldLine },
  t: Translate,
): View {
  const told = t(($) => $.speakBox.unspoken);
  return panel(`${why}\n> ${shownText(line.words)}\n-# ${told}`, [
    button(`speak:retry:${kind}.${line.id}`, ($) => $.speakBox.buttons.retry, t),
  ]);
}

/** Speech of somebody has ended, and so many of their lines still wait. */
export function stoppedView(waiting: number, t: Translate): View {
  if (waiting === 0)
    return panel(
      t(($) => $.speakBox.stop.done),
      [],
    );
  return panel(
    t(($) => $.speakBox.stop.waiting, { count: waiting }),
    [button('speak:stop-all', ($) => $.speakBox.buttons.stopWaiting, t)],
  );
}

function heldButton({ id, words }: HeldLine, t: Translate): APIButtonComponentWithCustomId {
  const label = shorten(words.replaceAll(/\s+/gu, ' '), maxButtonChars);
  return button(`speak:held-say:${id}`, ownWords(label), t);
}
