import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';

import me from '#commands/me.ts';
import moderation from '#commands/moderation.ts';
import settingsCommand from '#commands/settings.ts';
import setup from '#commands/setup.ts';
import { channelChanges } from '#features/configuring/channel-view.ts';
import { isForChannels, listCalled, voiceLists } from '#features/configuring/lists.ts';
import { isOwnYesNo, ownRow } from '#features/configuring/own-view.ts';
import { isYesNo } from '#features/configuring/section-view.ts';
import { rowsIn, sectionNames, sectionOf } from '#features/configuring/sections.ts';
import { whose } from '#features/configuring/setup-view.ts';
import { templateNames } from '#features/configuring/templates.ts';
import type { Command } from '#features/services.ts';
import {
  auditors,
  managers,
  managersOfCalls,
  managersOfChannels,
  moderators,
} from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';

import { ann } from '../fakes/asker.ts';
import { readerIn } from '../i18n/fullest/reader.ts';

/* All that can be pressed on panels of settings, by what the code knows, to be compared with what was pressed. */

/** The same control, whatever of many it is about, and on whichever page of a list. */
export function nameOf(id: string): string {
  return id
    .replace(/^(settings:(?:undo|apply|look)|setup:(?!begin)\w+|autoread:log):.*$/, '$1')
    .replace(/^((?:settings:drop:[^:]+|moderation:unmute):)(\d+)$/, (_, menu, at) => {
      return `${menu}${Number(at) < menusOnPage ? 'first' : 'later'} page`;
    })
    .replace(/\b\d{15,}\b/, 'ID');
}

const menusOnPage = 14;

/** The command and what is done: `settings:on`. */
export function actionOf(id: string): string {
  return id.split(':').slice(0, 2).join(':');
}

/** The rows of the four commands that answer for presses: `settings:on`, or `me:set` for what a form sends in. */
export function handled(): readonly string[] {
  const commands: readonly Command[] = [settingsCommand, me, setup, moderation];
  return commands.flatMap(({ data, buttons, selects, forms }) =>
    Object.keys({ ...buttons, ...selects, ...forms }).map((action) => `${data.name}:${action}`),
  );
}

/** The ids of these commands that stand anywhere in the code, up to what they are about. */
export async function written(): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const file of glob(['src/**/*.ts', 'commands/**/*.ts']))
    for (const [, id = ''] of readFileSync(file, 'utf8').matchAll(
      /['"`]((?:settings|me|setup|moderation):\w+)/g,
    ))
      found.add(id);
  return [...found];
}

/** The names of all controls, one by one. */
export function drawable(): readonly string[] {
  return [
    ...sectionNames.flatMap((section) => [
      ...rowsIn(section).flatMap((row) => controlsOf(row)),
      ...(rowsIn(section).some((row) => isYesNo(row)) ? [`settings:several:${section}`] : []),
    ]),
    ...ownIds().flatMap((id) => ownControlsOf(id)),
    ...channelChanges.map((change) => `settings:here:ID:${change}`),
    ...templateNames.map((name) => `settings:use:${name}`),
    ...others,
  ];
}

const others = [
  'settings:show',
  'settings:templates',
  'settings:template:',
  'settings:export',
  'settings:look',
  'settings:undo',
  'settings:apply',
  'settings:page:',
  'settings:channel:',
  'settings:voiceOf:ID',
  'me:page:person',
  'me:page:member',
  'moderation:unmute:first page',
  'moderation:unmute:later page',
  'moderation:page:0',
  'moderation:page:1',
  'moderation:filter',
  'moderation:requests',
  'setup:begin',
  'setup:channel',
  'setup:language',
  'setup:whose',
  'setup:comes',
  'setup:waits',
  'setup:again',
  'autoread:on:',
  'autoread:off:',
  'autoread:log',
];

/** Longer than one page of menus in the server that is walked. */
const longLists: ReadonlySet<string> = new Set(['reading.ignoredRoleIds']);

function controlsOf(row: Row): readonly string[] {
  const { key } = row;
  const alone = (action: string): string[] => [
    `settings:${action}:${key}`,
    `settings:${action}:${key}:one`,
  ];
  if (isYesNo(row)) return [...alone('on'), ...alone('off'), `settings:usual:${key}`];
  if (voiceLists.includes(key)) return [`settings:open:${key}`];
  if (listCalled(key) === undefined && !isForChannels(key))
    return [...alone('change'), `settings:usual:${key}`];
  const pages = longLists.has(key)
    ? [`settings:drop:${key}:later page`, `settings:turn:${key}:0`, `settings:turn:${key}:1`]
    : [];
  const actions = [`settings:open:${key}`, `settings:add:${key}`];
  return [...actions, `settings:drop:${key}:first page`, ...pages];
}

