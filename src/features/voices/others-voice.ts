import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { buttonRow, panelOf, textPart } from '#discord/panel.ts';
import { escaped, shorten } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { reportButton } from '#features/say/report-button.ts';
import { rights } from '#features/settings/rights.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import { ownWords, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { MemberSettings, VoiceSettings } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import { profileIdOf } from '#voices/profile-key.ts';

import { orRefusal } from './preferences.ts';
import { whoSpeaks } from './who-speaks.ts';
import type { WhoSpeaksParts } from './who-speaks.ts';

export interface OthersVoiceParts extends Pick<Store, 'people' | 'members'>, WhoSpeaksParts {}

/**
 * Shows who speaks for somebody else here: for moderators, and for everybody whom that person lets copy it. A voice that
 * they keep for themselves stays unnamed. `known`: the voices that the asker may know. Rejects with a `UserError`.
 */
export async function othersVoiceView(
  asker: Asker,
  userId: string,
  known: KnownVoices,
  parts: OthersVoiceParts,
): Promise<View> {
  const guildId = serverOf(asker);
  const { channelId } = asker;
  const { lendsSettings } = await parts.people.get(userId);
  if (!lendsSettings && !rights['moderators of calls'].may(asker))
    throw new UserError(
      text(($) => $.voicePanels.refused.onlyModeratorsSee, { person: `<@${userId}>` }),
    );
  const [member, speaks] = await Promise.all([
    parts.members.get({ guildId, userId }),
    orRefusal(whoSpeaks({ userId, guildId, channelId }, parts)),
  ]);
  const chosen = speaks instanceof UserError ? undefined : speaks;
  const lines = [speakerText(userId, speaks, asker, known), ...localLines(member, asker, known)];
  const reportableId = chosen && reportableIn(chosen, asker, known);
  const report =
    reportableId === undefined
      ? []
      : [reportButton(reportableId, ($) => $.voicePanels.report, asker.t)];
  return panelOf([textPart(lines.join('\n')), ...buttonRow(report)]);
}

function speakerText(
  userId: string,
  speaks: ChosenVoice | UserError,
  asker: Asker,
  known: KnownVoices,
): string {
  const person = `<@${userId}>`;
  if (speaks instanceof UserError)
    return asker.t(($) => $.voicePanels.others.nobodySpeaks, { person, why: speaks.text });
  const { from } = speaks;
  const voice = named(speaks, known, asker);
  return asker.t(($) => $.voicePanels.others.speaks[from], { person, voice });
}

function named({ profile, name }: ChosenVoice, known: KnownVoices, { t }: Asker): Text {
  const shown = escaped(shorten(t(name)));
  if (!profile) return ownWords(`**${shown}**`);
  return isKnown(profile, known)
    ? text(($) => $.voicePanels.others.kept, { name: shown })
    : text(($) => $.voicePanels.others.private);
}

/** The id of a voice that the asker may know and doesn't keep themselves. */
function reportableIn(
  { profile }: ChosenVoice,
  asker: Asker,
  known: KnownVoices,
): string | undefined {
  return profile && isKnown(profile, known) && profile.ownerId !== asker.id
    ? profile.id
    : undefined;
}

function localLines(
  { voice: set, setBy }: MemberSettings,
  { t }: Asker,
  known: KnownVoices,
): readonly string[] {
  const voice = voiceLine(visibleTo(set, known), known);
  if (setBy === undefined)
    return voice === undefined ? [] : [t(($) => $.voicePanels.others.here, { voice })];
  const moderator = `<@${setBy}>`;
  return [
    voice === undefined
      ? t(($) => $.voicePanels.others.hereUnseenSetBy, { moderator })
      : t(($) => $.voicePanels.others.hereSetBy, { voice, moderator }),
  ];
}

function isKnown({ id }: Pick<VoiceProfile, 'id'>, { kept }: KnownVoices): boolean {
  return kept.some((profile) => profile.id === id);
}

/** The settings without a kept voice that the asker may know nothing of. */
function visibleTo({ voice, ...manner }: VoiceSettings, known: KnownVoices): VoiceSettings {
  const id = voice === undefined ? undefined : profileIdOf(voice);
  if (voice === undefined || (id !== undefined && !isKnown({ id }, known))) return manner;
  return { voice, ...manner };
}
