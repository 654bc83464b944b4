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

/** Everywhere, or in this server alone: each is a page of its own, since a message has no room for both. */
export type Reach = 'person' | 'member';

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

/** The page of what somebody can set for themselves, each with what changes it; in direct messages there is one alone. */
export function ownView(own: OwnSettings, t: Translate, page: Reach = 'person'): View {
  const { member, note } = own;
  if (page === 'member' && member)
    return pageOf(
      t(($) => $.settingsPanel.own.headingHere),
      partsOf('member', own, t),
      [],
      [button('me:page:person', ($) => $.settingsPanel.own.everywhere, t)],
    );
  return pageOf(
    t(($) => $.settingsPanel.own.heading),
    partsOf('person', own, t),
    note ? [`-# ${t(note)}`] : [],
    [
      button('voice:mine', ($) => $.voicePanels.show.hear, t),
      button('voice:open', ($) => $.voicePanels.show.browse, t),
      ...(member ? [button('me:page:member', ($) => $.settingsPanel.own.onlyHere, t)] : []),
    ],
  );
}

/** The settings of a person that their helper sees and changes. */
export function helpedView(own: OwnSettings, personId: string, t: Translate): View {
  const heading = t(($) => $.settingsPanel.own.helped, { person: `<@${personId}>` });
  return pageOf(heading, partsOf('person', own, t, personId), [], []);
}

function pageOf(
  heading: string,
  parts: readonly Part[],
  notes: readonly string[],
  buttons: readonly APIButtonComponentWithCustomId[],
): View {
  // Everything that commands change is one part of the 40 that a message may have.
  const others = [...parts.flatMap(({ content, control }) => (control ? [] : [content])), ...notes];
  return panelOf([
    framed([
      textPart(heading),
      ...parts.flatMap(({ content, control }) => (control ? [besideButton(content, control)] : [])),
      ...(others.length > 0 ? [textPart(others.join('\n'))] : []),
      ...buttonRow(buttons),
    ]),
  ]);
}

/** A setting as it is told, and what changes it; undefined for what only commands change. */
interface Part {
  readonly content: string;
  readonly control: APIButtonComponentWithCustomId | undefined;
}

function partsOf(
  page: Reach,
  { person, member, known }: OwnSettings,
  t: Translate,
  forId?: string,
): readonly Part[] {
  return ownRows().flatMap(({ whose, row }) => {
    const of = whose === 'person' ? person : member;
    const id = `${whose}.${row.key}`;
    if (whose !== page || !of || (forId !== undefined && !isHelped(id))) return [];
    const about = forId === undefined ? id : `${id}@${forId}`;
    const control = controlOf(row, about, valueIn(of, row.key), t);
    return [{ content: settingText(row, of, known, t), control }];
  });
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
  if (row.chosen.by === 'elsewhere') return undefined;
  return button(`me:change:${id}`, ($) => $.settingsPanel.change, t);
}
