import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIComponentInContainer } from 'discord-api-types/v10';

import { button, form } from '#discord/panel.ts';
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
  const components: APIComponentInContainer[] = [
    { type: ComponentType.TextDisplay, content: head.join('\n') },
    ...rounds.flatMap((round) => roundPart(id, round, t)),
    ...(hasTakes ? [{ type: ComponentType.TextDisplay as const, content: footOf(shown, t) }] : []),
    { type: ComponentType.ActionRow, components: actions(shown, hasTakes, t) },
  ];
  const files = rounds.flatMap(({ takes }) =>
    takes.filter(({ isFile }) => isFile).map((take) => fileOf(take)),
  );
  return {
    kind: 'panel',
    components: [{ type: ComponentType.Container, components }],
    ...(files.length > 0 && { files }),
  };
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
  const content = [t(headOf(takes, first)), described({ description })].join('\n');
  return [
    { type: ComponentType.TextDisplay, content },
    ...takes
      .filter(({ isFile }) => isFile)
      .map((take) => ({
        type: ComponentType.File as const,
        file: { url: `attachment://${fileOf(take).name}` },
      })),
    {
      type: ComponentType.ActionRow,
      components: takes.map(({ number }) => {
        const label = text(($) => $.ownVoices.buttons.keepTake, { number });
        return button(`design:keep:${draftId}:${number}`, label, t, ButtonStyle.Success);
      }),
    },
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

function fileOf({ number, message }: NumberedTake): OutgoingFile {
  return { name: `take-${number}.ogg`, data: message.bytes, contentType: 'audio/ogg' };
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
