import { ButtonStyle } from 'discord-api-types/v10';
import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { button } from '#discord/panel.ts';
import type { Translate } from '#i18n/texts.ts';

/** Where a button is: on the list that an admin asked for, or on a message in the admins' channel. */
export type ShownOn = 'list' | 'post';
/** Numbered on a list: Discord refuses a message two of whose buttons have one id, as two voices of one person's would. */
export type Slot = ShownOn | `list:${number}`;

/** For a voice that waits. */
export function approve(voiceId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:approve:${voiceId}:${slot}`,
    t(($) => $.oversight.buttons.approve),
    ButtonStyle.Success,
  );
}

/** For a voice that waits. */
export function refuse(voiceId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:refuse:${voiceId}:${slot}`,
    t(($) => $.oversight.buttons.refuse),
    ButtonStyle.Danger,
  );
}

/** Takes the reports of a voice off the list. */
export function settle(voiceId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:settle:${voiceId}:${slot}`,
    t(($) => $.oversight.buttons.settle),
  );
}

/** For a voice that speaks. */
export function silence(voiceId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:refuse:${voiceId}:${slot}`,
    t(($) => $.oversight.buttons.silence),
    ButtonStyle.Danger,
  );
}

/** For a voice that was refused. */
export function allow(voiceId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:approve:${voiceId}:${slot}`,
    t(($) => $.oversight.buttons.allow),
  );
}

/** Silences all voices of a person. */
export function ban(personId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:ban:${personId}:${slot}`,
    t(($) => $.oversight.buttons.ban),
    ButtonStyle.Danger,
  );
}

/** Takes that back. */
export function unban(personId: string, slot: Slot, t: Translate): APIButtonComponentWithCustomId {
  return button(
    `clone:unban:${personId}:${slot}`,
    t(($) => $.oversight.buttons.unban),
  );
}
