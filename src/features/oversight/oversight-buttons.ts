import { ButtonStyle } from 'discord-api-types/v10';
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { button } from '#discord/panel.ts';
import type { English } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

/** Where a button is: on the list that an admin asked for, or on a message in the admins' channel. */
export type ShownOn = 'list' | 'post';
/** Numbered on a list: Discord refuses a message two of whose buttons have one id, as two voices of one person's would. */
export type Slot = ShownOn | `list:${number}`;

type Style = APIButtonComponentWithCustomId['style'];
type Label = keyof English['oversight']['buttons'];

/** A button that does something to a voice, or to all voices of a person. */
const to =
  (action: string, label: Label, style: Style = ButtonStyle.Secondary) =>
  (id: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId =>
    button(`clone:${action}:${id}:${slot}`, ($) => $.oversight.buttons[label], t, style);

/** For a voice that waits. */
export const approve = to('approve', 'approve', ButtonStyle.Success);
/** For a voice that waits. */
export const refuse = to('refuse', 'refuse', ButtonStyle.Danger);
/** Takes the reports of a voice off the list. */
export const settle = to('settle', 'settle');
/** For a voice that speaks. */
export const silence = to('refuse', 'silence', ButtonStyle.Danger);
/** For a voice that was refused. */
export const allow = to('approve', 'allow');
/** Silences all voices of a person. */
export const ban = to('ban', 'ban', ButtonStyle.Danger);
/** Takes that back. */
export const unban = to('unban', 'unban');
