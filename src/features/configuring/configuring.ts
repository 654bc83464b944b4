import { OwnPanel } from './own-panel.ts';
import type { OwnPanelParts } from './own-panel.ts';
import { SettingChanges } from './setting-changes.ts';
import type { SettingChangesParts } from './setting-changes.ts';
import { SettingsPanels } from './settings-panels.ts';
import type { SettingsPanelsParts } from './settings-panels.ts';
import { WholeSettings } from './whole-settings.ts';
import type { WholeSettingsParts } from './whole-settings.ts';

/** The panels in which all is seen and changed that a server and its people set. */
export interface ConfiguringServices {
  readonly settingsPanels: SettingsPanels;
  readonly settingChanges: SettingChanges;
  readonly ownPanel: OwnPanel;
  readonly wholeSettings: WholeSettings;
}

export function configuring(
  parts: SettingsPanelsParts & SettingChangesParts & OwnPanelParts & WholeSettingsParts,
): ConfiguringServices {
  return {
    settingsPanels: new SettingsPanels(parts),
    settingChanges: new SettingChanges(parts),
    ownPanel: new OwnPanel(parts),
    wholeSettings: new WholeSettings(parts),
  };
}
