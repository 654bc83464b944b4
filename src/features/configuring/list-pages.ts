import type { APIComponentInContainer } from 'discord-api-types/v10';

import { maxOptions } from '#discord/limits.ts';
import { button, buttonRow, menu } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { Translate } from '#i18n/texts.ts';

import type { NameOf } from './one-view.ts';

/** Each menu takes two, with its row, of the 40 components of a message. */
const menusOnPage = 14;
const onPage = menusOnPage * maxOptions;

export interface ListPages {
  readonly ids: readonly string[];
  /** The page that is shown; where there are fewer by now, the last one is. */
  readonly page: number;
  /** The id of a menu by its number, counted through all pages, and that of what leads to a page. */
  readonly menuId: (at: number) => string;
  readonly pageId: (page: number) => string;
  readonly placeholder: string;
  readonly nameOf: NameOf;
}

/** Menus of all things on a list, a page of them at a time, and what leads to the other pages. */
export function listPages(
  { ids, page, menuId, pageId, placeholder, nameOf }: ListPages,
  t: Translate,
): readonly APIComponentInContainer[] {
  const pages = Math.max(1, Math.ceil(ids.length / onPage));
  const shown = Math.min(Math.max(0, page), pages - 1);
  const first = shown * menusOnPage;
  const here = ids.slice(shown * onPage, (shown + 1) * onPage);
  const menus = Array.from({ length: Math.ceil(here.length / maxOptions) }, (_, at) => {
    const options = here
      .slice(at * maxOptions, (at + 1) * maxOptions)
      .map((id) => ({ value: id, label: shorten(nameOf(id) ?? id) }));
    return menu(menuId(first + at), placeholder, options, 1);
  });
  return [
    ...menus,
    ...buttonRow([
      ...(shown > 0 ? [button(pageId(shown - 1), ($) => $.phrases.buttons.previous, t)] : []),
      ...(shown < pages - 1 ? [button(pageId(shown + 1), ($) => $.phrases.buttons.next, t)] : []),
    ]),
  ];
}

/** The page on which a menu is, by what stands in its id; the first for the ids of older panels. */
export function pageOfMenu(at: string | undefined): number {
  return Math.floor(numberIn(at) / menusOnPage);
}

/** A number in an id; 0 for what somebody made up. */
export function numberIn(written: string | undefined): number {
  return /^\d{1,4}$/.test(written ?? '') ? Number(written) : 0;
}
