import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { Component, Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';
import { ComponentType, Locale } from 'discord-api-types/v10';
import type { LocaleString } from 'discord-api-types/v10';

import { memberSettings, personSettings } from '#store/person-settings.ts';
import { serverSettings } from '#store/server-settings.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

import { soonMs } from './room.ts';

/** A server in which everything is set that panels can show, with the people who press them. */
export interface House {
  readonly scene: Scene;
  readonly store: Store;
  readonly server: Server;
  readonly text: Place;
  readonly admin: Person;
  /** Manages channels, and not the server. */
  readonly keeper: Person;
  /** May mute others in calls, and decide nothing else. */
  readonly moderator: Person;
  /** Has no right that not everybody has. */
  readonly stranger: Person;
  readonly muted: Person;
  /** Where admins are told of reports. */
  readonly office: Place;
  /** Chosen in menus of such things. */
  readonly things: Readonly<
    Record<'channel' | 'desk' | 'role' | 'person', { readonly id: string }>
  >;
}

/** Something on a panel that can be pressed, or in which something can be chosen. */
export interface Control {
  readonly id: string;
  readonly panel: Message;
  /** The options of a menu; undefined for a button. */
  readonly options?: readonly string[];
  /** The kind of things that are chosen, in a menu of Discord's own. */
  readonly chooses?: 'channel' | 'role' | 'person';
}

export async function openHouse(scene: Scene, store: Store, locale: LocaleString): Promise<House> {
  const { discord } = scene;
  const server = discord.addGuild({ name: `House ${locale}` });
  const text = server.addText({ name: 'text' });
  const other = server.addText({ name: 'other' });
  const call = server.addVoice({ name: 'call' });
  const [desk, office] = ['desk', 'office'].map((name) => {
    const place = server.addText({ name, deny: ['ViewChannel'] });
    discord.setPermissions(place, discord.bot, { allow: ['ViewChannel', 'SendMessages'] });
    return place;
  }) as [Place, Place];
  // The first start has something to complain of there.
  discord.setPermissions(call, discord.bot, { deny: ['Connect'] });
  const role = discord.addRole(server, 'Loud', []);
  type Right = 'ManageGuild' | 'ManageChannels' | 'MuteMembers';
  const person = (name: string, ...permissions: readonly Right[]): Person =>
    discord.addPerson(server, { name, permissions, locale });
  const people = {
    admin: person('Ada', 'ManageGuild'),
    keeper: person('Kay', 'ManageChannels'),
    moderator: person('Mo', 'MuteMembers'),
    stranger: person('Sten'),
    muted: person('Mute'),
  };
  discord.join(call, people.admin);
  const house = { scene, store, server, text, ...people, office };
  return { ...house, things: { channel: other, desk, role, person: people.muted } };
}

const sky = { voice: 'af_sky/en-us/Kokoro' };

/** More than one page has room for: roles that are gone, and people who have left. */
const manyIds = Array.from({ length: 351 }, (_, at) => `${100_000_000_000_000_100n + BigInt(at)}`);

/** The settings from which each control is pressed. */
function seedOf({ text, office }: House): ServerSettings {
  const gone = '100000000000000001';
  return serverSettings.parse({
    voice: sky,
    voicesByLanguage: { de: { speed: 1.5 } },
    channels: { [text.id]: { voice: { speed: 1.25 } } },
    forbiddenVoices: ['af_nicole/en-us/Kokoro'],
    adminChannelId: office.id,
    reading: {
      channelIds: [text.id],
      excludedIds: [gone],
      translations: { [gone]: 'fr' },
      ignoredRoleIds: manyIds,
      requiredRoleId: gone,
    },
    calls: { personIds: [gone], roleIds: [gone] },
  });
}

/** Sets everything as it was at first, so that no press depends on another. */
export async function settle(house: House): Promise<void> {
  const { store, server, muted } = house;
  const people = peopleOf(house);
  if (settled.get(house) === (await wholeOf(house))) return;
  const by = { actorId: house.admin.id };
  await store.serverSettings.change(server.id, by, () => seedOf(house));
  for (const { id: userId } of people) {
    await store.people.change(userId, { actorId: userId }, () => personSettings.parse({}));
    const scope = { guildId: server.id, userId };
    await store.members.change(scope, { actorId: userId }, () => memberSettings.parse({}));
  }
  const mutedNow = new Set((await store.mutes.list(server.id)).map(({ userId }) => userId));
  for (const userId of [muted.id, ...manyIds])
    if (!mutedNow.has(userId)) await store.mutes.mute(server.id, { userId }, by.actorId);
  settled.set(house, await wholeOf(house));
}

/** Everything as it is when nothing was pressed: to write it anew takes longer than to look. */
const settled = new WeakMap<House, string>();

const peopleOf = ({ admin, keeper, moderator, stranger }: House): readonly Person[] => [
  admin,
  keeper,
  moderator,
  stranger,
];

async function wholeOf(house: House): Promise<string> {
  const states = peopleOf(house).map((person) => stateOf(house, person));
  return JSON.stringify(await Promise.all(states));
}

/** All that is set in the server, and by a person for themselves. */
export async function stateOf({ store, server }: House, { id }: Person): Promise<string> {
  return JSON.stringify([
    await store.serverSettings.get(server.id),
    await store.people.get(id),
    await store.members.get({ guildId: server.id, userId: id }),
    (await store.mutes.list(server.id)).map(({ userId }) => userId),
  ]);
}

const things = {
  [ComponentType.ChannelSelect]: 'channel',
  [ComponentType.RoleSelect]: 'role',
  [ComponentType.UserSelect]: 'person',
} as const;

/** Everything on a panel that the four commands of settings answer for. */
export function controlsOf(panel: Message): readonly Control[] {
  return componentsOf(panel.components).flatMap((component): readonly Control[] => {
    const { custom_id: id, type, options } = component;
    if (typeof id !== 'string' || !ours.test(id)) return [];
    const chooses = (things as Readonly<Record<number, Control['chooses']>>)[type];
    if (chooses) return [{ id, panel, chooses }];
    if (!Array.isArray(options)) return [{ id, panel }];
    return [{ id, panel, options: options.map(({ value }: { value: string }) => value) }];
  });
}

const ours = /^(?:settings|me|setup|moderation):|^autoread:(?:on|off|log)/;

function componentsOf(components: readonly Component[]): readonly Component[] {
  return components.flatMap((each) => [
    each,
    ...componentsOf((each['components'] ?? []) as readonly Component[]),
    ...componentsOf(each['accessory'] ? [each['accessory'] as Component] : []),
  ]);
}

/**
 * Presses it or chooses in it, where a panel has it by now; else as on a screen that still shows what the panel was before.
 * `carrier`: a panel of whoever it is, where that one was made for somebody else.
 */
export function use(
  { scene: { discord }, text, things: some }: House,
  { id, panel, options, chooses }: Control,
  by: Person,
  values: readonly string[] | undefined,
  carrier?: Message,
): Interaction {
  const special = id.startsWith('settings:channel') ? text : some.desk;
  const isSpecial = /^settings:channel|adminChannel/.test(id);
  const thing = chooses && (isSpecial ? special : some[chooses]);
  const chosen = thing ? [thing.id] : values;
  if (carrier) return discord.forge(carrier, id, by, chosen);
  try {
    if (thing) return discord.select(panel, id, [thing], by);
    return options
      ? discord.select(panel, id, [...(chosen ?? [])], by)
      : discord.press(panel, id, by);
  } catch {
    // It shows something else by now.
    return discord.forge(panel, id, by, chosen);
  }
}

/** The answer once it says something: a panel, or the form that it opened. */
export async function answerTo(interaction: Interaction): Promise<Message | 'form'> {
  await interaction.acknowledged;
  if (interaction.state.modal) return 'form';
  return interaction.shown(({ text, components }) => text !== '' || components.length > 0, soonMs);
}

/** Typed into a form, the first of them that isn't in it. */
const texts: Readonly<Record<string, readonly string[]>> = {
  'reading.skipMarks': ['#', '~'],
  'reading.languages': ['de', 'en'],
  'reading.translations': ['de', 'en'],
  'words.timeZone': ['Asia/Tokyo', 'Asia/Seoul'],
  'calls.arrivalText': ['{name} da', '{name} hier'],
  'calls.departureText': ['{name} weg', '{name} fort'],
  writtenLanguage: ['de', 'en'],
  voice: ['Emma', 'Sky'],
  'person.voice': ['Emma'],
  'member.voice': ['Emma'],
  'person.translatesTo': ['fr', 'es'],
  'person.spokenName': ['Zed'],
  'member.spokenName': ['Zed'],
  'reading.prefix': ['>>'],
};
const typedInto = (id: string): readonly string[] =>
  texts[id.startsWith('settings:voiceOf:') ? 'voice' : (id.split(':')[2] ?? '')] ??
  ['-6', '9'].slice(/volume/i.test(id) ? 0 : 1);

/** Fills a form with something else than it shows, or with `pick` where there is something to choose from. */
export async function fillIn(
  { scene: { discord } }: House,
  form: Interaction,
  id: string,
  pick?: string,
): Promise<Interaction> {
  const typed = typedInto(id);
  const { components } = await form.modal();
  const values = components.map((label): readonly [string, string | readonly string[]] => {
    const component = label['component'] as Component;
    const options = (component['options'] ?? []) as readonly { value: string; default?: boolean }[];
    const name = String(component['custom_id']);
    switch (component.type) {
      case ComponentType.RadioGroup:
        return [name, [pick ?? options.find((each) => each.default !== true)?.value ?? '']];
      case ComponentType.CheckboxGroup:
        return [name, options.filter((each) => each.default !== true).map(({ value }) => value)];
      default:
        return [name, typed.find((each) => each !== component['value']) ?? ''];
    }
  });
  // The name of a voice is enough.
  return discord.submitModal(form, Object.fromEntries(values.slice(0, 1)));
}

export const walked: readonly LocaleString[] = [Locale.EnglishUS, Locale.German];
