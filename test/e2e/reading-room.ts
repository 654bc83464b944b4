import { setTimeout as delay } from 'node:timers/promises';

import type { Person, Place } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import type { Scene } from '@crier/rehearsal/scene/scene.ts';

import { evenTempo } from '../even-tempo.ts';
import { asksFor, freshWords, openRoom, soonMs, told } from './room.ts';
import type { Room } from './room.ts';

type Options = Readonly<Record<string, OptionValue>>;

/** A room in which messages of the channel `text` are read, and the bot is in the call. */
export interface ReadingRoom extends Room {
  /** May decide what is read. */
  readonly admin: Person;
  write(content: string, by?: Person, channel?: Place): Message;
  /** The admin uses `/autoread …`. */
  set(command: string, options?: Options): Promise<Message>;
  /** The sentence of the bot on what became of the message, once it says so. */
  why(message: Message, words: RegExp, by?: Person): Promise<Message>;
  /** The texts that the service was asked to say, in order. */
  spoken(): readonly string[];
}

export async function openReadingRoom(
  scene: Scene,
  { joined = true, on = true }: { joined?: boolean; on?: boolean } = {},
  guild: Parameters<typeof openRoom>[1] = {},
): Promise<ReadingRoom> {
  const { discord, deapi } = scene;
  const room = await openRoom(scene, guild);
  const admin = discord.addPerson(room.server, { name: 'Mo', permissions: ['ManageChannels'] });
  const asked = deapi.jobs.length;
  const set: ReadingRoom['set'] = (command, options) =>
    told(room.use(`autoread ${command}`, options, admin), /./);
  if (on) await set('on');
  if (joined) await told(room.use('join'), /I’m in/);
  return {
    ...room,
    admin,
    set,
    write: (content, by = room.ann, channel = room.text) => discord.say({ channel, by, content }),
    async why(message, words, by = room.ann) {
      const deadlineMs = performance.now() + soonMs;
      for (;;) {
        const asking = discord.menu({
          name: 'Why was this not read?',
          target: message,
          channel: { id: message.channelId },
          by,
        });
        const answer = await told(asking, /./);
        if (words.test(answer.text) || performance.now() > deadlineMs) return answer;
        await delay(100);
      }
    },
    spoken: () => deapi.jobs.slice(asked).map(({ fields }) => String(fields['text'])),
  };
}

/** As {@link openReadingRoom}, without names, which would only make words longer. */
export async function openQuietRoom(
  scene: Scene,
  options?: Parameters<typeof openReadingRoom>[1],
): Promise<ReadingRoom> {
  const room = await openReadingRoom(scene, options);
  await room.set('words', { said: 'off' });
  return room;
}

/** In this room much that waits makes speech no faster, so that what is heard can be held against what was made. */
export async function keepTempo(room: ReadingRoom): Promise<void> {
  const { scene, admin } = room;
  const panel = await room.set('show');
  const switched = scene.discord.forge(panel, 'autoread:switches:', admin, evenTempo);
  await told(switched, /Auto-read is on/);
}

/** A message whose speech takes that long to make: what is written after it waits. */
export function slow({ deapi }: Scene, room: ReadingRoom, timeMs: number): Message {
  const words = freshWords();
  deapi.next({ job: { time: timeMs }, when: asksFor(words) });
  return room.write(words);
}

/** The whole of a message, as Discord's gateway would tell it, in the place of one that the stand-in's people can't write. */
export function tell(
  { discord }: Scene,
  { server, text }: Pick<Room, 'server' | 'text'>,
  by: Person,
  { author, ...message }: Readonly<Record<string, unknown>> & { readonly author?: object },
): string {
  const id = String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + BigInt((count += 1)));
  const packet = {
    id,
    channel_id: text.id,
    guild_id: server.id,
    type: 0,
    content: '',
    flags: 0,
    author: {
      id: by.id,
      username: by.name,
      global_name: by.name,
      discriminator: '0',
      avatar: null,
      public_flags: 0,
      flags: 0,
      primary_guild: null,
      ...author,
    },
    member: {
      roles: [],
      nick: null,
      joined_at: new Date().toISOString(),
      deaf: false,
      mute: false,
      flags: 0,
    },
    timestamp: new Date().toISOString(),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    ...message,
  };
  discord.gateway.dispatch('MESSAGE_CREATE', packet, server.id);
  return id;
}

let count = 0;
