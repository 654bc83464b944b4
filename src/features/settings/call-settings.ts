import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { Settings } from './setting.ts';
import { someOf } from './told-values.ts';

const options = optionsUnder('call settings');
const minuteMs = 60_000;

/** When the bot comes to a call and when it leaves, in the order in which people meet it. */
export const callSettings = {
  personIds: {
    chosen: elsewhere('/call person'),
    told: (ids) => someOf(ids.map((id) => `<@${id}>`)),
  },
  roleIds: {
    chosen: elsewhere('/call role'),
    told: (ids) => someOf(ids.map((id) => `<@&${id}>`)),
  },
  aloneMs: {
    chosen: { by: 'number', ...options('leave-alone'), unit: 'min', per: minuteMs },
    told: (ms) => (ms === 0 ? text(($) => $.settings.toldValues.asUsual) : minutesTold(ms)),
  },
  idleMs: {
    chosen: { by: 'number', ...options('leave-idle'), unit: 'min', per: minuteMs },
    told: (ms) => (ms === 0 ? text(($) => $.settings.toldValues.never) : minutesTold(ms)),
  },
  stays: {
    chosen: { by: 'yes or no', ...options('stay') },
  },
} satisfies Settings<ServerSettings['calls']>;

function minutesTold(ms: number): Text {
  return text(($) => $.values.minutes, { minutes: ms / minuteMs });
}