function ownIds(): readonly string[] {
  return [
    ...settings.person.map(({ key }) => `person.${key}`),
    ...settings.member.map(({ key }) => `member.${key}`),
  ].filter((id) => ownRow(id));
}

function ownControlsOf(id: string): readonly string[] {
  const { row } = ownRow(id)!;
  if (isOwnYesNo(row)) return [`me:on:${id}`, `me:off:${id}`];
  return row.chosen.by === 'elsewhere' ? [] : [`me:change:${id}`];
}

/** The options of a menu that lead to different panels. */
export const leading: Readonly<Record<string, readonly string[]>> = {
  'settings:page:': ['overview', ...sectionNames],
  'settings:template:': templateNames,
  'setup:whose': whose,
};

/** Further answers of a form that has some to choose from, beside the first. */
export function furtherChoices(id: string): readonly string[] {
  const [command, action, key = ''] = id.split(':');
  if (command !== 'settings' || action !== 'change' || !id.endsWith(':one')) return [];
  const row = settings.server.find((each) => each.key === key);
  return row?.chosen.by === 'choice' ? Object.keys(row.chosen.choices) : [];
}

/** The people who may press something. */
export type Role = 'admin' | 'keeper' | 'moderator' | 'stranger';

const roles: Readonly<Record<string, readonly Role[]>> = {
  everybody: ['admin', 'keeper', 'moderator', 'stranger'],
  moderators: ['admin', 'keeper', 'moderator'],
  keepers: ['admin', 'keeper'],
  admins: ['admin'],
};

/** Whether somebody may press it, or choose that: an admin manages the server, a keeper its channels alone. */
export function may(role: Role, id: string, values: readonly string[] = []): boolean {
  return (roles[whoMay(id, values)] ?? []).includes(role);
}

function whoMay(id: string, values: readonly string[]): string {
  const [command, action = ''] = id.split(':');
  switch (command) {
    case 'me':
      return 'everybody';
    case 'moderation':
      return action === 'requests' ? 'admins' : 'moderators';
    case 'setup':
      return 'keepers';
    case 'autoread':
      return action === 'log' ? 'admins' : 'keepers';
    default:
      return whoMayOfSettings(id, values);
  }
}

const ofAdmins = new Set('undo look templates template use apply export voiceOf'.split(' '));

function whoMayOfSettings(id: string, [value = '']: readonly string[]): string {
  const [, action = '', about = ''] = id.split(':');
  const isOfVoices = sectionOf(about) === 'voices' || [about, value].includes('voices');
  if (['page', 'open', 'turn'].includes(action)) return isOfVoices ? 'admins' : 'everybody';
  const isOfAll = ofAdmins.has(action) || id.endsWith(':usual');
  return isOfAll || isOfVoices ? 'admins' : 'keepers';
}

/** Nothing is set by what leads on. */
const leads =
  /:(?:open|page|turn|look|templates?|show|export|begin|channel|language|whose|again|filter|requests|log)\b/;

/** Whether what is set is what a press says. `pick`: what was chosen in the form that it opened. */
export function isAsItSays(id: string, before: string, after: string, pick?: string): boolean {
  const [, action, key = ''] = id.split(':');
  // On a panel that is no longer true, what is so already stays so.
  if (leads.test(id) || /:here:\d+:(?:read|allow)$/.test(id)) return after === before;
  const [server, person, member] = JSON.parse(after) as [object, object, object];
  const [whom, ...path] = key.split('.');
  const value = id.startsWith('me:')
    ? valueIn(whom === 'person' ? person : member, path.join('.'))
    : valueIn(server, key === '' ? 'reading.on' : key);
  if (pick !== undefined) return value === pick;
  if (action === 'on' || action === 'off') return value === (action === 'on');
  if (action !== 'usual') return after !== before;
  const row = settings.server.find((each) => each.key === key);
  return isDeepStrictEqual(value, row?.usual);
}

/** The sentences in which people are told that they may not. */
export function refusals(locale: string): readonly string[] {
  const { t } = readerIn(locale);
  const all = [managers, managersOfChannels, managersOfCalls, moderators, auditors];
  return all.flatMap((right) => t(right({ asker: ann })!));
}
