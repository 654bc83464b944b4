import { ChannelType, ComponentType } from 'discord-api-types/v10';

import { excludableTypes, readableTypes } from '#features/autoread/reading-panel.ts';

/** The kinds of things that are chosen for a setting that names some. */
const kinds = {
  channels: { type: ComponentType.ChannelSelect, channel_types: [...readableTypes] },
  'channels and categories': {
    type: ComponentType.ChannelSelect,
    channel_types: [...excludableTypes],
  },
  'text channels': { type: ComponentType.ChannelSelect, channel_types: [ChannelType.GuildText] },
  roles: { type: ComponentType.RoleSelect },
  people: { type: ComponentType.UserSelect },
} as const;

export interface List {
  readonly of: keyof typeof kinds;
  /** It names one alone. */
  readonly isOne?: boolean;
}

/** The settings that name channels, roles or people, which are chosen in Discord's own menus. */
const lists: Readonly<Record<string, List>> = {
  'reading.channelIds': { of: 'channels' },
  'reading.excludedIds': { of: 'channels and categories' },
  'reading.requiredRoleId': { of: 'roles', isOne: true },
  'reading.ignoredRoleIds': { of: 'roles' },
  'calls.personIds': { of: 'people' },
  'calls.roleIds': { of: 'roles' },
  adminChannelId: { of: 'text channels', isOne: true },
};

/** The settings that say something for each of some channels. */
const forChannels: ReadonlySet<string> = new Set(['reading.translations']);

export function isForChannels(key: string): boolean {
  return forChannels.has(key);
}

/** The menu in which a channel is chosen. */
export const channelList: List = { of: 'channels', isOne: true };

export function listCalled(key: string): List | undefined {
  return Object.hasOwn(lists, key) ? lists[key] : undefined;
}

/** The menu that such things are chosen in. */
export function kindOf({ of }: List): (typeof kinds)[List['of']] {
  return kinds[of];
}

/** The things that a setting names by their ids; undefined for one that names none. */
export function thingOn(key: string): 'channel' | 'role' | 'person' | undefined {
  const of = listCalled(key)?.of;
  if (of === undefined) return undefined;
  return of === 'roles' ? 'role' : of === 'people' ? 'person' : 'channel';
}

/** The ids in what is set, or in what a stranger would set. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Voices that are set for some alone, in the panel that lists all of them. */
export const voiceLists: readonly string[] = ['voicesByLanguage', 'channels', 'forbiddenVoices'];
