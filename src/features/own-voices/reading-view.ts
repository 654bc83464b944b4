import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { secs } from '#audio/clip/clip-problem.ts';
import type { ClipLimits } from '#audio/clip/clip-report.ts';
import { button, textPanel } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { text } from '#i18n/text.ts';
import type { Told } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

/** Sentences that together have every sound of the reader's language, each long enough for a clone and short enough. */
export const sentencesToRead: readonly Told[] = [
  text(($) => $.ownVoices.reading.sentences.first),
  text(($) => $.ownVoices.reading.sentences.second),
  text(($) => $.ownVoices.reading.sentences.third),
  text(($) => $.ownVoices.reading.sentences.fourth),
  text(($) => $.ownVoices.reading.sentences.fifth),
];

/** How to record a voice, and what to say for it. */
export function readingView({ minMs, maxMs }: ClipLimits, t: Translate): View {
  const sentences = sentencesToRead.map((sentence, at) => `${at + 1}. ${t(sentence)}`);
  const about = { least: secs(minMs), most: secs(maxMs) };
  const [how, after] = [
    t(($) => $.ownVoices.reading.how, about),
    t(($) => $.ownVoices.reading.after),
  ];
  return textPanel([how, ...sentences, after].join('\n'));
}

/** Shows them. */
export function readButton(t: Translate): APIButtonComponentWithCustomId {
  return button('clone:read', ($) => $.ownVoices.buttons.read, t);
}
