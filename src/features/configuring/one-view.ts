import { ComponentType } from 'discord-api-types/v10';
import type { APIActionRowComponent, APIComponentInContainer } from 'discord-api-types/v10';

import type { Asker } from '#discord/asker.ts';
import { maxOptions } from '#discord/limits.ts';
import { button, buttonRow, framed, panelOf, textPart } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import type { Translate } from '#i18n/texts.ts';
import { isRecord } from '#json.ts';

import { listPages } from './list-pages.ts';
import { channelList, idsIn, isForChannels, kindOf, listCalled } from './lists.ts';
import type { List } from './lists.ts';
import { controlOf, sectionMenu } from './section-view.ts';
import type { ShownSettings } from './section-view.ts';
import { mayChange, sectionOf } from './sections.ts';
import { settingText } from './shown-value.ts';

/** Tells the names of what Discord's menus show by their ids; undefined for what is gone. */
export type NameOf = (id: string) => string | undefined;

/** One setting alone, with what changes it: a list has a menu that adds to it, and pages of menus that take off. */
export function oneView(
  row: Row,
  shown: ShownSettings,
  nameOf: NameOf,
  asker: Asker,
  page = 0,
): View {
  const { t } = asker;
  const section = sectionOf(row.key);
  const value = valueIn(shown.settings, row.key);
  const text = settingText(row, shown.settings, shown.known, t);
  const warnings = shown.hindrances.map((each) => `⚠️ ${t(each)}`);
  return panelOf([
    framed([
      textPart([text, ...warnings].join('\n')),
      ...(mayChange(row, asker) ? controlsOf(row, value, { nameOf, page }, t) : []),
      sectionMenu(section, asker),
    ]),
  ]);
}

function controlsOf(
  row: Row,
  value: unknown,
  { nameOf, page }: { readonly nameOf: NameOf; readonly page: number },
  t: Translate,
): readonly APIComponentInContainer[] {
  const list = isForChannels(row.key) ? channelList : listCalled(row.key);
  if (!list) return buttonRow([controlOf(row, value, t, ':one'), usualButton(row, t)]);
  // Discord refuses a menu that has something twice.
  const ids = [...new Set(isForChannels(row.key) ? channelsIn(value) : idsIn(value))];
  const pages = {
    ids,
    page,
    menuId: (at: number) => `settings:drop:${row.key}:${at}`,
    pageId: (at: number) => `settings:turn:${row.key}:${at}`,
    placeholder: t(($) => $.settingsPanel.takesOff),
    nameOf,
  };
  return [adding(row.key, list, t), ...listPages(pages, t)];
}

function channelsIn(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

function usualButton({ key }: Row, t: Translate) {
  return button(`settings:usual:${key}`, ($) => $.settingsPanel.usual, t);
}

/** A list is added to, so that nobody takes off what somebody else put on it meanwhile. */
function adding(key: string, list: List, t: Translate): APIComponentInContainer {
  const select = {
    ...kindOf(list),
    custom_id: `settings:add:${key}`,
    placeholder: list.isOne ? t(($) => $.settingsPanel.choosesOne) : t(($) => $.settingsPanel.adds),
    min_values: 1,
    max_values: list.isOne ? 1 : maxOptions,
  };
  return { type: ComponentType.ActionRow, components: [select] } as APIActionRowComponent<never>;
}
