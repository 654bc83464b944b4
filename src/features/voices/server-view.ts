import { ComponentType } from 'discord-api-types/v10';
import type { APIComponentInContainer } from 'discord-api-types/v10';

import { linesFor } from '#discord/fitting.ts';
import { menu } from '#discord/panel.ts';
import { shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { serverVoiceSettings } from '#features/settings/server-voice-settings.ts';
import type { PanelFacts, PanelLine } from '#features/settings/setting.ts';
import { valueIn } from '#features/settings/values.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { VoiceBan } from '#store/voice-bans.ts';

import { referenceOf } from './browse-state.ts';

/** Discord's most options of a select menu. */
const maxOptions = 25;
/** The characters that the lines around the text leave of a panel's 4,000. */
const maxTextLength = 3_700;

/** The settings of a server, and what is known where they are shown. */
interface ShownServer extends Omit<PanelFacts, 'referenceOf' | 't'> {
  readonly settings: ServerSettings;
  /** People none of whose voices speaks. */
  readonly banned: readonly VoiceBan[];
}

/** The voices of a server, with a menu that takes any of them back. */
export function serverView({ settings, banned, ...facts }: ShownServer, t: Translate): View {
  const entries = [...entriesOf(settings, { ...facts, referenceOf, t }), ...banEntries(banned, t)];
  const all = entries.map(({ line }) => line);
  const lines = linesFor(maxTextLength, all, all.length, (count) =>
    t(($) => $.voicePanels.server.more, { count }),
  );
  const content = [
    t(($) => $.voicePanels.server.heading),
    ...(lines.length === 0 ? [t(($) => $.voicePanels.server.nothing)] : lines),
    ...notesOf(settings, t),
  ].join('\n');
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  const options = entries
    .slice(0, maxOptions)
    .map(({ label, value }) => ({ label: shorten(label), value }));
  if (options.length > 0)
    components.push(
      menu(
        'voice:unset',
        t(($) => $.voicePanels.server.takeBack),
        options,
        1,
      ),
    );
  return { kind: 'panel', components: [{ type: ComponentType.Container, components }] };
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

function banEntries(banned: readonly VoiceBan[], t: Translate): readonly Entry[] {
  return banned.map(({ personId }) => ({
    line: t(($) => $.voicePanels.server.banned, { person: `<@${personId}>` }),
    // A menu shows no names of people.
    label: t(($) => $.voicePanels.server.bannedLabel, { id: personId }),
    value: `banned:${personId}`,
  }));
}

function notesOf(settings: ServerSettings, t: Translate): readonly string[] {
  return serverVoiceSettings.flatMap((row) =>
    row.note ? [`-# ${t(row.note(valueIn(settings, row.key)))}`] : [],
  );
}
