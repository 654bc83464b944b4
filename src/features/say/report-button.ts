import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { button } from '#discord/panel.ts';

/** Under a voice that somebody else shares, wherever people meet it. */
export function reportButton(voiceId: string, label: string): APIButtonComponentWithCustomId {
  return button(`clone:report:${voiceId}`, label);
}
