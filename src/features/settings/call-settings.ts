import { escaped } from '#discord/shown-text.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { Setting, Settings } from './setting.ts';
import { someOf } from './told-values.ts';
import { isTyped } from './typed-words.ts';

const options = optionsUnder('call settings');
const minuteMs = 60_000;

/** Stands for the people in a server's own wording. */
export const nameMark = '{name}';

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
  announcesArrivals: {
    chosen: { by: 'yes or no', ...options('announce-joins') },
  },
  arrivalText: wording('join-text'),
  announcesDepartures: {
    chosen: { by: 'yes or no', ...options('announce-leaves') },
  },
  departureText: wording('leave-text'),
  showsStatus: {
    chosen: { by: 'yes or no', ...options('status') },
  },
  effects: {
    chosen: { by: 'yes or no', ...options('effects') },
  },
  recordings: {
    chosen: { by: 'yes or no', ...options('recordings') },
  },
  lowers: {
    chosen: { by: 'yes or no', ...options('lower') },
  },
  alerts: {
    chosen: { by: 'yes or no', ...options('alerts') },
  },
} satisfies Settings<ServerSettings['calls']>;

function wording(name: string) {
  return {
    chosen: { by: 'text', ...options(name), maxLength: 100, read: wordingIn },
    told: (own) =>
      own === undefined
        ? text(($) => $.settings.toldValues.ownWording)
        : text(($) => $.settings.toldValues.quoted, { value: escaped(own) }),
  } as const satisfies Setting<string | undefined>;
}

/** The words that were typed; undefined for the bot's own. */
function wordingIn(typed: string, reader: Translate): string | undefined {
  if (isTyped('usual', typed, reader)) return undefined;
  const own = typed.trim();
  if (own.includes(nameMark)) return own;
  throw new UserError(
    text(($) => $.settings.wrong.wordingWithoutName, {
      mark: nameMark,
      usual: text(($) => $.settings.typed.usual),
    }),
  );
}

function minutesTold(ms: number): Text {
  return text(($) => $.values.minutes, { minutes: ms / minuteMs });
}
