import type { English, Keyed, Text } from '#i18n/text.ts';

/** A flaw of a file, for whoever gave it. */
export type Flaw = Keyed<English['clips']['flaws']>;

/** A clause that can follow a colon. */
export function flawText({ kind, ...values }: Flaw): Text {
  return { select: ($) => $.clips.flaws[kind], values };
}
