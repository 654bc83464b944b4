import { ButtonStyle, ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type {
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIModalInteractionResponseCallbackData,
} from 'discord-api-types/v10';

import type { Stretch } from '../../audio/clip/clip-report.ts';
import { escaped, shownText } from '../shown-text.ts';
import type { OutgoingFile, View } from '../view.ts';
import type { CloneDraft } from './clone-draft.ts';
import { consentQuestion, consentStatements } from './consent-wording.ts';

/** Much more than anybody says in the seconds of a recording. */
export const maxTranscriptChars = 1_000;

/** Asks whether the best part of a long recording shall be used. */
export function trimView({ id, name }: CloneDraft, { fromMs, toMs }: Stretch, why: string): View {
  const text = `## “${escaped(name)}”\n${why}\nThe best part of it begins at ${secs(fromMs)} s and ends at ${secs(toMs)} s. Use that part?`;
  return panel(text, [
    button(`trim:${id}`, 'Use that part', ButtonStyle.Primary),
    button(`discard:${id}`, 'Cancel'),
  ]);
}

/** Asks for the statement without which nothing is cloned. */
export function consentView({ id, name }: CloneDraft): View {
  return panel(`## “${escaped(name)}”\n${consentQuestion}`, [
    button(`own:${id}`, consentStatements.own, ButtonStyle.Primary),
    button(`permitted:${id}`, consentStatements.permitted, ButtonStyle.Primary),
    button(`discard:${id}`, 'Cancel'),
  ]);
}

/** The sample, here or in a voice message under this, and what can become of the voice. */
export function sampleView({ id, name, transcript }: CloneDraft, file?: OutgoingFile): View {
  const lines = [
    `## “${escaped(name)}” is ready to be heard`,
    file ? 'This is how it sounds.' : 'This is how it sounds: listen to the message below.',
    transcript === undefined
      ? '-# It sounds better when I know the words of the recording.'
      : `-# The recording says: ${shownText(transcript)}`,
    '-# AI voice · only you hear this · kept for 15 minutes unless you keep it',
  ];
  return panel(
    lines.join('\n'),
    [
      button(`keep:${id}`, 'Keep', ButtonStyle.Success),
      button(`words:${id}`, transcript === undefined ? 'Write its words' : 'Correct the words'),
      button(`discard:${id}`, 'Discard', ButtonStyle.Danger),
    ],
    file,
  );
}

/** The words of the recording, to be corrected. */
export function wordsForm({ id, transcript }: CloneDraft): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `clone:words:${id}`,
    title: 'What the recording says',
    components: [
      {
        type: ComponentType.Label,
        label: 'Its exact words, from beginning to end',
        description: 'Wrong words make the voice worse than none: leave it empty if in doubt.',
        component: {
          type: ComponentType.TextInput,
          custom_id: 'words',
          style: TextInputStyle.Paragraph,
          required: false,
          max_length: maxTranscriptChars,
          ...(transcript !== undefined && { value: transcript.slice(0, maxTranscriptChars) }),
        },
      },
    ],
  };
}

/** Asks before a voice is removed: it can't be undone. */
export function deleteView(voiceId: string, name: string): View {
  return panel(
    `## Delete “${escaped(name)}”?\nIts recording and everything that was kept of its speech are removed at once, here and wherever you shared it.`,
    [
      button(`delete:${voiceId}`, 'Delete', ButtonStyle.Danger),
      button(`spare:${voiceId}`, 'Keep it'),
    ],
  );
}

function panel(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  file?: OutgoingFile,
): View {
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  if (file)
    components.push({ type: ComponentType.File, file: { url: `attachment://${file.name}` } });
  components.push({ type: ComponentType.ActionRow, components: [...buttons] });
  return {
    kind: 'panel',
    components: [{ type: ComponentType.Container, components }],
    ...(file && { files: [file] }),
  };
}

function button(
  action: string,
  label: string,
  style: APIButtonComponentWithCustomId['style'] = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return { type: ComponentType.Button, style, label, custom_id: `clone:${action}` };
}

function secs(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
