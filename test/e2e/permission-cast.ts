import type { Person, Place } from '../../src/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '../../src/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '../../src/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '../../src/rehearsal/discord/model.ts';
import type { Scene } from '../../src/rehearsal/scene/scene.ts';
import type { Store } from '../../src/store/store.ts';
import { openRoom, soonMs } from './room.ts';

// Who tries what in the table of permissions, and what they are told.

export const roles = ['owner', 'other', 'moderator', 'admin', 'stranger'] as const;
/** `revoked` is the other member, once the voice was taken back. */
export type Role = (typeof roles)[number] | 'revoked';

export interface Cast {
  readonly scene: Scene;
  readonly serverId: string;
  readonly by: Readonly<Record<(typeof roles)[number], Person>>;
  /** Ids of voices of the owner. */
  readonly hidden: string;
  readonly lent: string;
  /** A message that somebody sees and sends forged presses from. */
  readonly carriers: ReadonlyMap<string, Message>;
  readonly use: (role: Role, name: string, options?: Options) => Promise<Interaction>;
  readonly placeOf: (role: Role) => Place;
}
type Options = Readonly<Record<string, OptionValue | undefined>>;

export async function cast(scene: Scene, store: Store): Promise<Cast> {
  const { discord } = scene;
  const here = await openRoom(scene);
  const elsewhere = await openRoom(scene);
  const by = {
    owner: here.ann,
    other: discord.addPerson(here.server, { name: 'Bob' }),
    moderator: discord.addPerson(here.server, { name: 'Mo', permissions: ['MuteMembers'] }),
    admin: discord.addPerson(here.server, { name: 'Ada', permissions: ['ManageGuild'] }),
    stranger: discord.addPerson(elsewhere.server, { name: 'Zed', permissions: ['ManageGuild'] }),
  };
  // So that the people of the other server can be named in options there.
  for (const person of [by.owner, by.other])
    discord.addPerson(elsewhere.server, { name: person.name }, person);
  const keep = async (name: string): Promise<string> => {
    const sound = { mode: 'design' as const, description: 'A calm, low voice.' };
    return (await store.voices.keep({ ownerId: by.owner.id, name, sound })).id;
  };
  const [hidden, lent] = [await keep('Hidden'), await keep('Lent')];
  await store.sharing.share(lent, by.owner.id, here.server.id, true);
  const placeOf = (role: Role): Place => (role === 'stranger' ? elsewhere.text : here.text);
  const use = async (role: Role, name: string, options: Options = {}): Promise<Interaction> =>
    discord.command({ name, options, channel: placeOf(role), by: personOf(role) });
  const personOf = (role: Role): Person => by[role === 'revoked' ? 'other' : role];
  const carriers = new Map<string, Message>();
  for (const role of roles) {
    const shown = await use(role, 'privacy show');
    carriers.set(role, await shown.reply(() => true, soonMs));
  }
  return { scene, serverId: here.server.id, by, hidden, lent, carriers, use, placeOf };
}

const personIn = ({ by }: Cast, role: Role): Person => by[role === 'revoked' ? 'other' : role];

/**
 * Tries what a row of the table says, and resolves with what the person is told in the end: `/command option:value …`,
 * a button `[id]`, a menu `[id]=value`, or a button that opens a form with one field `[id]→field`.
 */
export async function tryAs(cast: Cast, role: Role, what: string): Promise<string> {
  if (what.startsWith('/')) {
    const { name, options } = commandOf(cast, what);
    return answerTo(await cast.use(role, name, options));
  }
  const [, customId = '', value, field] = /^\[(.*)\](?:=(.*)|→(.*))?$/.exec(what) ?? [];
  if (field === undefined) return replay(cast, role, customId, value);
  const opened = cast.scene.discord.forge(carrierOf(cast, role), customId, personIn(cast, role));
  return answerTo(await cast.scene.discord.submitModal(opened, { [field]: 'It is mine.' }));
}

/** Presses a button that isn't the person's, or chooses in such a menu. */
export async function replay(
  cast: Cast,
  role: Role,
  customId: string,
  value?: string,
): Promise<string> {
  const values = value === undefined ? undefined : [value];
  const { discord } = cast.scene;
  return answerTo(discord.forge(carrierOf(cast, role), customId, personIn(cast, role), values));
}

export async function suggestedTo(
  cast: Cast,
  role: Role,
  name: string,
  option: string,
  typed: string,
): Promise<readonly string[]> {
  const { choices } = await cast.scene.discord.autocomplete({
    name,
    options: { [option]: typed },
    focused: option,
    channel: cast.placeOf(role),
    by: personIn(cast, role),
  });
  return choices.map((choice) => choice.name);
}

/** As much of it as a failure needs. */
export function tellOf(told: string): string {
  return JSON.stringify(told.slice(0, 160));
}

function carrierOf({ carriers }: Cast, role: Role): Message {
  const message = carriers.get(role === 'revoked' ? 'other' : role);
  if (!message) throw new Error(`${role} sees no message`);
  return message;
}

/** `text:Hello.` of one word each; `true` and `false` are flags, and `person:other` is somebody of the cast. */
function commandOf(
  { by }: Cast,
  what: string,
): { readonly name: string; readonly options: Options } {
  const words = what.slice(1).split(' ');
  const path = words.filter((word) => !word.includes(':'));
  const options = words
    .filter((word) => word.includes(':'))
    .map((word): [string, OptionValue] => {
      const at = word.indexOf(':');
      const [option, value] = [word.slice(0, at), word.slice(at + 1)];
      if (option === 'person') return [option, by[value as keyof typeof by]];
      return [option, value === 'true' || value === 'false' ? value === 'true' : value];
    });
  return { name: path.join(' '), options: Object.fromEntries(options) };
}

const onTheWay = /-# (?:Joining|Waiting|Being made|Nearly there|Speaking)/;

/** The last of what was answered, in the message or under it. */
async function answerTo(interaction: Interaction): Promise<string> {
  // A refused press leaves the panel as it is, and is told under it.
  const { text } = await interaction.message(
    (message) => message.text !== '' && !onTheWay.test(message.text),
    soonMs,
  );
  return text;
}
