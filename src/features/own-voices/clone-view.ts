import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APISectionComponent,
  APITextDisplayComponent,
} from 'discord-api-types/v10';

import type { Stretch } from '#audio/clip/clip-report.ts';
import { button, form, panel } from '#discord/panel.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { Form, OutgoingFile, View } from '#discord/view.ts';
import type { Translate } from '#i18n/texts.ts';
import type { Consent } from '#store/consents.ts';
import type { VoiceProfile } from '#store/voices.ts';

import { consentQuestion, consentStatements } from './consent-wording.ts';
import type { CloneDraft } from './drafts.ts';
import { maxTranscriptChars } from './heard-words.ts';

const stillThere = '-# I still have the recording, for 15 minutes.';

/** Asks whether the best part of a long recording shall be used. */
export function trimView({ id, name }: CloneDraft, stretch: Stretch, why: string): View {
  const text = `## “${escaped(name)}”\n${why}\n${bestPart(stretch)} Use that part?`;
  return panel(text, [
    button(`clone:trim:${id}`, 'Use that part', ButtonStyle.Primary),
    button(`clone:discard:${id}`, 'Cancel'),
  ]);
}

/** A voice that was kept just now, ready to be spoken with; `note`: what else is to be said of it. */
export function keptView({ id, name }: VoiceProfile, t: Translate, note?: string): View {
  const sentence = t(($) => $.ownVoices.kept.isKept, { name: escaped(name) });
  return panel(note === undefined ? sentence : `${sentence} ${note}`, [useButton(id, t)]);
}

/** Everything that its owner keeps, each with a button to what can be done with it. */
export function ownVoicesView(
  voices: readonly { readonly id: string; readonly text: string }[],
  notes: readonly string[],
  t: Translate,
): View {
  const text = (content: string): APITextDisplayComponent => ({
    type: ComponentType.TextDisplay,
    content,
  });
  const sections = voices.map(({ id, text: content }): APISectionComponent => ({
    type: ComponentType.Section,
    components: [text(content)],
    accessory: button(
      `clone:manage:${id}`,
      t(($) => $.ownVoices.buttons.manage),
    ),
  }));
  return {
    kind: 'panel',
    components: [
      text(t(($) => $.ownVoices.kept.title)),
      ...sections,
      ...notes.map((note) => text(note)),
    ],
  };
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
            ? button(
                `clone:unshare:${voiceId}`,
                t(($) => $.ownVoices.buttons.takeBack),
              )
            : button(
                `clone:share:${voiceId}`,
                t(($) => $.ownVoices.buttons.share),
              ),
        ];
  return panel(text, [
    useButton(voiceId, t),
    ...sharing,
    button(
      `clone:remove:${voiceId}`,
      t(($) => $.ownVoices.buttons.askDelete),
      ButtonStyle.Danger,
    ),
  ]);
}

function useButton(voiceId: string, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:use:${voiceId}`,
    t(($) => $.ownVoices.buttons.use),
    ButtonStyle.Primary,
  );
}

/** Asks for the statement without which nothing is cloned. */
export function consentView({ id, name }: CloneDraft): View {
  return panel(`## “${escaped(name)}”\n${consentQuestion}`, [
    ...statementButtons('clone', id),
    button(`clone:discard:${id}`, 'Cancel'),
  ]);
}

/** The same for a recording that speaks once; `part`: why it can't be used whole, and what of it is. */
export function onceView(
  draftId: string,
  part: { readonly stretch: Stretch; readonly why: string } | undefined,
): View {
  const trimmed = part ? [`${part.why} ${bestPart(part.stretch)} I use that part.`] : [];
  return panel([...trimmed, consentQuestion].join('\n'), [
    ...statementButtons('say', draftId),
    button(`say:cancel:${draftId}`, 'Cancel'),
  ]);
}

function statementButtons(
  command: string,
  draftId: string,
): readonly APIButtonComponentWithCustomId[] {
  return [
    button(`${command}:own:${draftId}`, consentStatements.own, ButtonStyle.Primary),
    button(`${command}:permitted:${draftId}`, consentStatements.permitted, ButtonStyle.Primary),
  ];
}

/** Why nothing was said in a recording's voice. The statement stands. */
export function unsaidView(draftId: string, why: string): View {
  return panel(`${why}\n${stillThere}`, [
    button(`say:again:${draftId}`, 'Try again', ButtonStyle.Primary),
    button(`say:cancel:${draftId}`, 'Discard', ButtonStyle.Danger),
  ]);
}

/** Why no sample came. The statement stands: trying again is giving it again. */
export function failedView({ id, name }: CloneDraft, why: string, basis: Consent['basis']): View {
  return panel(`## “${escaped(name)}”\n${why}\n${stillThere}`, [
    button(`clone:${basis}:${id}`, 'Try again', ButtonStyle.Primary),
    button(`clone:discard:${id}`, 'Discard', ButtonStyle.Danger),
  ]);
}

/** Why no other sample came: the voice is the one that was heard before. */
export function uncorrectedView(draft: CloneDraft, why: string): View {
  const foot =
    'The voice is as you heard it before. Your correction is still in the form: send it once more.';
  return panel(`## “${escaped(draft.name)}”\n${why}\n${foot}`, heardButtons(draft));
}

/** The sample, here or in a voice message under this, and what can become of the voice. */
export function sampleView(draft: CloneDraft, file?: OutgoingFile): View {
  const { name, transcript } = draft;
  const lines = [
    `## “${escaped(name)}” is ready to be heard`,
    file ? 'This is how it sounds.' : 'This is how it sounds: listen to the message below.',
    transcript === undefined
      ? '-# It sounds better when I know the words of the recording.'
      : `-# The recording says: ${shownText(transcript)}`,
    '-# AI voice · only you hear this · kept for 15 minutes unless you keep it',
  ];
  return panel(lines.join('\n'), heardButtons(draft), file);
}

function heardButtons({ id, transcript }: CloneDraft): readonly APIButtonComponentWithCustomId[] {
  const words = transcript === undefined ? 'Write its words' : 'Correct the words';
  return [
    button(`clone:keep:${id}`, 'Keep', ButtonStyle.Success),
    button(`clone:words:${id}`, words),
    button(`clone:discard:${id}`, 'Discard', ButtonStyle.Danger),
  ];
}

/** The words of the recording, to be corrected. */
export function wordsForm({ id, transcript, unheardWords }: CloneDraft): Form {
  const words = unheardWords ?? transcript;
  return form(`clone:words:${id}`, 'What the recording says', [
    {
      name: 'words',
      label: 'Its exact words, from beginning to end',
      description: 'Wrong words make the voice worse than none: leave it empty if in doubt.',
      required: false,
      max_length: maxTranscriptChars,
      ...(words !== undefined && { value: words.slice(0, maxTranscriptChars) }),
    },
  ]);
}

/** Asks before a voice is removed: it can't be undone. */
export function deleteView(voiceId: string, name: string, t: Translate): View {
  return panel(
    t(($) => $.ownVoices.kept.askDelete, { name: escaped(name) }),
    [
      button(
        `clone:delete:${voiceId}`,
        t(($) => $.ownVoices.buttons.delete),
        ButtonStyle.Danger,
      ),
      button(
        `clone:spare:${voiceId}`,
        t(($) => $.ownVoices.buttons.spare),
      ),
    ],
  );
}

function bestPart({ fromMs, toMs }: Stretch): string {
  return `The best part of it begins at ${secs(fromMs)} s and ends at ${secs(toMs)} s.`;
}

function secs(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
