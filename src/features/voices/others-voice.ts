import { ComponentType } from 'discord-api-types/v10';

import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { escaped } from '#discord/shown-text.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { reportButton } from '#features/say/report-button.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import type { VoiceSettings } from '#store/person-settings.ts';
import type { Store } from '#store/store.ts';
import type { VoiceProfile } from '#store/voices.ts';
import { shorten } from '#voices/book.ts';
import type { ChosenVoice } from '#voices/choose.ts';
import { usualText } from '#voices/chooser.ts';
import type { Chooser } from '#voices/chooser.ts';
import type { LayerName } from '#voices/layers.ts';
import { profileIdOf } from '#voices/profile-key.ts';

import { orSentence } from './preferences.ts';

export interface OthersVoiceParts extends Pick<Store, 'people' | 'members'> {
  readonly chooser: Pick<Chooser, 'preview'>;
}

/**
 * Shows who speaks for somebody else here: for moderators, and for everybody whom that person lets copy it. A voice that
 * they keep for themselves stays unnamed. `known`: the voices that the asker may know. Rejects with a `UserError`.
 */
export async function othersVoiceView(
  asker: Asker,
  personId: string,
  known: KnownVoices,
  { people, members, chooser }: OthersVoiceParts,
): Promise<View> {
  const guildId = serverOf(asker);
  const { channelId } = asker;
  const { lendsSettings } = await people.get(personId);
  if (!lendsSettings && !asker.moderates && !asker.managesServer)
    throw new UserError(
      `Only moderators see who speaks for others. <@${personId}> can let everybody copy it with \`/voice lend\`.`,
    );
  const [member, speaks] = await Promise.all([
    members.get({ guildId, personId }),
    orSentence(chooser.preview(usualText, { personId, guildId, channelId })),
  ]);
  const voice = typeof speaks === 'string' ? undefined : speakerLine(speaks, asker, known);
  const setBy = member.setBy === undefined ? '' : ` · set by <@${member.setBy}>`;
  const local = voiceLine(visibleTo(member.voice, known), known);
  const lines = [
    typeof speaks === 'string'
      ? `Nobody can speak for <@${personId}> here. ${speaks}`
      : `<@${personId}> speaks here with ${voice?.text}.\n-# ${reasons[speaks.from]}`,
    ...(local === undefined && setBy === '' ? [] : [`**In this server** ${local ?? ''}${setBy}`]),
  ];
  return {
    kind: 'panel',
    components: [
      { type: ComponentType.TextDisplay, content: lines.join('\n') },
      ...(voice?.reportableId === undefined
        ? []
        : [
            {
              type: ComponentType.ActionRow as const,
              components: [reportButton(voice.reportableId)],
            },
          ]),
    ],
  };
}

const reasons: Readonly<Record<LayerName, string>> = {
  asked: 'They asked for it.',
  member: 'It is set for them in this server.',
  person: 'They set it.',
  channel: "It is this channel's voice.",
  server: "It is this server's voice.",
  language: "It is this server's voice for the language.",
  engine: 'Nobody set another.',
};

function speakerLine(
  { profile, name }: ChosenVoice,
  asker: Asker,
  known: KnownVoices,
): { readonly text: string; readonly reportableId?: string } {
  if (!profile) return { text: `**${escaped(shorten(name))}**` };
  if (!isKnown(profile, known)) return { text: 'a voice that only they can use' };
  return {
    text: `**“${escaped(shorten(name))}”**`,
    ...(profile.ownerId !== asker.id && { reportableId: profile.id }),
  };
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
