import { isDeepStrictEqual } from 'node:util';

import { escaped } from '#discord/shown-text.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import { memberSettings as ofMember, personSettings as ofPerson } from '#store/person-settings.ts';
import type { MemberSettings, PersonSettings } from '#store/person-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { Setting, Settings, Subcommand } from './setting.ts';
import { translationIn, translationTold } from './translation-setting.ts';
import { isTyped } from './typed-words.ts';
import { rowsOf, valueIn } from './values.ts';
import { voiceSettings } from './voice-settings.ts';

const spokenName = (...under: readonly Subcommand[]) =>
  ({
    chosen: { by: 'text', ...optionsUnder(...under)('name'), maxLength: 100, read: nameIn },
  }) as const satisfies Setting<string | undefined>;

/** The settings that people have for themselves, everywhere. */
export const personSettings = rowsOf(
  {
    voice: {
      chosen: { by: 'voice', under: ['voice set'] },
      held: {
        by: 'voice set',
        as: text(($) => $.settings.toldValues.list, {
          values: voiceSettings.map(({ called }) => called),
        }),
      },
    },
    spokenName: {
      ...spokenName('autoread me'),
      held: { by: 'autoread me', as: text(($) => $.settings.held.spokenName) },
    },
    volumeDb: {
      chosen: { by: 'number', ...optionsUnder('volume me')('db'), unit: 'dB' },
      held: { by: 'volume me', as: text(($) => $.settings.held.volume) },
    },
    optedOut: {
      chosen: elsewhere('/privacy opt-out', '/privacy opt-in'),
    },
    announced: {
      chosen: { by: 'yes or no', ...optionsUnder('call me')('announce') },
      held: { by: 'call me', as: text(($) => $.settings.held.announced) },
    },
    lendsSettings: {
      chosen: { by: 'yes or no', ...optionsUnder('voice lend')('allow'), required: true },
      meaning: text(($) => $.commands.voice.subcommands.lend.description),
      held: { by: 'voice lend', as: text(($) => $.settings.held.lends) },
    },
    translatesTo: {
      chosen: {
        by: 'text',
        ...optionsUnder('me')('translate'),
        maxLength: 100,
        completes: true,
        read: translationIn,
      },
      told: translationTold,
      held: { by: 'me', as: text(($) => $.settings.held.translatesTo) },
    },
    phraseOrder: {
      chosen: elsewhere('/phrases'),
      told: (order) => text(($) => $.settings.toldValues.phraseOrders[order]),
    },
    abbreviations: {
      chosen: elsewhere('/short add', '/short remove'),
      told: (all) =>
        all.length === 0
          ? undefined
          : text(($) => $.settings.toldValues.list, {
              values: all.map(({ short }) =>
                text(($) => $.settings.toldValues.quoted, { value: escaped(short) }),
              ),
            }),
    },
    keepsLines: { chosen: elsewhere('/me') },
    proxies: {
      chosen: elsewhere('/voice set', '/voice reset', '/autoread me'),
      told: (proxies) =>
        proxies.length === 0
          ? undefined
          : text(($) => $.settings.toldValues.list, {
              values: proxies.map(({ name }) =>
                text(($) => $.settings.toldValues.quoted, { value: escaped(name) }),
              ),
            }),
    },
  } satisfies Settings<PersonSettings>,
  ofPerson.unwrap().shape,
  (name) => text(($) => $.settings.called.person[name]),
);

/** The settings of somebody in one server, by themselves or by a moderator. */
export const memberSettings = rowsOf(
  {
    voice: {
      chosen: { by: 'voice', under: ['voice set-for'] },
      who: 'moderators of calls',
    },
    spokenName: { ...spokenName('autoread me', 'autoread call'), who: 'moderators' },
    volumeDb: {
      chosen: { by: 'number', ...optionsUnder('volume person')('db'), unit: 'dB' },
      who: 'moderators of calls',
    },
    optedIn: {
      chosen: { by: 'yes or no', ...optionsUnder('autoread me')('agree') },
    },
    letsFollow: {
      chosen: { by: 'yes or no', ...optionsUnder('call me')('follow') },
    },
    setBy: { chosen: elsewhere() },
  } satisfies Settings<MemberSettings>,
  ofMember.unwrap().shape,
  (name) => text(($) => $.settings.called.member[name]),
);

/** Tells what somebody set for themselves, and by which commands; undefined where that is nothing. */
export function heldOf(settings: PersonSettings): Text | undefined {
  const rows = personSettings.flatMap(({ key, usual, held }) =>
    held ? [{ key, usual, ...held }] : [],
  );
  if (rows.every(({ key, usual }) => isDeepStrictEqual(valueIn(settings, key), usual)))
    return undefined;
  const ways = rows.map(({ by, as: what }) => text(($) => $.settings.held.by[by], { what }));
  return text(($) => $.settings.held.all, { ways });
}

/** Without a name somebody is called as on Discord. */
function nameIn(typed: string, reader: Translate): string | undefined {
  const name = typed.trim();
  return name === '' || isTyped('none', name, reader) ? undefined : name;
}
