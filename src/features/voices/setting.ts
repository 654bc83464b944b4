import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import type { Chooser, SpokenFor } from '#voices/chooser.ts';
import { defined } from '#voices/layers.ts';
import { profileKey } from '#voices/profile-key.ts';
import type { VoiceChoice } from '#voices/resolve.ts';

/** The settings of a voice that are to change: at least one of them. */
export type WantedVoice = Omit<VoiceChoice, 'format'>;

export interface NewSetting {
  readonly settings: VoiceSettings;
  readonly chosen: ChosenVoice;
  /** Tells what had to go for it. */
  readonly note?: Text;
}

/**
 * Applies a change to settings: a new voice takes the old language and style with it, a language that the voice doesn't
 * speak takes the voice with it. Rejects with a `UserError` when nobody could speak like that.
 */
export async function newSetting(
  current: VoiceSettings,
  wanted: WantedVoice,
  speaker: SpokenFor,
  chooser: Pick<Chooser, 'check'>,
): Promise<NewSetting> {
  if (Object.keys(wanted).length === 0)
    throw new UserError(text(($) => $.voicePanels.refused.nothingWanted));
  if (wanted.voice !== undefined) return withVoice(current, wanted, speaker, chooser);
  const { voice: kept, ...without } = current;
  if (kept !== undefined)
    try {
      return await withVoice(current, { ...wanted, voice: kept }, speaker, chooser, current);
    } catch (error) {
      // Only a new language is worth more than the voice.
      if (!(error instanceof UserError) || wanted.language === undefined) throw error;
      const { settings, chosen } = await withoutVoice(without, wanted, speaker, chooser);
      return { settings, chosen, note: error.text };
    }
  return withoutVoice(without, wanted, speaker, chooser);
}

/** The key that stands for a chosen voice in settings; undefined for nothing that could be set. */
function keyOf({ profile, offer }: ChosenVoice): string | undefined {
  return profile ? profileKey(profile.id) : offer?.key;
}

async function withVoice(
  current: VoiceSettings,
  wanted: WantedVoice,
  speaker: SpokenFor,
  chooser: Pick<Chooser, 'check'>,
  kept: VoiceSettings = {},
): Promise<NewSetting> {
  const asked = { ...defined({ language: kept.language, style: kept.style }), ...wanted };
  const chosen = await chooser.check(asked, speaker);
  return {
    chosen,
    settings: defined({
      voice: keyOf(chosen),
      language: asked.language === undefined ? undefined : languageOf(chosen),
      speed: wanted.speed ?? current.speed,
      style: asked.style,
    }),
  };
}

async function withoutVoice(
  current: VoiceSettings,
  wanted: WantedVoice,
  speaker: SpokenFor,
  chooser: Pick<Chooser, 'check'>,
): Promise<NewSetting> {
  const asked = { ...defined({ language: current.language }), ...wanted };
  const chosen = await chooser.check(asked, speaker);
  return {
    chosen,
    settings: {
      ...current,
      ...wanted,
      ...(asked.language !== undefined && { language: languageOf(chosen) }),
    },
  };
}

/** A tag or a slug: both are found again. */
function languageOf({ offer, request }: ChosenVoice): string {
  return offer?.language.tag ?? request.language;
}

/** A voice that others than its owner are to speak with has to be there for everybody. Throws a `UserError`. */
export function assertShared({ profile, name }: ChosenVoice, guildId: string): void {
  if (!profile || profile.servers.some((place) => place.guildId === guildId && place.shared))
    return;
  throw new UserError(text(($) => $.voicePanels.refused.shareFirst, { voice: name }));
}
