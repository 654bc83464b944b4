import { ComponentType } from 'discord-api-types/v10';
import type { APIComponentInContainer, APISelectMenuOption } from 'discord-api-types/v10';

import { escaped } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { VoiceBan } from '#store/voice-bans.ts';
import { shorten } from '#voices/book.ts';

import { referenceOf } from './browse-state.ts';
import { languageName, nameOfKey, settingLine } from './setting-line.ts';
import type { KnownVoices } from './setting-line.ts';

/** Discord's most options of a select menu. */
const maxOptions = 25;
/** The characters that the lines around the text leave of a panel's 4,000. */
const maxTextLength = 3_700;

const policies = {
  allow: 'Clones of people may speak here.',
  approval: 'Clones of people speak here once an admin approved of them.',
  forbid: 'Clones of people don’t speak here.',
} as const;

/**
 * The voices of a server, with a menu that takes any of them back. `banned`: people none of whose voices speaks;
 * `obstacle`: why the admins can't be told where they chose to be.
 */
export function serverView(
  settings: ServerSettings,
  banned: readonly VoiceBan[],
  known: KnownVoices,
  obstacle?: string,
): View {
  const entries = [...entriesOf(settings, known, obstacle), ...banEntries(banned)];
  const lines: string[] = [];
  let length = 0;
  for (const { line } of entries) {
    length += line.length + 1;
    if (length <= maxTextLength) lines.push(line);
  }
  if (entries.length > lines.length) lines.push(`… and ${entries.length - lines.length} more`);
  const content = [
    '## The voices of this server',
    ...(lines.length === 0 ? ['Nothing is set: everybody has the voice of their choice.'] : lines),
    `-# ${policies[settings.clones]}`,
  ].join('\n');
  const components: APIComponentInContainer[] = [{ type: ComponentType.TextDisplay, content }];
  const options = entries.slice(0, maxOptions).map(({ option }) => option);
  if (options.length > 0)
    components.push({
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.StringSelect,
          custom_id: 'voice:unset',
          placeholder: 'Take back …',
          min_values: 1,
          max_values: options.length,
          options,
        },
      ],
    });
  return { kind: 'panel', components: [{ type: ComponentType.Container, components }] };
}

interface Entry {
  readonly line: string;
  readonly option: APISelectMenuOption;
}

function entriesOf(
  settings: ServerSettings,
  known: KnownVoices,
  obstacle: string | undefined,
): readonly Entry[] {
  const { voice, voicesByLanguage, channels, forcesVoice, forbiddenVoices, adminChannelId } =
    settings;
  const entry = (title: string, what: VoiceSettings, value: string, label: string): Entry[] => {
    const line = settingLine(what, known);
    if (line === undefined) return [];
    return [{ line: `**${title}** ${line}`, option: { label: shorten(label), value } }];
  };
  return [
    ...entry('Everybody', voice, 'server', "The server's voice"),
    ...(forcesVoice
      ? [
          {
            line: '**Forced** Everybody speaks with the voice of the channel or the server.',
            option: { label: 'One voice for everybody', value: 'force' },
          },
        ]
      : []),
    ...Object.entries(voicesByLanguage).flatMap(([tag, what]) =>
      entry(languageName(tag), what, `language:${tag}`, `For ${languageName(tag)}`),
    ),
    ...Object.entries(channels).flatMap(([id, { voice: what }]) =>
      entry(`<#${id}>`, what, `channel:${id}`, `For the channel ${id}`),
    ),
    ...(adminChannelId === undefined
      ? []
      : [
          {
            line:
              obstacle === undefined
                ? `**Admins** are told of reports and requests in <#${adminChannelId}>.`
                : `**Admins** can’t be told of reports and requests in <#${adminChannelId}>. ${obstacle} Until then \`/clone requests\` shows them.`,
            option: { label: 'The admins’ channel', value: 'admins' },
          },
        ]),
    ...forbiddenEntries(forbiddenVoices, known),
  ];
}

function banEntries(banned: readonly VoiceBan[]): readonly Entry[] {
  return banned.map(({ personId }) => ({
    line: `**Forbidden** all voices of <@${personId}>`,
    // A menu shows no names of people.
    option: { label: `Forbidden: voices of ${personId}`, value: `banned:${personId}` },
  }));
}

/** A voice that speaks many languages has a key for each, and is forbidden as one. */
function forbiddenEntries(keys: readonly string[], known: KnownVoices): readonly Entry[] {
  const byVoice = new Map<string, { readonly key: string; readonly name: string }>();
  for (const key of keys) {
    const [offer] = known.book.byName.get(key) ?? [];
    const voice = offer ? `${offer.voice.slug}/${offer.model.slug}` : key;
    const name = offer ? escaped(shorten(offer.voice.name)) : nameOfKey(key, known);
    if (!byVoice.has(voice)) byVoice.set(voice, { key, name });
  }
  return [...byVoice.values()].map(({ key, name }) => ({
    line: `**Forbidden** ${name}`,
    option: {
      label: shorten(`Forbidden: ${unescaped(name)}`),
      value: `forbidden:${referenceOf(key)}`,
    },
  }));
}

/** A menu shows text as it is. */
function unescaped(text: string): string {
  return text.replace(/\\(?=[^\w\s])/g, '');
}
