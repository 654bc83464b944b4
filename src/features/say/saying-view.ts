import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { button, panel } from '#discord/panel.ts';
import { escaped, shownName, shownText } from '#discord/shown-text.ts';
import type { OutgoingFile, View } from '#discord/view.ts';

import { reportButton } from './report-button.ts';
import { stateLine } from './saying.ts';
import type { Saying, Stage } from './saying.ts';

/** Shows who speaks, the text, the voice, how far it is, and what can be done about it. */
export function sayingView(saying: Saying, stage: Stage, file?: OutgoingFile): View {
  const text = [
    `**${shownName(saying.authorName)}** · ${escaped(saying.t(saying.voice))}`,
    `> ${shownText(saying.text)}`,
    `-# ${stateLine(saying, stage)}`,
  ].join('\n');
  const { isReportable = false, voiceId, t } = saying;
  const report =
    isReportable && voiceId !== undefined
      ? [reportButton(voiceId, ($) => $.say.buttons.report, t)]
      : [];
  return panel(text, [...buttonsFor(saying, stage), ...report], file);
}

function buttonsFor({ id, t }: Saying, { kind }: Stage): APIButtonComponentWithCustomId[] {
  const to = (act: 'skip' | 'replay' | 'post'): APIButtonComponentWithCustomId =>
    button(`say:${act}:${id}`, ($) => $.say.buttons[act], t);
  switch (kind) {
    case 'joining':
    case 'queued':
    case 'making':
    case 'speaking':
      return [to('skip'), to('post')];
    case 'heard':
    case 'skipped':
    case 'left':
      return [to('replay'), to('post')];
    case 'lined-up':
    case 'rendering':
    case 'restarting':
    case 'posted':
      return [];
  }
}
