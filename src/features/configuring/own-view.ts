import { ButtonStyle } from 'discord-api-types/v10';
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { besideButton, button, buttonRow, framed, panelOf, textPart } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import type { Text } from '#i18n/text.ts';
import { text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { MemberSettings, PersonSettings } from '#store/person-settings.ts';

import { isYesNo } from './section-view.ts';
import { settingText } from './shown-value.ts';

/** The settings of somebody for themselves; what holds in one server alone is absent in direct messages. */
export interface OwnSettings {
  readonly person: PersonSettings;
  readonly member: MemberSettings | undefined;
  readonly known: KnownVoices;
  /** Tells whose service is given what is to be translated. */
  readonly note: Text | undefined;
}

/** Everywhere, or in this server alone. */
type Reach = 'person' | 'member';

/** The settings of people for one server that are their own to change. */
const ofMembers: ReadonlySet<string> = new Set(['voice', 'spokenName', 'optedIn', 'letsFollow']);

/** Whether it is on or off. */
export function isOwnYesNo(row: Row): boolean {
  return isYesNo(row) || ['optedOut', 'keepsLines'].includes(row.key);
}

/** Finds a setting of somebody by `person.volumeDb` or `member.optedIn`; undefined for one that isn't there. */
export function ownRow(id: string): { readonly whose: Reach; readonly row: Row } | undefined {
  return ownRows().find(({ whose, row }) => id === `${whose}.${row.key}`);
}

function ownRows(): readonly { readonly whose: Reach; readonly row: Row }[] {
  return [
    ...settings.person.map((row) => ({ whose: 'person' as const, row })),
    ...settings.member
      .filter(({ key }) => ofMembers.has(key))
      .map((row) => ({ whose: 'member' as const, row: calledHere(row) })),
  ];
}

/** A setting for one server is called so: everywhere it may be something else. */
function calledHere(row: Row): Row {
  const name = row.called;
  return { ...row, called: text(($) => $.settingsPanel.own.here, { name }) };
}

/** The settings of speech, which a helper changes for somebody, too. */
const helped: ReadonlySet<string> = new Set([
  'person.voice',
  'person.spokenName',
  'person.volumeDb',
]);

/** Whether a helper may see and change it. */
export function isHelped(id: string): boolean {
  return helped.has(id);
}

/** All that somebody can set for themselves, each with what changes it. `forId`: the person, where their helper looks. */
export function ownView(
  { person, member, known, note }: OwnSettings,
  t: Translate,
  forId?: string,
): View {
  const heading =
    forId === undefined
      ? t(($) => $.settingsPanel.own.heading)
      : t(($) => $.settingsPanel.own.helped, { person: `<@${forId}>` });
  const rows = ownRows().flatMap(({ whose, row }) => {
    const of = whose === 'person' ? person : member;
    const id = `${whose}.${row.key}`;
    if (!of || (forId !== undefined && !isHelped(id))) return [];
    const about = forId === undefined ? id : `${id}@${forId}`;
    const control = controlOf(row, about, valueIn(of, row.key), t);
    return [{ content: settingText(row, of, known, t), control }];
  });
  const parts = rows.flatMap(({ content, control }) =>
    control ? [besideButton(content, control)] : [],
  );
  // Everything that commands change is one part of the 40 that a message may have.
  const others = [
    ...rows.flatMap(({ content, control }) => (control ? [] : [content])),
    ...(note && forId === undefined ? [`-# ${t(note)}`] : []),
  ];
  return panelOf([
    framed([
      textPart(heading),
      ...parts,
      ...(others.length > 0 ? [textPart(others.join('\n'))] : []),
      ...buttonRow(
        forId === undefined
          ? [
              button('voice:mine', ($) => $.voicePanels.show.hear, t),
              button('voice:open', ($) => $.voicePanels.show.browse, t),
            ]
          : [],
      ),
    ]),
  ]);
}

/** Undefined for what only commands change. */
function controlOf(
  row: Row,
  id: string,
  value: unknown,
  t: Translate,
): APIButtonComponentWithCustomId | undefined {
  if (isOwnYesNo(row))
    return value === true
      ? button(`me:off:${id}`, ($) => $.autoread.panel.switchOff, t)
      : button(`me:on:${id}`, ($) => $.autoread.panel.switchOn, t, ButtonStyle.Success);
  // The panel has no room for another button.
  if (row.chosen.by === 'elsewhere' || row.key === 'translatesTo') return undefined;
  return button(`me:change:${id}`, ($) => $.settingsPanel.change, t);
}
