import { ApplicationCommandOptionType as T } from 'discord-api-types/v10';

import type { BasicOptionData, OptionData, SubcommandData } from '#discord/command-words.ts';
import { excludableTypes, readableTypes } from '#features/autoread/reading-panel.ts';
import { settings } from '#features/settings/settings.ts';
import type { Row } from '#features/settings/values.ts';

import { completed, flag, somebody, subcommand, written } from '../option-data.ts';
import { settingOptions } from '../setting-options.ts';

/** Minutes of a week: as long as anybody is muted for a time. */
const maxMuteMinutes = 7 * 24 * 60;
const maxFilterChars = 1_000;

function group(name: string, options: readonly SubcommandData[]): OptionData {
  return { type: T.SubcommandGroup, name, options };
}

const channel: BasicOptionData = {
  type: T.Channel,
  name: 'channel',
  required: true,
  channel_types: [...readableTypes],
};
const excludable: BasicOptionData = { ...channel, channel_types: [...excludableTypes] };
const role: BasicOptionData = { type: T.Role, name: 'role', required: true };
const words = written('words', maxFilterChars, { required: true });
/** The options that say for which name and where the name aloud is stand between it and all others. */
const isName = ({ key }: Row): boolean => key === 'spokenName';

/** Everything under `/autoread`. */
export const autoreadOptions: readonly OptionData[] = [
  subcommand('on', [{ ...channel, required: false }]),
  subcommand('off'),
  subcommand('show'),
  subcommand('why'),
  subcommand('me', [
    ...settingOptions('autoread me', settings.member.filter(isName)),
    flag('everywhere'),
    written('proxy', 80),
    ...settingOptions(
      'autoread me',
      settings.member.filter((row) => !isName(row)),
    ),
  ]),
  subcommand('call', [somebody(true), ...settingOptions('autoread call', settings.member)]),
  subcommand('log'),
  subcommand('options', settingOptions('autoread options', settings.server)),
  subcommand('words', settingOptions('autoread words', settings.server)),
  group('channel', [
    subcommand('add', [channel]),
    subcommand('remove', [channel]),
    subcommand('exclude', [excludable]),
    subcommand('allow', [excludable]),
    subcommand('translate', [channel, completed('language', 100, true)]),
  ]),
  group('role', [subcommand('ignore', [role]), subcommand('heed', [role])]),
  group('person', [
    subcommand('mute', [
      somebody(true),
      { type: T.Integer, name: 'minutes', min_value: 1, max_value: maxMuteMinutes },
    ]),
    subcommand('unmute', [somebody(true)]),
    subcommand('muted'),
  ]),
  group('filter', [subcommand('add', [words]), subcommand('remove', [words]), subcommand('list')]),
];
