import { sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

/** An amount of speech that is paid for; what is absent isn't meant. */
export interface Amount {
  /** US dollars. */
  readonly usd?: number;
  /** Code points. */
  readonly chars?: number;
}

export function moneyOf(dollars: number): Text {
  return text(($) => $.budgets.money, { dollars });
}

export function charsOf(count: number): Text {
  return text(($) => $.budgets.chars, { count });
}

/** Money, characters, or both. */
export function amountOf({ usd, chars }: Amount): Text {
  return sideBySide(
    ...(usd === undefined ? [] : [moneyOf(usd)]),
    ...(chars === undefined ? [] : [charsOf(chars)]),
  );
}
