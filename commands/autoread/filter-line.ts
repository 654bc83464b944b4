import { fittingIn, listRoom } from '#discord/fitting.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import type { Translate } from '#i18n/texts.ts';

const maxShown = 50;

/** Shows the words of the filter, in spoilers: whoever asks may not want to read them either. */
export function filterLine(filtered: readonly string[], t: Translate): View {
  if (filtered.length === 0) return line(t(($) => $.autoread.filter.nothing));
  const first = filtered.slice(0, maxShown).map((word) => `||${escaped(word)}||`);
  const shown = first.slice(0, fittingIn(listRoom, first));
  const words = shown.join(' ');
  const count = filtered.length - shown.length;
  return line(
    count > 0
      ? t(($) => $.autoread.filter.wordsAndMore, { words, count })
      : t(($) => $.autoread.filter.words, { words }),
  );
}
