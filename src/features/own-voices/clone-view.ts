import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIButtonComponentWithCustomId, APISectionComponent } from 'discord-api-types/v10';

import type { Stretch } from '#audio/clip/clip-report.ts';
import { button, buttonRow, form, panel, panelOf, textPart } from '#discord/panel.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { Form, OutgoingFile, View } from '#discord/view.ts';
import { inARow, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Consent } from '#store/consents.ts';
import type { VoiceProfile } from '#store/voices.ts';

import { consentQuestion, consentStatements } from './consent-wording.ts';
import type { CloneDraft } from './drafts.ts';
import { maxTranscriptChars } from './heard-words.ts';
import { readButton } from './reading-view.ts';

/** Asks whether the best part of a long recording shall be used. */
export function trimView(
  { id, name }: CloneDraft,
  stretch: Stretch,
  why: Text,
  t: Translate,
): View {
  const about = { name: escaped(name), why, ...secondsOf(stretch) };
  const question = t(($) => $.ownVoices.making.trim, about);
  return panel(question, [
    button(`clone:trim:${id}`, ($) => $.ownVoices.buttons.trim, t, ButtonStyle.Primary),
    readButton(t),
    button(`clone:discard:${id}`, ($) => $.ownVoices.buttons.cancel, t),
  ]);
}

/** A voice that was kept just now, ready to be spoken with; `note`: what else is to be said of it. */
export function keptView({ id, name }: VoiceProfile, t: Translate, note?: Text): View {
  const kept = text(($) => $.ownVoices.kept.isKept, { name: escaped(name) });
  return panel(t(note ? inARow(kept, note) : kept), [useButton(id, t)]);
}

/** Everything that its owner keeps, each with a button to what can be done with it. */
export function ownVoicesView(
  voices: readonly { readonly id: string; readonly text: string }[],
  notes: readonly string[],
  t: Translate,
): View {
  const sections = voices.map(({ id, text: content }): APISectionComponent => ({
    type: ComponentType.Section,
    components: [textPart(content)],
    accessory: button(`clone:manage:${id}`, ($) => $.ownVoices.buttons.manage, t),
  }));
  const title = textPart(t(($) => $.ownVoices.kept.title));
  return panelOf([title, ...sections, ...notes.map(textPart), ...buttonRow([readButton(t)])]);
}

/** One voice of its owner; `isShared` is undefined outside of servers. */
export function manageView(
  voiceId: string,
  text: string,
  isShared: boolean | undefined,
  t: Translate,
): View {
  const sharing =
    isShared === undefined
      ? []
      : [
          isShared
            ? button(`clone:unshare:${voiceId}`, ($) => $.ownVoices.buttons.takeBack, t)
            : button(`clone:share:${voiceId}`, ($) => $.ownVoices.buttons.share, t),
        ];
  return panel(text, [
    useButton(voiceId, t),
    ...sharing,
    button(`clone:remove:${voiceId}`, ($) => $.ownVoices.buttons.askDelete, t, ButtonStyle.Danger),
  ]);
}

function useButton(voiceId: string, t: Translate): APIButtonComponentWithCustomId {
  return button(`clone:use:${voiceId}`, ($) => $.ownVoices.buttons.use, t, ButtonStyle.Primary);
}

/** Asks for the statement without which nothing is cloned; `choice`: which of several recordings is used. */
export function consentView({ id, name }: CloneDraft, t: Translate, choice?: Text): View {
  const lines = [headingOf(name, t), ...(choice ? [t(choice)] : []), t(consentQuestion)];
  return panel(lines.join('\n'), [
    ...statementButtons('clone', id, t),
    button(`clone:discard:${id}`, ($) => $.ownVoices.buttons.cancel, t),
  ]);
}

/** The same for a recording that speaks once; `part`: why it can't be used whole, and what of it is. */
export function onceView(
  draftId: string,
  part: { readonly stretch: Stretch; readonly why: Text } | undefined,
  t: Translate,
): View {
  const trimmed = part
    ? [t(($) => $.ownVoices.once.trimmed, { why: part.why, ...secondsOf(part.stretch) })]
    : [];
  return panel([...trimmed, t(consentQuestion)].join('\n'), [
    ...statementButtons('say', draftId, t),
    button(`say:cancel:${draftId}`, ($) => $.ownVoices.buttons.cancel, t),
  ]);
}

