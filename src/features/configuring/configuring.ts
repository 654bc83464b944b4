import type { Client } from 'discord.js';

import { guildView, voiceChannelsOf } from '#discord/guild-view.ts';

import { ChannelPanel } from './channel-panel.ts';
import type { ChannelPanelParts } from './channel-panel.ts';
import { FirstStart } from './first-start.ts';
import type { FirstStartParts } from './first-start.ts';
import { Helping } from './helping.ts';
import type { HelpingParts } from './helping.ts';
import { Moderating } from './moderating.ts';
import type { ModeratingParts } from './moderating.ts';
import { OwnPanel } from './own-panel.ts';
import type { OwnPanelParts } from './own-panel.ts';
import { SettingChanges } from './setting-changes.ts';
import type { SettingChangesParts } from './setting-changes.ts';
import { SettingsPanels } from './settings-panels.ts';
import type { SettingsPanelsParts } from './settings-panels.ts';
import { offerSetup } from './setup-offer.ts';
import type { SetupOfferParts } from './setup-offer.ts';
import { WholeSettings } from './whole-settings.ts';
import type { WholeSettingsParts } from './whole-settings.ts';

/** The panels in which all is seen and changed that a server and its people set. */
export interface ConfiguringServices {
  readonly settingsPanels: SettingsPanels;
  readonly settingChanges: SettingChanges;
  readonly channelPanel: ChannelPanel;
  readonly ownPanel: OwnPanel;
  readonly firstStart: FirstStart;
  readonly moderating: Moderating;
  readonly helping: Helping;
  readonly wholeSettings: WholeSettings;
}

type ConfiguringParts = Omit<
  SettingsPanelsParts &
    SettingChangesParts &
    ChannelPanelParts &
    OwnPanelParts &
    WholeSettingsParts &
    FirstStartParts,
  'view' | 'voiceChannels'
> &
  Omit<ModeratingParts, 'view'> &
  HelpingParts &
  SetupOfferParts;

/** Puts the panels together, and offers the first start where the bot is added from now on. */
export function configuring(client: Client, given: ConfiguringParts): ConfiguringServices {
  offerSetup(client, given);
  const parts = { ...given, view: guildView(client), voiceChannels: voiceChannelsOf(client) };
  return {
    settingsPanels: new SettingsPanels(parts),
    settingChanges: new SettingChanges(parts),
    channelPanel: new ChannelPanel(parts),
    ownPanel: new OwnPanel(parts),
    firstStart: new FirstStart(parts),
    moderating: new Moderating(parts),
    helping: new Helping(parts),
    wholeSettings: new WholeSettings(parts),
  };
}
