import type { Asker } from '#discord/asker.ts';
import { announcement } from '#features/autoread/announcement.ts';
import { readingOverview } from '#features/autoread/reading-panel.ts';
import { ServerLog } from '#features/autoread/server-log.ts';
import { channelMenu } from '#features/configuring/channel-view.ts';
import { overviewView } from '#features/configuring/section-view.ts';
import { settings } from '#features/settings/settings.ts';
import { withChanges } from '#features/settings/values.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { AuditEntry } from '#store/audit.ts';
import { serverSettings } from '#store/server-settings.ts';

import { id, longName, times } from './reader.ts';
import type { Shown } from './reader.ts';
import { book } from './voices.ts';

const switches = settings.server.flatMap(({ key, chosen }) =>
  chosen.by === 'switch' ? [[key, true] as const] : [],
);
export const full = serverSettings.parse(
  withChanges(serverSettings.parse({}), {
    ...Object.fromEntries(switches),
    writtenLanguage: 'pt-BR',
    'reading.on': true,
    'reading.channelIds': times(500, id),
    'reading.excludedIds': times(50, id),
    'reading.ignoredRoleIds': times(500, id),
    'reading.requiredRoleId': id(1),
    'reading.prefix': '_'.repeat(10),
    'reading.skipMarks': times(10, (at) => `_________${at}`),
    // The longest that the option takes: 200 characters.
    'reading.languages': times(28, (at) => `zh-Han${at % 2 === 0 ? 's' : 't'}`),
    'reading.translations': Object.fromEntries(times(50, (at) => [id(at), 'zh-Hant'])),
    'words.timeZone': 'America/Argentina/ComodRivadavia',
    'words.filtered': 'drop',
    'words.maxSeconds': 600,
    'moderation.cooldownMs': 3_600_000,
  }),
);

const obstacle = text(($) => $.discord.obstacles.audience, { channel: `<#${id(1)}>` });
const state = {
  seesContent: false,
  unseenIds: times(500, id),
  obstacle,
  callId: undefined,
  translator: ownWords('W'.repeat(40)),
};

/** Reading in a server that has set all that can be set. */
export async function autoreadViews(reader: Asker): Promise<Shown> {
  const { t } = reader;
  const seeing = { ...state, seesContent: true };
  const reading = { ...full.reading, optIn: true };
  const { content, buttons } = readingOverview(full, state, book, reader);
  return {
    'the panel of what is read': overviewView(content, buttons, [channelMenu(t)], reader),
    'the announcement of what is read': announcement(reading, seeing, t),
    'the announcement where no content is seen': announcement(reading, state, t),
    'the log of changes': await new ServerLog(settingsChanged()).show(reader, id(1)),
    'the log of other deeds': await new ServerLog(deeds()).show(reader, id(1)),
  };
}

type Parts = ConstructorParameters<typeof ServerLog>[0];

const auditOf = (all: readonly AuditEntry[]): Parts => ({
  catalogue: { book },
  audit: { entries: (_, limit) => Promise.resolve(all.slice(0, limit)) },
});
const entry = { guildId: id(1), actorId: id(2), subjectId: id(3), atMs: 1_800_000_000_000 };

function settingsChanged(): Parts {
  const changes = [
    { path: 'reading.channelIds', before: times(25, id), after: times(25, (at) => id(at + 600)) },
    { path: 'voice', before: { style: longName.repeat(9) }, after: { style: longName.repeat(9) } },
    { path: 'forbiddenVoices', after: book.offers.slice(0, 9).map(({ key }) => key) },
    { path: 'reading.threads', before: true, after: false },
  ];
  return auditOf(times(16, (at) => ({ ...entry, id: id(at), what: 'settings', changes })));
}

function deeds(): Parts {
  const what = ['member', 'dictionary', 'word-filter', 'report-settled'] as const;
  const changes = times(4, (at) => ({ path: `${longName.repeat(3)}${at}`, after: true }));
  return auditOf(times(16, (at) => ({ ...entry, id: id(at), what: what[at % 4]!, changes })));
}
