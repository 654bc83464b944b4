import type { Asker } from '#discord/asker.ts';
import {
  doneView,
  exportedView,
  proposedView,
  templateHeading,
  templatesView,
} from '#features/configuring/changes-view.ts';
import { channelView } from '#features/configuring/channel-view.ts';
import { helpView } from '#features/configuring/help-view.ts';
import { maxChanges, maxHelped } from '#features/configuring/helping.ts';
import { isForChannels } from '#features/configuring/lists.ts';
import { moderationView } from '#features/configuring/moderation-view.ts';
import { oneView } from '#features/configuring/one-view.ts';
import { helpedView, ownView } from '#features/configuring/own-view.ts';
import { sectionView } from '#features/configuring/section-view.ts';
import { rowsIn, sectionNames } from '#features/configuring/sections.ts';
import { channelForm, settingForm, severalForm } from '#features/configuring/setting-form.ts';
import { offerView, setupView, startedView } from '#features/configuring/setup-view.ts';
import { withChanges } from '#features/settings/values.ts';
import { whoTranslates } from '#features/wording/possible-translation.ts';
import { text } from '#i18n/text.ts';
import { differences } from '#store/audit.ts';
import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';

import { full } from './autoread.ts';
import { id, longName, longText, times } from './reader.ts';
import type { Shown } from './reader.ts';
import { book } from './voices.ts';

const voice = {
  voice: book.offers[0]?.key ?? '',
  language: 'zh-hans',
  speed: 1.25,
  style: longText.slice(0, 500),
};
const byLanguage = times(50, (at) => [`zh-hans-${at}`, voice] as const);
const byChannel = times(500, (at) => [id(at), { voice }] as const);

/** A server with 50 channels and 40 roles, and more of them in its settings than it has. */
const all = serverSettings.parse(
  withChanges(full, {
    voice,
    voicesByLanguage: Object.fromEntries(byLanguage),
    channels: Object.fromEntries(byChannel),
    forbiddenVoices: times(2_000, (at) => `${longName.repeat(3)}${at}`),
    adminChannelId: id(1),
    'calls.personIds': times(100, id),
    'calls.roleIds': times(100, id),
    'calls.arrivalText': '*'.repeat(100),
    'calls.departureText': '*'.repeat(100),
    volumeDb: -20,
  }),
);
const obstacle = text(($) => $.discord.obstacles.audience, { channel: `<#${id(1)}>` });
const help = times(maxHelped, (at) => ({
  personId: id(at + 2),
  helperId: id(1),
  askedAtMs: 1,
  agreedAtMs: 2,
}));
const asked = [{ personId: id(1), helperId: id(2), askedAtMs: 1 }];
const deeds = times(maxChanges, (at) => ({
  id: String(at),
  guildId: '',
  actorId: id(2),
  subjectId: id(1),
  atMs: 1,
  what: 'phrases' as const,
  changes: times(3, () => ({ path: longText.slice(0, 80), after: longText })),
}));
const known = { book, kept: [] };
const shown = { settings: all, known, hindrances: [obstacle] };
const service = { name: '*'.repeat(40), speaks: () => true, targets: () => [] };
const nameOf = (): string => '*'.repeat(100);
const rows = sectionNames.flatMap((section) => rowsIn(section));
const person = personSettings.parse({
  voice,
  spokenName: '*'.repeat(100),
  volumeDb: -20,
  optedOut: true,
  proxies: times(100, (at) => ({ name: `${longName.repeat(2)}${at}`, voice })),
});
const member = memberSettings.parse({ spokenName: '*'.repeat(100), optedIn: true });

const changes = [
  ...differences(serverSettings.parse({}), all),
  ...times(100, (at) => ({ path: `voicesByLanguage.x${at}.style`, after: longText })),
];
const whole = {
  heading: text(($) => $.settingsPanel.whole.wouldUndo, { when: '<t:1800000000:f>' }),
  changes,
  left: times(60, () =>
    text(($) => $.settingsPanel.file.missing, {
      name: text(($) => $.settings.called.server.channels),
      things: longName.repeat(6),
    }),
  ),
  book,
};

const chosen = { channelId: id(1), language: 'pt-BR', whose: 'everybody' } as const;
const obstacles = times(6, () => obstacle);
const moderated = {
  mutedIds: times(1_000, (at) => id(at + 10_000)),
  ignoredRoleIds: times(500, (at) => id(at + 10_000)),
  filter: { words: 1_000, what: 'drop' },
  voices: { bannedIds: times(1_000, id), forbidden: 2_000, reports: 100, waiting: 100 },
} as const;

/** All sections, each of their settings alone, and the forms that change them. */
export function configuringViews(reader: Asker): Shown {
  const { t } = reader;
  const views = [
    ...sectionNames.map((name) => [`the section ${name}`, sectionView(name, shown, reader)]),
    ...rows.map((row) => [`${row.key} alone`, oneView(row, shown, nameOf, reader)]),
    ...rows
      .filter(({ chosen }) =>
        ['choice', 'text', 'number', 'whole number', 'voice'].includes(chosen.by),
      )
      .map((row) => [`the form of ${row.key}`, settingForm('settings:set:x', row, all, t)]),
    ...rows
      .filter(({ key }) => isForChannels(key))
      .map((row) => [`the form of ${row.key} for a channel`, channelForm('x', row, 'zh-Hant', t)]),
    ...sectionNames
      .filter((name) => name !== 'voices')
      .map((name) => [`several of ${name}`, severalForm(name, all, t)]),
    [
      'a change to take back',
      proposedView({ ...whole, act: { id: 'settings:undo:x', is: 'undo' } }, t),
    ],
    [
      'a file to apply',
      proposedView({ ...whole, act: { id: 'settings:apply:x', is: 'apply' } }, t),
    ],
    ['what was changed', doneView(whole, t)],
    ['the starting points', templatesView(t)],
    [
      'what a starting point would change',
      doneView({ ...whole, heading: templateHeading('quiet') }, t),
    ],
    [
      'a file of settings',
      exportedView({ name: 'settings.json', data: new Uint8Array(), contentType: '' }, t),
    ],
    [
      'what is set for a channel',
      channelView({ channelId: id(7), settings: all, excludedBy: id(8), known }, reader),
    ],
    ['the offer of a first start', offerView(t)],
    ...[{}, { channelId: id(1) }, { channelId: id(1), language: 'pt-BR' }, chosen].map(
      (choices, at) => [`step ${at + 1} of a first start`, setupView(choices, obstacles, t)],
    ),
    [
      'what was started',
      startedView({ channelId: id(1), hindrances: obstacles, callId: undefined, comes: true }, t),
    ],
    ['what moderators look after', moderationView(moderated, nameOf, reader)],
    [
      'what somebody set for themselves',
      ownView({ person, member, known, note: whoTranslates(service) }, t),
    ],
    [
      'what somebody set for themselves in a server',
      ownView({ person, member, known, note: whoTranslates(service) }, t, 'member'),
    ],
    [
      'what a helper sets for somebody',
      helpedView({ person, member, known, note: undefined }, id(1), t),
    ],
    ['who helps somebody', helpView(id(1), [...help, ...asked], { changes: deeds, book }, t)],
    ['nobody who helps', helpView(id(1), [], { changes: [], book }, t)],
  ];
  return Object.fromEntries(views) as Shown;
}
