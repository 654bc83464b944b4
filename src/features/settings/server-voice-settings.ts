import { escaped, shorten } from '#discord/shown-text.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import { serverSettings as stored } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { elsewhere, optionsUnder } from './setting.ts';
import type { PanelFacts, PanelLine, Settings } from './setting.ts';
import { inDecibels, languageCalled, toldForEach, nameOfKey, voiceNamed } from './told-values.ts';
import { rowsOf } from './values.ts';
import { isVoiceSet, voiceText } from './voice-settings.ts';

const option = optionsUnder('voice server');

const named = {
  voice: {
    chosen: { by: 'voice', under: ['voice server'] },
    id: 'server',
    lines: (voice, facts) =>
      linesOf(
        text(($) => $.settings.serverLines.everybody),
        voice,
        facts,
        { label: () => facts.t(($) => $.settings.serverLines.everybodyLabel) },
      ),
  },
  volumeDb: {
    chosen: { by: 'number', ...optionsUnder('volume server')('db'), unit: 'dB' },
    id: 'volume',
    lines(db, { t }) {
      const line = () => t(($) => $.settings.serverLines.volume, { volume: inDecibels(db) });
      return db === 0 ? [] : [{ line, label: () => t(($) => $.settings.serverLines.volumeLabel) }];
    },
  },
  forcesVoice: {
    chosen: { by: 'yes or no', ...optionsUnder('voice force')('on'), required: true },
    id: 'force',
    lines: (forces, { t }) => {
      const line = () => t(($) => $.settings.serverLines.forced);
      return forces ? [{ line, label: () => t(($) => $.settings.serverLines.forcedLabel) }] : [];
    },
  },
  voicesByLanguage: {
    chosen: elsewhere('/voice server'),
    id: 'language',
    told: (voices, book) => toldForEach(voices, languageCalled, book),
    lines: (voices, facts) =>
      Object.entries(voices).flatMap(([tag, voice]) =>
        linesOf(languageCalled(tag), voice, facts, {
          label: () =>
            facts.t(($) => $.settings.serverLines.languageLabel, {
              language: languageCalled(tag),
            }),
          which: tag,
        }),
      ),
  },
  channels: {
    chosen: elsewhere('/voice server'),
    id: 'channel',
    told: (channels, book) => toldForEach(channels, (id) => ownWords(`<#${id}>`), book),
    lines: (channels, facts) =>
      Object.entries(channels).flatMap(([id, { voice }]) => {
        const name = facts.called.channel(id);
        const label = () =>
          name === undefined
            ? facts.t(($) => $.settings.serverLines.channelLabel, { id })
            : facts.t(($) => $.settings.serverLines.channelNamed, { name });
        return linesOf(ownWords(`<#${id}>`), voice, facts, { label, which: id });
      }),
  },
  clones: {
    chosen: {
      by: 'choice',
      ...option('clones'),
      choices: {
        allow: text(($) => $.commands.voice.subcommands.server.options.clones.choices.allow),
        approval: text(($) => $.commands.voice.subcommands.server.options.clones.choices.approval),
        forbid: text(($) => $.commands.voice.subcommands.server.options.clones.choices.forbid),
      },
    },
    note: (policy) => text(($) => $.settings.serverLines.clones[policy]),
  },
  adminChannelId: {
    chosen: { by: 'text channel', ...option('admin-channel') },
    told: (id) => (id === undefined ? undefined : ownWords(`<#${id}>`)),
    id: 'admins',
    lines(id, { obstacle, t }) {
      if (id === undefined) return [];
      const channel = `<#${id}>`;
      const line = () =>
        obstacle === undefined
          ? t(($) => $.settings.serverLines.admins, { channel })
          : t(($) => $.settings.serverLines.adminsUnreachable, { channel, obstacle });
      return [{ line, label: () => t(($) => $.settings.serverLines.adminsLabel) }];
    },
  },
  forbiddenVoices: {
    chosen: elsewhere('/voice forbid'),
    told: (keys, book) =>
      keys.length === 0
        ? undefined
        : text(($) => $.settings.toldValues.list, {
            values: keys.map((key) => voiceNamed(key, book)),
          }),
    id: 'forbidden',
    lines: forbiddenLines,
  },
} satisfies Settings<
  Omit<ServerSettings, 'calls' | 'moderation' | 'reading' | 'words' | 'writtenLanguage'>
>;

/** The voices of a server, in the order in which its panel has them. */
export const serverVoiceSettings = rowsOf(
  named,
  stored.unwrap().shape,
  (name) => text(($) => $.settings.called.server[name]),
  { who: 'managers' },
);

function linesOf(
  whose: Text,
  voice: VoiceSettings,
  { known, t }: PanelFacts,
  option: Omit<PanelLine, 'line'>,
): readonly PanelLine[] {
  if (!isVoiceSet(voice)) return [];
  const line = () =>
    t(($) => $.settings.serverLines.voice, { whose, voice: voiceText(voice, known) });
  return [{ line, ...option }];
}

/** A voice that speaks many languages has a key for each, and is forbidden as one. */
function forbiddenLines(
  keys: readonly string[],
  { known, referenceOf, t }: PanelFacts,
): readonly PanelLine[] {
  const byVoice = new Map<string, PanelLine>();
  for (const key of keys) {
    const [offer] = known.book.byName.get(key) ?? [];
    const voice = offer ? `${offer.voice.slug}/${offer.model.slug}` : key;
    const name = (): string =>
      offer ? escaped(shorten(offer.voice.name)) : t(nameOfKey(key, known));
    if (!byVoice.has(voice))
      byVoice.set(voice, {
        line: () => t(($) => $.settings.serverLines.forbidden, { voice: name() }),
        label: () => t(($) => $.settings.serverLines.forbiddenLabel, { voice: unescaped(name()) }),
        which: referenceOf(key),
      });
  }
  return [...byVoice.values()];
}

/** Menus show text as it is. */
function unescaped(text: string): string {
  return text.replace(/\\(?=[^\w\s])/g, '');
}
