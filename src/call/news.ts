import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import type { Change, Ending } from './call-state.ts';

/** News of a guild's call that people there should know, told once. */
export type News =
  | Change
  | { readonly kind: 'gone'; readonly ending: Ending }
  /** It is to be softer while others speak, and can't know when. */
  | { readonly kind: 'deafened' }
  | { readonly kind: 'hears-nothing'; readonly minutes: number };

/** Endings that aren't told: people who sent it away know, and of the other copy of the bot they notice nothing. */
const untold: ReadonlySet<Ending> = new Set(['left', 'taken-over']);

/** Why there is no call, as the reply to whoever wanted one. */
export function endingText(ending: Ending): Text {
  return text(($) => $.calls.endings[ending]);
}

/** A text for the people in the guild; undefined for what is not worth a message. */
export function newsText(news: News): Text | undefined {
  switch (news.kind) {
    case 'gone':
      return untold.has(news.ending) ? undefined : endingText(news.ending);
    case 'suspended': {
      const { why } = news;
      return text(($) => $.calls.suspended[why]);
    }
    case 'resumed':
      return text(($) => $.calls.resumed);
    case 'deafened':
      return text(($) => $.calls.deafened);
    case 'hears-nothing': {
      const time = text(($) => $.values.minutes, { minutes: news.minutes });
      return text(($) => $.calls.hearsNothing, { time });
    }
    case 'moved':
    case 'rejoined':
      return undefined;
  }
}
