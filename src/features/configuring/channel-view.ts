import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { APIComponentInContainer } from 'discord-api-types/v10';

import type { Asker } from '#discord/asker.ts';
import { besideButton, button, buttonRow, framed, panelOf, textPart } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { readableTypes } from '#features/autoread/reading-panel.ts';
import type { KnownVoices } from '#features/settings/setting.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';
import type { ServerSettings } from '#store/server-settings.ts';

import { sectionMenu } from './section-view.ts';

/** The changes of one channel alone that are one press. */
export const channelChanges = ['read', 'unread', 'exclude', 'allow', 'usual'] as const;
export type ChannelChange = (typeof channelChanges)[number];

/** A channel with what is set for it, and for the server that it is in. */
export interface ShownChannel {
  readonly channelId: string;
  readonly settings: ServerSettings;
  /** The place on the list of those that are never read in which it lies, or is itself. */
  readonly excludedBy: string | undefined;
  readonly known: KnownVoices;
}

/** The menu in which a channel is chosen, to see what is set for it. */
export function channelMenu(t: Translate): APIComponentInContainer {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.ChannelSelect,
        custom_id: 'settings:channel:',
        placeholder: t(($) => $.settingsPanel.ofChannel.choose),
        channel_types: [...readableTypes],
      },
    ],
  };
}

/** Shows each setting of a channel with what the server has, and with what changes it or makes it as the server's. */
export function channelView(shown: ShownChannel, asker: Asker): View {
  const { t } = asker;
  const heading = t(($) => $.settingsPanel.ofChannel.heading, {
    channel: `<#${shown.channelId}>`,
  });
  return panelOf([
    framed([
      textPart(heading),
      readPart(shown, t),
      neverPart(shown, t),
      ...(asker.managesServer ? voiceParts(shown, t) : []),
      channelMenu(t),
      sectionMenu('overview', asker),
    ]),
  ]);
}

function readPart({ channelId, settings: { reading } }: ShownChannel, t: Translate) {
  const isRead = reading.channelIds.includes(channelId);
  const content = t(($) => $.settingsPanel.ofChannel.read, {
    value: switchedText(isRead),
    server: switchedText(reading.on),
  });
  return besideButton(content, switchFor(channelId, isRead ? 'unread' : 'read', isRead, t));
}

/** Takes off what was chosen for the channel itself: what its category forbids is allowed there. */
function neverPart({ channelId, excludedBy }: ShownChannel, t: Translate): APIComponentInContainer {
  const isNever = excludedBy !== undefined;
  const content = t(($) => $.settingsPanel.ofChannel.never, { value: switchedText(isNever) });
  if (isNever && excludedBy !== channelId)
    return textPart(
      `${content}\n⚠️ ${t(($) => $.autoread.excluded, { channel: `<#${excludedBy}>` })}`,
    );
  return besideButton(content, switchFor(channelId, isNever ? 'allow' : 'exclude', isNever, t));
}

function voiceParts(
  { channelId, settings, known }: ShownChannel,
  t: Translate,
): readonly APIComponentInContainer[] {
  const own = voiceLine(settings.channels[channelId]?.voice ?? {}, known);
  const nothing = text(($) => $.autoread.log.noValue);
  const content = t(($) => $.settingsPanel.ofChannel.voice, {
    value: own ?? text(($) => $.settingsPanel.ofChannel.asServer),
    server: voiceLine(settings.voice, known) ?? nothing,
  });
  const change = button(`settings:voiceOf:${channelId}`, ($) => $.settingsPanel.change, t);
  const usual = button(`settings:here:${channelId}:usual`, ($) => $.settingsPanel.usual, t);
  return [besideButton(content, change), ...buttonRow(own ? [usual] : [])];
}

function switchFor(channelId: string, what: ChannelChange, isOn: boolean, t: Translate) {
  const id = `settings:here:${channelId}:${what}`;
  return isOn
    ? button(id, ($) => $.autoread.panel.switchOff, t)
    : button(id, ($) => $.autoread.panel.switchOn, t, ButtonStyle.Success);
}

function switchedText(isOn: boolean): Text {
  return isOn ? text(($) => $.settings.toldValues.on) : text(($) => $.settings.toldValues.off);
}
