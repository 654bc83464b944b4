import { ButtonStyle } from 'discord-api-types/v10';
import type { APIComponentInContainer } from 'discord-api-types/v10';

import { button, buttonRow, filePart, form, framed, panelOf, textPart } from '#discord/panel.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { Form, OutgoingFile, View } from '#discord/view.ts';
import { priceText } from '#features/say/saying.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

import type { DesignDraft, NumberedTake, Round } from './design-draft.ts';
import { maxDescriptionChars, maxVoiceNameChars } from './voice-name.ts';

export interface ShownDraft {
  readonly draft: DesignDraft;
  /** Why takes did not come. */
  readonly problems: readonly Text[];
  /** Undefined when it is not known now. */
  readonly triesLeft: number | undefined;
  /** The person is in the call with the bot, and can hear takes there. */
  readonly inCall: boolean;
}

/** The takes that can be kept, and what else can be done. */
export function takesView(shown: ShownDraft, t: Translate): View {
  const { draft, problems } = shown;
  const { id, name, rounds } = draft;
  const hasTakes = rounds.some(({ takes }) => takes.length > 0);
  const head = [
    t(($) => $.ownVoices.heading, { name: escaped(name) }),
    ...problems.map((problem) => t(problem)),
    ...(hasTakes ? [] : [described(draft)]),
  ];
  const components = [
    textPart(head.join('\n')),
    ...rounds.flatMap((round) => roundPart(id, round, t)),
    ...(hasTakes ? [textPart(footOf(shown, t))] : []),
    ...buttonRow(actions(shown, hasTakes, t)),
  ];
  return panelOf([framed(components)], rounds.flatMap(filesOf));
}

function actions({ draft: { id }, inCall }: ShownDraft, hasTakes: boolean, t: Translate) {
  return [
    ...(hasTakes && inCall
      ? [button(`design:hear:${id}`, ($) => $.ownVoices.buttons.play, t)]
      : []),
    button(`design:again:${id}`, ($) => $.ownVoices.buttons.again, t),
    button(`design:edit:${id}`, ($) => $.ownVoices.buttons.edit, t),
    button(`design:discard:${id}`, ($) => $.ownVoices.buttons.discard, t, ButtonStyle.Danger),
  ];
}

function roundPart(
  draftId: string,
  { description, takes }: Round,
  t: Translate,
): readonly APIComponentInContainer[] {
  const [first] = takes;
  if (!first) return [];
  const buttons = takes.map(({ number }) => {
    const label = text(($) => $.ownVoices.buttons.keepTake, { number });
    return button(`design:keep:${draftId}:${number}`, label, t, ButtonStyle.Success);
  });
  return [
    textPart([t(headOf(takes, first)), described({ description })].join('\n')),
    ...filesOf({ takes }).map(filePart),
    ...buttonRow(buttons),
  ];
}

/** Which takes they are, and where to listen to them. */
function headOf(takes: readonly NumberedTake[], { isFile }: NumberedTake): Text {
  const named = { takes: namesOf(takes) };
  if (isFile) return text(($) => $.ownVoices.takes.here, named);
  return takes.length === 1
    ? text(($) => $.ownVoices.takes.belowOne, named)
    : text(($) => $.ownVoices.takes.below, named);
}

function footOf({ draft, triesLeft }: ShownDraft, t: Translate): string {
  const takes = draft.rounds.flatMap((round) => round.takes);
  const costUsd = takes.reduce((sum, take) => sum + take.costUsd, 0);
  const isEstimated = takes.some((take) => take.costIsEstimated);
  return [
    t(($) => $.ownVoices.takes.foot),
    ...(costUsd > 0 ? [t(priceText({ costUsd, isEstimated }))] : []),
    ...(triesLeft === undefined
      ? []
      : [t(($) => $.ownVoices.takes.triesLeft, { count: triesLeft })]),
  ].join(' · ');
}

function namesOf(takes: readonly NumberedTake[]): Text {
  const [first = 0, last = first] = [takes[0]?.number, takes.at(-1)?.number];
  if (first === last) return text(($) => $.ownVoices.takes.one, { number: first });
  return takes.length === 2
    ? text(($) => $.ownVoices.takes.two, { first, last })
    : text(($) => $.ownVoices.takes.several, { first, last });
}

function described({ description }: Pick<Round, 'description'>): string {
  return `> ${shownText(description)}`;
}

/** The takes that could not be posted as voice messages. */
function filesOf({ takes }: Pick<Round, 'takes'>): readonly OutgoingFile[] {
  return takes
    .filter(({ isFile }) => isFile)
    .map(({ number, message: { bytes } }) => {
      return { name: `take-${number}.ogg`, data: bytes, contentType: 'audio/ogg' };
    });
}

/** Description and name, to be changed. */
export function designForm({ id, name, description }: DesignDraft, t: Translate): Form {
  return form(
    `design:edit:${id}`,
    t(($) => $.ownVoices.designForm.title),
    [
      {
        name: 'description',
        label: t(($) => $.ownVoices.designForm.description),
        description: t(($) => $.ownVoices.designForm.hint),
        max_length: maxDescriptionChars,
        value: description,
      },
      {
        name: 'name',
        label: t(($) => $.ownVoices.designForm.name),
        isShort: true,
        max_length: maxVoiceNameChars,
        value: name,
      },
    ],
  );
}
