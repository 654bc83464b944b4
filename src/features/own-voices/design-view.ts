import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIComponentInContainer } from 'discord-api-types/v10';

import { button, form } from '#discord/panel.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { Form, OutgoingFile, View } from '#discord/view.ts';
import { dollars } from '#features/say/saying.ts';

import type { DesignDraft, NumberedTake, Round } from './design-draft.ts';
import { maxDescriptionChars, maxVoiceNameChars } from './voice-name.ts';

export interface ShownDraft {
  readonly draft: DesignDraft;
  /** Why takes did not come, as sentences. */
  readonly problems: readonly string[];
  /** Undefined when it is not known now. */
  readonly triesLeft: number | undefined;
  /** The person is in the call with the bot, and can hear takes there. */
  readonly inCall: boolean;
}

/** The takes that can be kept, and what else can be done. */
export function takesView(shown: ShownDraft): View {
  const { draft, problems } = shown;
  const { id, name, rounds } = draft;
  const hasTakes = rounds.some(({ takes }) => takes.length > 0);
  const head = [`## “${escaped(name)}”`, ...problems, ...(hasTakes ? [] : [described(draft)])];
  const components: APIComponentInContainer[] = [
    { type: ComponentType.TextDisplay, content: head.join('\n') },
    ...rounds.flatMap((round) => roundPart(id, round)),
    ...(hasTakes
      ? [{ type: ComponentType.TextDisplay as const, content: `-# ${footOf(shown)}` }]
      : []),
    { type: ComponentType.ActionRow, components: actions(shown, hasTakes) },
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

function actions({ draft: { id }, inCall }: ShownDraft, hasTakes: boolean) {
  return [
    ...(hasTakes && inCall ? [button(`design:hear:${id}`, 'Play in the call')] : []),
    button(`design:again:${id}`, 'Try again'),
    button(`design:edit:${id}`, 'Edit'),
    button(`design:discard:${id}`, 'Discard', ButtonStyle.Danger),
  ];
}

function roundPart(
  draftId: string,
  { description, takes }: Round,
): readonly APIComponentInContainer[] {
  const [first] = takes;
  if (!first) return [];
  const where = first.isFile ? '' : ': messages below, in this order';
  const content = `**${namesOf(takes)}**${where}\n${described({ description })}`;
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
      components: takes.map(({ number }) =>
        button(`design:keep:${draftId}:${number}`, `Keep take ${number}`, ButtonStyle.Success),
      ),
    },
  ];
}

function footOf({ draft, triesLeft }: ShownDraft): string {
  const takes = draft.rounds.flatMap((round) => round.takes);
  const costUsd = takes.reduce((sum, take) => sum + take.costUsd, 0);
  return [
    'AI voice',
    'only you hear this',
    'gone after 15 minutes unless you keep a take',
    ...(costUsd > 0 ? [dollars.format(costUsd)] : []),
    ...(triesLeft === undefined
      ? []
      : [`${triesLeft} more ${triesLeft === 1 ? 'try' : 'tries'} today`]),
  ].join(' · ');
}

function namesOf(takes: readonly NumberedTake[]): string {
  const [first, last] = [takes[0]?.number, takes.at(-1)?.number];
  if (first === last) return `Take ${first}`;
  return `Takes ${first} ${takes.length === 2 ? 'and' : 'to'} ${last}`;
}

function described({ description }: Pick<Round, 'description'>): string {
  return `> ${shownText(description)}`;
}

function fileOf({ number, message }: NumberedTake): OutgoingFile {
  return { name: `take-${number}.ogg`, data: message.bytes, contentType: 'audio/ogg' };
}

/** Description and name, to be changed. */
export function designForm({ id, name, description }: DesignDraft): Form {
  return form(`design:edit:${id}`, 'What the voice is like', [
    {
      name: 'description',
      label: 'Description',
      description: 'A changed description makes new takes; those that you have stay.',
      max_length: maxDescriptionChars,
      value: description,
    },
    {
      name: 'name',
      label: 'What to call the voice',
      isShort: true,
      max_length: maxVoiceNameChars,
      value: name,
    },
  ]);
}
