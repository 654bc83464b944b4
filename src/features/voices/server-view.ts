import type { APIComponentInContainer, APISelectMenuOption } from 'discord-api-types/v10';

import { linesFor } from '#discord/fitting.ts';
import { maxOptions } from '#discord/limits.ts';
import { framed, menu, panelOf, textPart } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { serverVoiceSettings } from '#features/settings/server-voice-settings.ts';
import type { PanelFacts, PanelLine } from '#features/settings/setting.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { VoiceBan } from '#store/voice-bans.ts';

import { referenceOf } from './browse-state.ts';

/** Each menu takes two, with its row, of the 40 components of a message. */
const maxMenus = 15;
/** The characters that the lines around the text leave of a panel's 4,000. */
const maxTextLength = 3_700;

/** The settings of a server, and what is known where they are shown. */
interface ShownServer extends Omit<PanelFacts, 'referenceOf' | 't'> {
  readonly settings: ServerSettings;
  /** People none of whose voices speaks. */
  readonly banned: readonly VoiceBan[];
}

/** The voices of a server, with menus that take any of them back, and with what else goes below. */
export function serverView(
  { settings, banned, ...facts }: ShownServer,
  t: Translate,
  below: readonly APIComponentInContainer[] = [],
): View {
  const panelFacts = { ...facts, referenceOf, t };
  const entries = [...entriesOf(settings, panelFacts), ...banEntries(banned, panelFacts)];
  const lines = linesFor(maxTextLength, firstLines(entries), entries.length, (count) =>
    t(($) => $.voicePanels.server.more, { count }),
  );
  const content = [
    t(($) => $.voicePanels.server.heading),
    ...(lines.length === 0 ? [t(($) => $.voicePanels.server.nothing)] : lines),
    ...notesOf(settings, t),
  ].join('\n');
  const options = entries
    .slice(0, maxMenus * maxOptions)
    .map(({ label, value }) => ({ label: shorten(label()), value }));
  return panelOf([framed([textPart(content), ...menusOf(options, t), ...below])]);
}

/** The lines up to the first that has no room: what isn't shown isn't put into words. */
function firstLines(entries: readonly Entry[]): readonly string[] {
  const lines: string[] = [];
  let length = 0;
  for (const { line } of entries) {
    const said = line();
    lines.push(said);
    length += said.length + 1;
    if (length > maxTextLength) break;
  }
  return lines;
}

/** A menu for as many as one holds; of several, each says which of all it has. */
function menusOf(options: APISelectMenuOption[], t: Translate): APIComponentInContainer[] {
  const count = Math.min(Math.ceil(options.length / maxOptions), maxMenus);
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [at * maxOptions, Math.min((at + 1) * maxOptions, options.length)];
    const placeholder =
      count === 1
        ? t(($) => $.voicePanels.server.takeBack)
        : t(($) => $.voicePanels.server.takeBackFrom, { first: from + 1, last: to });
    return menu(`voice:unset:${at}`, placeholder, options.slice(from, to), 1);
  });
}

interface Entry extends Omit<PanelLine, 'which'> {
  /** Stands in the menu for what the line says. */
  readonly value: string;
}

function entriesOf(settings: ServerSettings, facts: PanelFacts): readonly Entry[] {
  return serverVoiceSettings.flatMap((row) =>
    (row.lines?.(valueIn(settings, row.key), facts) ?? []).map(({ line, label, which }) => ({
      line,
      label,
      value: [row.id, which].filter((part) => part !== undefined).join(':'),
    })),
  );
}

function banEntries(banned: readonly VoiceBan[], { called, t }: PanelFacts): readonly Entry[] {
  return banned.map(({ userId }) => {
    const name = called.user(userId);
    return {
      line: () => t(($) => $.voicePanels.server.banned, { person: `<@${userId}>` }),
      label: () =>
        name === undefined
          ? t(($) => $.voicePanels.server.bannedLabel, { id: userId })
          : t(($) => $.voicePanels.server.bannedNamed, { name }),
      value: `banned:${userId}`,
    };
  });
}

function notesOf(settings: ServerSettings, t: Translate): readonly string[] {
  return serverVoiceSettings.flatMap((row) =>
    row.note ? [`-# ${t(row.note(valueIn(settings, row.key)))}`] : [],
  );
}
