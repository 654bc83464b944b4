import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { personCommands } from '#commands/index.ts';
import type { Store } from '#store/store.ts';

import { keepDesign } from '../store/folder.ts';
import { recordedWords, recordingStudio } from './recordings.ts';
import type { RecordingFile } from './recordings.ts';
import { openRoom, soonMs } from './room.ts';
import type { Room } from './room.ts';

// The people who try things in the table of permissions, and the sentences that they are told.

export const roles = ['owner', 'other', 'moderator', 'admin', 'stranger'] as const;
/** `revoked` is the other member, once the voice was taken back. */
export type Role = (typeof roles)[number] | 'revoked';

export interface Cast {
  readonly scene: Scene;
  /** Where all but the stranger are. */
  readonly room: Room;
  readonly by: Readonly<Record<(typeof roles)[number], Person>>;
  /** Ids of voices of the owner. */
  readonly hidden: string;
  readonly lent: string;
  /** A message that somebody alone sees, and sends forged presses from. */
  readonly carriers: Map<Role, Message>;
  /** A message for all in a channel, to press what stands on those: it is answered in the server's language. */
  readonly posts: Map<Place, Message>;
  /** Recordings of the owner, by what options say for them. */
  readonly clips: ReadonlyMap<string, RecordingFile>;
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
  const { id: hidden } = await keepDesign(store, by.owner, 'Hidden');
  const { id: lent } = await keepDesign(store, by.owner, 'Lent');
  await store.sharing.share(lent, by.owner.id, here.server.id, true);
  const placeOf = (role: Role): Place => (role === 'stranger' ? elsewhere.text : here.text);
  const use = async (role: Role, name: string, options: Options = {}): Promise<Interaction> =>
    discord.command({ name, options, channel: placeOf(role), by: personOf(role) });
  const personOf = (role: Role): Person => by[role === 'revoked' ? 'other' : role];
  const carriers = new Map<Role, Message>();
  const posts = new Map<Place, Message>();
  const clips = await recordings();
  return { scene, room: here, by, hidden, lent, carriers, posts, clips, use, placeOf };
}

async function recordings(): Promise<ReadonlyMap<string, RecordingFile>> {
  const studio = recordingStudio();
  const short = await studio.of(120);
  const long = await studio.of(120, { text: `${recordedWords} `.repeat(3) });
  await studio.close();
  return new Map([
    ['short', short],
    ['long', long],
  ]);
}

const personIn = ({ by }: Cast, role: Role): Person => by[role === 'revoked' ? 'other' : role];

/** Shows everybody messages to send presses from; again before a few hundred more, since old ones are forgotten. */
export async function showCarriers({ carriers, posts, use, placeOf }: Cast): Promise<void> {
  for (const role of roles) {
    const shown = await use(role, 'privacy show');
    carriers.set(role, await shown.reply(() => true, soonMs));
  }
  for (const role of ['owner', 'stranger'] as const) {
    const posted = await use(role, 'say', { text: 'Hello.', as: 'file' });
    posts.set(placeOf(role), await posted.reply(({ text }) => /AI voice/.test(text), soonMs));
  }
}

/**
 * Tries what a row of the table says, and resolves with what the person is told in the end: `/command option:value …`,
 * a button `[id]`, a menu `[id]=value`, a button that opens a form `[id]→field,field`, a form that nobody opened
 * `→[id]field,field`, or the name of the command on messages, used on a recording of the owner, or of that on persons, used on the owner.
 */
export async function tryAs(cast: Cast, role: Role, what: string): Promise<string> {
  return (await answerAs(cast, role, what)).text;
}

/** The same, with all that the answer shows. */
export async function answerAs(cast: Cast, role: Role, what: string): Promise<Message> {
  const { discord } = cast.scene;
  const by = personIn(cast, role);
  if (what.startsWith('/')) {
    const { name, options } = commandOf(cast, what);
    return answerTo(await cast.use(role, name, options));
  }
  const parts = /^(→?)\[(.*)\](?:=(.*)|→?(.*))$/.exec(what);
  if (!parts) {
    const channel = cast.placeOf(role);
    const { owner } = cast.by;
    const attachments = [...cast.clips.values()].slice(0, 1);
    const isOfPerson = personCommands.some(({ data }) => data.name === what);
    const target = isOfPerson ? owner : discord.say({ channel, by: owner, attachments });
    return answerTo(discord.menu({ name: what, target, channel, by }));
  }
  const [, unopened, customId = '', value, names = ''] = parts;
  const carrier = carrierOf(cast, role, customId);
  if (names === '') {
    const values = value === undefined ? undefined : [value];
    return answerTo(discord.forge(carrier, customId, by, values));
  }
  const fields = Object.fromEntries(names.split(',').map((field) => [field, 'It is mine.']));
  if (unopened !== '') return answerTo(discord.forgeForm(carrier, customId, fields, by));
  const opened = discord.forge(carrier, customId, by);
  return answerTo(await discord.submitModal(opened, fields));
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

function carrierOf({ carriers, posts, placeOf }: Cast, role: Role, customId: string): Message {
  const message = customId.endsWith(':post')
    ? posts.get(placeOf(role))
    : carriers.get(role === 'revoked' ? 'other' : role);
  if (!message) throw new Error(`${role} sees no message`);
  return message;
}

/** `text:Hello.` of one word each; `true` and `false` are flags, and `person:other` and `clip:short` are of the cast. */
function commandOf(
  { by, clips }: Cast,
  what: string,
): { readonly name: string; readonly options: Options } {
  const words = what.slice(1).split(' ');
  const path = words.filter((word) => !word.includes(':'));
  const options = words
    .filter((word) => word.includes(':'))
    .map((word): [string, OptionValue | undefined] => {
      const at = word.indexOf(':');
      const [option, value] = [word.slice(0, at), word.slice(at + 1)];
      if (option === 'clip') return [option, clips.get(value)];
      if (option === 'person') return [option, by[value as keyof typeof by]];
      return [option, value === 'true' || value === 'false' ? value === 'true' : value];
    });
  return { name: path.join(' '), options: Object.fromEntries(options) };
}

const onTheWay =
  /-# (?:Joining|Waiting|Being made|Nearly there|Speaking)|^(?:Making|Listen|Listening) .*…$|^It is said in the message below/;

/** The last of what was answered, in the message or under it. */
async function answerTo(interaction: Interaction): Promise<Message> {
  // A refused press leaves the panel as it is, and is told under it.
  return interaction.message(
    (message) => message.text !== '' && !onTheWay.test(message.text),
    soonMs,
  );
}
