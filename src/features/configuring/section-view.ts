import { ButtonStyle } from 'discord-api-types/v10';
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInContainer,
  APIStringSelectComponent,
} from 'discord-api-types/v10';

import type { Asker } from '#discord/asker.ts';
import {
  besideButton,
  button,
  buttonRow,
  framed,
  menu,
  panelOf,
  textPart,
} from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { isForChannels, listCalled, voiceLists } from './lists.ts';
import { mayChange, maySee, rowsIn, sectionNames } from './sections.ts';
import type { Section } from './sections.ts';
import { settingText } from './shown-value.ts';

/** The facts that a panel of settings is made of. */
export interface ShownSettings {
  readonly settings: ServerSettings;
  /** Those that the person who looks may know by name. */
  readonly known: KnownVoices;
  /** Why what is set can't be done as things are. */
  readonly hindrances: readonly Text[];
}

/** The settings of a section, each with what changes it for who may. */
export function sectionView(section: Section, shown: ShownSettings, asker: Asker): View {
  const { t } = asker;
  const rows = rowsIn(section);
  const heading = [
    t(($) => $.settingsPanel.heading, { section: t(($) => $.settingsPanel.sections[section]) }),
    ...shown.hindrances.map((each) => `⚠️ ${t(each)}`),
  ].join('\n');
  return panelOf([
    framed([
      textPart(heading),
      ...rows.map((row) => rowPart(row, shown, asker)),
      sectionMenu(section, asker),
      ...buttonRow(
        rows.some((row) => isYesNo(row) && mayChange(row, asker))
          ? [button(`settings:several:${section}`, ($) => $.settingsPanel.several, t)]
          : [],
      ),
    ]),
  ]);
}

function rowPart(row: Row, shown: ShownSettings, asker: Asker): APIComponentInContainer {
  const content = settingText(row, shown.settings, shown.known, asker.t);
  if (!mayChange(row, asker)) return textPart(content);
  const accessory = controlOf(row, valueIn(shown.settings, row.key), asker.t);
  return besideButton(content, accessory);
}

/**
 * The button that changes a setting: what is on or off by one press, which says what it becomes, so that a panel that is no longer
 * true undoes nobody's change.
 */
export function controlOf(
  row: Row,
  value: unknown,
  t: Translate,
  where = '',
): APIButtonComponentWithCustomId {
  const { key } = row;
  if (isYesNo(row))
    return value === true
      ? button(`settings:off:${key}${where}`, ($) => $.autoread.panel.switchOff, t)
      : button(
          `settings:on:${key}${where}`,
          ($) => $.autoread.panel.switchOn,
          t,
          ButtonStyle.Success,
        );
  const isList = listCalled(key) !== undefined || voiceLists.includes(key) || isForChannels(key);
  const action = isList ? 'open' : 'change';
  return button(`settings:${action}:${key}${where}`, ($) => $.settingsPanel.change, t);
}

/** Whether it is on or off. */
export function isYesNo({ key, chosen }: Row): boolean {
  return chosen.by === 'switch' || chosen.by === 'yes or no' || key === 'reading.on';
}

/** The menu that leads to every section that somebody may see, and to what is set in all of them. */
export function sectionMenu(
  current: Section | 'overview' | undefined,
  asker: Asker,
): APIActionRowComponent<APIStringSelectComponent> {
  const { t } = asker;
  const options = [
    {
      value: 'overview',
      label: t(($) => $.settingsPanel.overview),
      description: t(($) => $.settingsPanel.overviewAbout),
      default: current === undefined,
    },
    ...sectionNames
      .filter((name) => maySee(name, asker))
      .map((name) => ({
        value: name,
        label: t(($) => $.settingsPanel.sections[name]),
        description: t(($) => $.settingsPanel.abouts[name]),
        default: name === current,
      })),
  ];
  return menu(
    'settings:page:',
    t(($) => $.settingsPanel.choose),
    options,
    1,
    1,
  );
}

/** Tells what is set, in a few lines, with all that leads to it. */
export function overviewView(
  content: string,
  buttons: readonly APIButtonComponentWithCustomId[],
  below: readonly APIComponentInContainer[],
  asker: Asker,
): View {
  return panelOf([
    framed([textPart(content), sectionMenu(undefined, asker), ...below, ...buttonRow(buttons)]),
  ]);
}
