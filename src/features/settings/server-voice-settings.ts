import { escaped } from '#discord/shown-text.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import { serverSettings as stored } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { shorten } from '#voices/book.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { KnownVoices, PanelFacts, PanelLine, Settings } from './setting.ts';
import { voiceNamed } from './told-values.ts';
import { rowsOf } from './values.ts';
import { languageName, nameOfKey, voiceLine } from './voice-settings.ts';

const option = optionsUnder('voice server');

const named = {
  voice: {
    called: 'the server’s voice',
    chosen: { by: 'voice', under: ['voice server'] },
    id: 'server',
    lines: (voice, { known }) =>
      linesOf('Everybody', voice, known, { label: "The server's voice" }),
  },
  forcesVoice: {
    called: 'one voice for everybody',
    chosen: {
      by: 'yes or no',
      ...optionsUnder('voice force')('on'),
      required: true,
    },
    id: 'force',
    lines: (forces) => {
      const line = '**Forced** Everybody speaks with the voice of the channel or the server.';
      return forces ? [{ line, label: 'One voice for everybody' }] : [];
    },
  },
  voicesByLanguage: {
    called: 'voices by language',
    chosen: elsewhere('/voice server'),
    id: 'language',
    lines: (voices, { known }) =>
      Object.entries(voices).flatMap(([tag, voice]) =>
        linesOf(languageName(tag), voice, known, { label: `For ${languageName(tag)}`, which: tag }),
      ),
  },
  channels: {
    called: 'voices of channels',
    chosen: elsewhere('/voice server'),
    id: 'channel',
    lines: (channels, { known }) =>
      Object.entries(channels).flatMap(([id, { voice }]) =>
        linesOf(`<#${id}>`, voice, known, { label: `For the channel ${id}`, which: id }),
      ),
  },
  clones: {
    called: 'cloned voices of people',
    chosen: {
      by: 'choice',
      ...option('clones'),
      choices: { allow: 'allowed', approval: 'once an admin approved', forbid: 'forbidden' },
    },
    note: (policy) =>
      ({
        allow: 'Clones of people may speak here.',
        approval: 'Clones of people speak here once an admin approved of them.',
        forbid: 'Clones of people don’t speak here.',
      })[policy],
  },
  adminChannelId: {
    called: 'channel where admins are told of reports',
    chosen: {
      by: 'text channel',
      ...option('admin-channel'),
    },
    told: (id) => (id === undefined ? '' : `<#${id}>`),
    id: 'admins',
    lines(id, { obstacle }) {
      if (id === undefined) return [];
      const line =
        obstacle === undefined
          ? `**Admins** are told of reports and requests in <#${id}>.`
          : `**Admins** can’t be told of reports and requests in <#${id}>. ${obstacle} Until then \`/clone requests\` shows them.`;
      return [{ line, label: 'The admins’ channel' }];
    },
  },
  forbiddenVoices: {
    called: 'forbidden voices',
    chosen: elsewhere('/voice forbid'),
    told: (keys) => keys.map((key) => voiceNamed(key)).join(', '),
    id: 'forbidden',
    lines: forbiddenLines,
  },
} satisfies Settings<Omit<ServerSettings, 'moderation' | 'reading' | 'words'>>;

/** The voices of a server, in the order in which its panel has them. */
export const serverVoiceSettings = rowsOf(named, stored.unwrap().shape, { who: 'managers' });

function linesOf(
  title: string,
  voice: VoiceSettings,
  known: KnownVoices,
  option: Omit<PanelLine, 'line'>,
): readonly PanelLine[] {
  const line = voiceLine(voice, known);
  return line === undefined ? [] : [{ line: `**${title}** ${line}`, ...option }];
}

/** A voice that speaks many languages has a key for each, and is forbidden as one. */
function forbiddenLines(
  keys: readonly string[],
  { known, referenceOf }: PanelFacts,
): readonly PanelLine[] {
  const byVoice = new Map<string, PanelLine>();
  for (const key of keys) {
    const [offer] = known.book.byName.get(key) ?? [];
    const voice = offer ? `${offer.voice.slug}/${offer.model.slug}` : key;
    const name = offer ? escaped(shorten(offer.voice.name)) : nameOfKey(key, known);
    if (!byVoice.has(voice))
      byVoice.set(voice, {
        line: `**Forbidden** ${name}`,
        label: `Forbidden: ${unescaped(name)}`,
        which: referenceOf(key),
      });
  }
  return [...byVoice.values()];
}

/** Menus show text as it is. */
function unescaped(text: string): string {
  return text.replace(/\\(?=[^\w\s])/g, '');
}
