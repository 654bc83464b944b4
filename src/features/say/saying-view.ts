import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
} from 'discord-api-types/v10';

import type { Utterance } from '#call/calls.ts';
import type { Reply } from '#discord/reply.ts';
import { escaped, shownText } from '#discord/shown-text.ts';
import type { OutgoingFile, View } from '#discord/view.ts';

import { reportButton } from './report-button.ts';
import { stateLine } from './saying.ts';
import type { Saying, Stage } from './saying.ts';

/** Shows who speaks, the text, the voice, how far it is, and what can be done about it. */
export function sayingView(saying: Saying, stage: Stage, file?: OutgoingFile): View {
  const text = [
    `**${escaped(saying.authorName)}** · ${escaped(saying.voice)}`,
    `> ${shownText(saying.text)}`,
    `-# ${stateLine(saying, stage)}`,
  ].join('\n');
  const components: APIComponentInContainer[] = [
    { type: ComponentType.TextDisplay, content: text },
  ];
  if (file)
    components.push({ type: ComponentType.File, file: { url: `attachment://${file.name}` } });
  const buttons = [
    ...buttonsFor(saying, stage),
    ...(saying.isReportable === true && saying.voiceId !== undefined
      ? [reportButton(saying.voiceId)]
      : []),
  ];
  if (buttons.length > 0) components.push({ type: ComponentType.ActionRow, components: buttons });
  return {
    kind: 'panel',
    components: [{ type: ComponentType.Container, components }],
    ...(file && { files: [file] }),
  };
}

/** The utterance for a call, without how it is made. Why nobody hears it for now is shown in place of how far it is. */
export function utteranceOf(saying: Saying, reply: Pick<Reply, 'show'>): Omit<Utterance, 'render'> {
  const { id, authorId, voiceId, made } = saying;
  return {
    id,
    authorId,
    endIsShown: true,
    ...(voiceId !== undefined && { voiceId }),
    onHindered(sentence) {
      made.held = sentence;
      reply.show(sayingView(saying, { kind: made.isBegun === true ? 'speaking' : 'making' }));
    },
  };
}

function buttonsFor(saying: Saying, stage: Stage): APIButtonComponentWithCustomId[] {
  switch (stage.kind) {
    case 'joining':
    case 'queued':
    case 'making':
    case 'speaking':
      return [button(saying, 'skip', 'Skip'), button(saying, 'post', 'Post as file')];
    case 'heard':
    case 'skipped':
    case 'left':
      return [button(saying, 'replay', 'Replay'), button(saying, 'post', 'Post as file')];
    case 'lined-up':
    case 'recording':
    case 'restarting':
    case 'posted':
      return [];
  }
}

function button(saying: Saying, action: string, label: string): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label,
    custom_id: `say:${action}:${saying.id}`,
  };
}
