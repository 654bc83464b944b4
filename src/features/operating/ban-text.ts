import { shownText } from '#discord/shown-text.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Ban } from '#store/bans.ts';

/** Tells those who are banned that they are, and why. */
export function banText({ kind, reason }: Pick<Ban, 'kind' | 'reason'>): Text {
  return text(($) => $.operating.banned[kind], { reason: shownText(reason) });
}
