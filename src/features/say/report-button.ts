import type { APIButtonComponentWithCustomId } from 'discord-api-types/v10';

import { button } from '#discord/panel.ts';
import type { Label } from '#discord/panel.ts';
import type { Translate } from '#i18n/texts.ts';

/** Under a voice that somebody else shares, wherever people meet it. */
export function reportButton<const S extends string>(
  voiceId: string,
  label: Label<S>,
  t: Translate,
): APIButtonComponentWithCustomId {
  return button(`clone:report:${voiceId}`, label, t);
}
