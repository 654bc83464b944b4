import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import type { Utterance } from '#call/calls.ts';
import { button, panel } from '#discord/panel.ts';
import type { Reply } from '#discord/reply.ts';
import { escaped, shownName, shownText } from '#discord/shown-text.ts';
import type { OutgoingFile, View } from '#discord/view.ts';
import { expectedMs } from '#features/wording/expected.ts';

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

/** The utterance for a call, without how it is made. Why nobody hears it for now is shown in place of how far it is. */
export function utteranceOf(
  saying: Saying,
  reply: Pick<Reply, 'show' | 'isPrivate'>,
): Omit<Utterance, 'render'> {
  const { id, authorId, authorName, quoted, voiceId, askedAtMs, made, request } = saying;
  return {
    id,
    authorId,
    ...(askedAtMs !== undefined && { askedAtMs }),
    ...(quoted && { wordsOf: quoted.authorId }),
    endIsShown: true,
    about: () => ({
      author: reply.isPrivate ? undefined : authorName,
      expectedMs: expectedMs(request),
    }),
    ...(voiceId !== undefined && { voiceId }),
    onHindered(why) {
      made.held = why;
      reply.show(() => sayingView(saying, { kind: made.isBegun === true ? 'speaking' : 'making' }));
    },
  };
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
