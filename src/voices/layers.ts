import type { VoiceSettings } from '#store/person-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Written } from '#text/language.ts';

import { languageFits } from './language.ts';
import type { RecordedVoice } from './recorded.ts';
import type { VoiceChoice } from './resolve.ts';

/** The layer that decided on a voice: what was asked for goes first, the engine last. */
export type LayerName =
  | 'asked'
  | 'member'
  | 'person'
  | 'channel'
  | 'server'
  | 'language'
  | 'engine';

/** The voice that a command's options ask for. */
export interface AskedVoice extends VoiceChoice {
  /** Speaks instead of any voice. */
  readonly recording?: RecordedVoice;
  /** The description of a voice that is made for this text alone, and speaks instead of any voice. */
  readonly design?: string;
}

/** Everything that was set and has a say in who speaks; absent is what was not set. */
export interface VoiceLayers {
  /** The command's options. */
  readonly asked: AskedVoice;
  /** The language and script that the text was found to be in; absent where nobody looked. */
  readonly written?: Written | undefined;
  /** The person's settings in this server. */
  readonly member?: VoiceSettings;
  /** The person's settings everywhere. */
  readonly person?: VoiceSettings;
  readonly channel?: VoiceSettings;
  /** The server's voices and rules; absent in direct messages. */
  readonly server?: Pick<
    ServerSettings,
    'voice' | 'voicesByLanguage' | 'forcesVoice' | 'forbiddenVoices' | 'clones'
  >;
}

/** A voice that was set, and with what it would speak. */
export interface Candidate {
  readonly from: LayerName;
  /** Absent for the engine's, which is chosen by language. */
  readonly voice?: string;
  /** The language that the voice has to speak; a voice that doesn't is passed over. */
  readonly language?: string;
  /** The language that the voice speaks if it can, when it has to speak none. */
  readonly wish?: string;
  readonly speed?: number;
  readonly style?: string;
}

/**
 * The voices that were set, the first to try first, and last the engine's choice. A layer's speed and style count for
 * its own voice and for those that come after it: a server's style is not for the voice that a person chose.
 */
export function candidates(layers: VoiceLayers): readonly Candidate[] {
  const order = layersOf(layers);
  return order.flatMap(({ from, settings: { voice }, language, wish }, index) => {
    if (voice === undefined && from !== 'engine') return [];
    const counted = order.slice(0, index + 1).map(({ settings }) => settings);
    const speed = counted.find((settings) => settings.speed !== undefined)?.speed;
    const style = counted.find((settings) => settings.style !== undefined)?.style;
    const wished = wish !== undefined && { wish };
    return [{ from, ...defined({ voice, language, speed, style }), ...wished }];
  });
}

function layersOf(layers: VoiceLayers): readonly Layer[] {
  const { asked, written, member = {}, person = {}, channel = {}, server } = layers;
  const common = server?.voice ?? {};
  const forced = isForced(layers);
  // A person who chose a language is read in it, whatever the text seems to be.
  const wanted = asked.language ?? member.language ?? person.language ?? written?.language;
  const language = wanted ?? channel.language ?? common.language;
  return [
    // A person who chose a voice is read by it, unless they asked for a language; it speaks the text's language if it can.
    { ...ownLayer('member', member, asked.language, forced), wish: wanted },
    { ...ownLayer('person', person, asked.language, forced), wish: wanted },
    { from: 'channel', settings: channel, language: wanted ?? channel.language },
    { from: 'server', settings: common, language: wanted ?? common.language },
    { from: 'language', settings: voiceOfLanguage(server, language), language },
    { from: 'engine', settings: {}, language },
  ];
}

interface Layer {
  readonly from: LayerName;
  readonly settings: VoiceSettings;
  readonly language: string | undefined;
  readonly wish?: string | undefined;
}

/** Where the server's voice is forced, a person's speed still counts: it is what they can follow. */
function ownLayer(
  from: LayerName,
  settings: VoiceSettings,
  asked: string | undefined,
  forced: boolean,
): Layer {
  const language = asked ?? settings.language;
  if (!forced) return { from, settings, language };
  return { from, settings: defined({ speed: settings.speed }), language };
}

/** Everybody speaks with the channel's or the server's voice; a rule without a voice is none. */
export function isForced({ channel, server }: VoiceLayers): boolean {
  return server?.forcesVoice === true && (channel?.voice ?? server.voice.voice) !== undefined;
}

/** Texts show a language, and no region: a voice for one of its regions is for them, too. */
function voiceOfLanguage(
  server: VoiceLayers['server'],
  language: string | undefined,
): VoiceSettings {
  if (!server || language === undefined) return {};
  const { voicesByLanguage } = server;
  const same = voicesByLanguage[language.toLowerCase()];
  if (same) return same;
  const fit = languageFits(language);
  const found = Object.entries(voicesByLanguage).find(
    ([tag]) => fit({ slug: tag, name: tag, tag, voices: [] }) === 'asked',
  );
  return found?.[1] ?? {};
}

/** Without what is undefined: for options, absent and undefined are not the same. */
export function defined(choice: {
  readonly [Key in keyof VoiceChoice]: VoiceChoice[Key] | undefined;
}): VoiceChoice {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined));
}