function statementButtons(
  command: string,
  draftId: string,
  t: Translate,
): readonly APIButtonComponentWithCustomId[] {
  const { own, permitted } = consentStatements;
  return [
    button(`${command}:own:${draftId}`, own, t, ButtonStyle.Primary),
    button(`${command}:permitted:${draftId}`, permitted, t, ButtonStyle.Primary),
  ];
}

/** Why nothing was said in a recording's voice. The statement stands. */
export function unsaidView(draftId: string, why: string, t: Translate): View {
  return panel(`${why}\n${t(($) => $.ownVoices.making.stillThere)}`, [
    button(`say:again:${draftId}`, ($) => $.ownVoices.buttons.again, t, ButtonStyle.Primary),
    button(`say:cancel:${draftId}`, ($) => $.ownVoices.buttons.discard, t, ButtonStyle.Danger),
  ]);
}

/** Why no sample came. The statement stands: trying again is giving it again. */
export function failedView(
  { id, name }: CloneDraft,
  why: string,
  basis: Consent['basis'],
  t: Translate,
): View {
  const lines = [headingOf(name, t), why, t(($) => $.ownVoices.making.stillThere)];
  return panel(lines.join('\n'), [
    button(`clone:${basis}:${id}`, ($) => $.ownVoices.buttons.again, t, ButtonStyle.Primary),
    button(`clone:discard:${id}`, ($) => $.ownVoices.buttons.discard, t, ButtonStyle.Danger),
  ]);
}

/** Why no other sample came: the voice is the one that was heard before. */
export function uncorrectedView(draft: CloneDraft, why: string, t: Translate): View {
  const lines = [headingOf(draft.name, t), why, t(($) => $.ownVoices.making.uncorrected)];
  return panel(lines.join('\n'), heardButtons(draft, t));
}

/** The sample, here or in a voice message under this, and what can become of the voice. */
export function sampleView(draft: CloneDraft, t: Translate, file?: OutgoingFile): View {
  const { name, transcript } = draft;
  const lines = [
    t(($) => $.ownVoices.making.ready, { name: escaped(name) }),
    file ? t(($) => $.ownVoices.making.sounds) : t(($) => $.ownVoices.making.soundsBelow),
    transcript === undefined
      ? t(($) => $.ownVoices.making.wordsUnknown)
      : t(($) => $.ownVoices.making.words, { words: shownText(transcript) }),
    t(($) => $.ownVoices.making.foot),
  ];
  return panel(lines.join('\n'), heardButtons(draft, t), file);
}

function heardButtons(
  { id, transcript }: CloneDraft,
  t: Translate,
): readonly APIButtonComponentWithCustomId[] {
  const words =
    transcript === undefined
      ? text(($) => $.ownVoices.buttons.writeWords)
      : text(($) => $.ownVoices.buttons.correctWords);
  return [
    button(`clone:keep:${id}`, ($) => $.ownVoices.buttons.keep, t, ButtonStyle.Success),
    button(`clone:words:${id}`, words, t),
    button(`clone:discard:${id}`, ($) => $.ownVoices.buttons.discard, t, ButtonStyle.Danger),
  ];
}

/** The words of the recording, to be corrected. */
export function wordsForm({ id, transcript, unheardWords }: CloneDraft, t: Translate): Form {
  const words = unheardWords ?? transcript;
  return form(
    `clone:words:${id}`,
    t(($) => $.ownVoices.wordsForm.title),
    [
      {
        name: 'words',
        label: t(($) => $.ownVoices.wordsForm.words),
        description: t(($) => $.ownVoices.wordsForm.hint),
        required: false,
        max_length: maxTranscriptChars,
        ...(words !== undefined && { value: words.slice(0, maxTranscriptChars) }),
      },
    ],
  );
}

/** Asks before a voice is removed: it can't be undone. */
export function deleteView(voiceId: string, name: string, t: Translate): View {
  const question = t(($) => $.ownVoices.kept.askDelete, { name: escaped(name) });
  return panel(question, [
    button(`clone:delete:${voiceId}`, ($) => $.ownVoices.buttons.delete, t, ButtonStyle.Danger),
    button(`clone:spare:${voiceId}`, ($) => $.ownVoices.buttons.spare, t),
  ]);
}

function headingOf(name: string, t: Translate): string {
  return t(($) => $.ownVoices.heading, { name: escaped(name) });
}

function secondsOf({ fromMs, toMs }: Stretch): { readonly from: number; readonly to: number } {
  return { from: fromMs / 1_000, to: toMs / 1_000 };
}
