import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { EngineName } from '#speech/engine-names.ts';
import type { SpeechRequest, Voice } from '#speech/speech.ts';
import type { Store } from '#store/store.ts';
import type { Viewer } from '#store/voices.ts';
import type { Written } from '#text/language.ts';

import { asTyped } from './as-typed.ts';
import type { VoiceBook } from './book.ts';
import type { LiveCatalogue } from './catalogue.ts';
import { choose } from './choose.ts';
import type { ChosenVoice } from './choose.ts';
import type { AskedVoice, VoiceLayers } from './layers.ts';
import { profileKey } from './profile-key.ts';
import type { VoiceToSpeak } from './profile-request.ts';
import { proxyNamed } from './proxy-settings.ts';
import { quoted } from './quoted.ts';
import { isRecordedVoiceId, mayRecordingsSpeak } from './recorded.ts';
import type { VoiceChoice } from './resolve.ts';
import { usabilityOf } from './usability.ts';
import { visibleTo } from './visible-voices.ts';

/** For whom something is spoken, and where they wrote it: the channel of a thread, not the thread. */
export interface SpokenFor extends Viewer {
  readonly channelId?: string | undefined;
  /** The name under which a proxy posted it for them. */
  readonly proxyName?: string | undefined;
  /** BCP 47: of their own Discord, where it has told. */
  readonly locale?: string | undefined;
}

/** A chosen voice with everything that an engine needs, clips included. */
export interface ReadyVoice extends Omit<ChosenVoice, 'request'> {
  readonly request: SpeechRequest;
  /** The engine whose model was chosen. */
  readonly engine: EngineName;
}

/** Chooses who speaks for a person, by what they, the server and its channels have set. */
export interface Chooser {
  /**
   * Rejects with a `UserError` when what was asked for can't be done. `written`: what the text was found to be written
   * in. Waits for nothing but memory, once the settings were read and the clip is known.
   */
  choose(
    text: string,
    speaker: SpokenFor,
    asked: AskedVoice,
    written?: Written,
  ): Promise<ReadyVoice>;
  /** The same without reading clips: to show who would speak. */
  preview(
    text: string,
    speaker: SpokenFor,
    asked?: AskedVoice,
    written?: Written,
  ): Promise<ChosenVoice>;
  /**
   * The voice that settings come to when a person is about to keep them, whatever else is set and whether or not the
   * server has one voice for everybody. Rejects with a `UserError` when they can't be.
   */
  check(asked: VoiceChoice, speaker: SpokenFor): Promise<ChosenVoice>;
  /** Whether the person may still use a kept voice or a recording's there: it may have been taken back, removed or forbidden. */
  maySpeak(voiceId: string, speaker: SpokenFor): Promise<boolean>;
}

export type ChooserParts = Pick<
  Store,
  'people' | 'members' | 'serverSettings' | 'voices' | 'clips'
> & {
  readonly catalogue: Pick<LiveCatalogue, 'book' | 'search'>;
};

/** As long as any model needs it. */
export const usualText = 'This is a sentence of the usual length.';

export function chooser(parts: ChooserParts): Chooser {
  const chosenFrom = async (
    text: string,
    speaker: SpokenFor,
    getting: Promise<VoiceLayers>,
  ): Promise<ChosenVoice & { readonly engine: EngineName }> => {
    const [given, kept] = await Promise.all([getting, visibleTo(speaker, parts.voices)]);
    const { book, search } = parts.catalogue;
    const layers = { ...given, asked: asTyped(given.asked, speaker.locale, book) };
    const chosen = choose(text, layers, { book, neighbours: search, kept, viewer: speaker });
    // By the same book: a model may vanish while a clip is read.
    return { ...chosen, engine: engineOf(chosen.request.model, book) };
  };
  return {
    preview: (text, speaker, asked = {}, written) =>
      chosenFrom(text, speaker, layersFor(speaker, asked, written, parts)),
    check: (asked, speaker) => chosenFrom(usualText, speaker, rulesFor(speaker, asked, parts)),
    async choose(text, speaker, asked, written) {
      const layers = layersFor(speaker, asked, written, parts);
      const { request, ...chosen } = await chosenFrom(text, speaker, layers);
      const voice = await withClip(request.voice, chosen.profile, asked.recording, parts);
      return { ...chosen, request: { ...request, voice } };
    },
    async maySpeak(voiceId, speaker) {
      const { guildId } = speaker;
      const [profile, server] = await Promise.all([
        parts.voices.find(voiceId, speaker),
        guildId === undefined ? undefined : parts.serverSettings.get(guildId),
      ]);
      if (isRecordedVoiceId(voiceId)) return mayRecordingsSpeak(server?.clones ?? 'allow');
      if (!profile || usabilityOf(profile, speaker, server?.clones ?? 'allow') !== 'usable')
        return false;
      return !server?.forbiddenVoices.includes(profileKey(voiceId));
    },
  };
}

async function layersFor(
  { userId, guildId, channelId, proxyName }: SpokenFor,
  asked: AskedVoice,
  written: Written | undefined,
  { people, members, serverSettings }: ChooserParts,
): Promise<VoiceLayers> {
  if (guildId === undefined) return { asked, written, person: (await people.get(userId)).voice };
  const [person, member, server] = await Promise.all([
    people.get(userId),
    members.get({ guildId, userId }),
    serverSettings.get(guildId),
  ]);
  const channel = channelId === undefined ? undefined : server.channels[channelId];
  const proxy = proxyNamed(person.proxies, proxyName)?.voice ?? {};
  return {
    asked,
    written,
    // Settings that a proxy's name lacks are as the person has set them otherwise.
    member:
      Object.keys(proxy).length > 0 ? { ...person.voice, ...member.voice, ...proxy } : member.voice,
    person: person.voice,
    ...(channel && { channel: channel.voice }),
    server,
  };
}

/** Nothing but what was asked for, and what the server forbids. */
async function rulesFor(
  { guildId }: SpokenFor,
  asked: VoiceChoice,
  { serverSettings }: ChooserParts,
): Promise<VoiceLayers> {
  if (guildId === undefined) return { asked };
  const { forbiddenVoices, clones } = await serverSettings.get(guildId);
  const server = { voice: {}, voicesByLanguage: {}, forcesVoice: false, forbiddenVoices, clones };
  return { asked, server };
}

function engineOf(model: string, { models }: VoiceBook): EngineName {
  const found = models.find(({ slug }) => slug === model);
  if (!found) throw new Error(`the model ${model} was chosen and is not in the catalogue`);
  return found.engine;
}

async function withClip(
  voice: VoiceToSpeak,
  profile: ChosenVoice['profile'],
  recording: AskedVoice['recording'],
  { clips }: ChooserParts,
): Promise<Voice> {
  if (voice.mode !== 'clone') return voice;
  const clip = recording?.clip ?? (await clips.read(voice.clip.hash));
  if (clip) return { ...voice, clip };
  const name = quoted(profile?.name ?? '');
  throw new UserError(text(($) => $.voices.choosing.recordingGone, { voice: name }));
}
