import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Message } from '@crier/rehearsal/discord/model.ts';
import { expect, vi } from 'vitest';

import type { Heard } from '../fakes/played-calls.ts';
import type { Bot } from './bot.ts';

type Options = Readonly<Record<string, OptionValue | undefined>>;

/** For whatever should come soon: the machine may be busy with much else. */
const soonMs = 25_000;
// So that a failure tells what was waited for, and not that there was a wait.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** A server of its own, with people in a call with the bot, whose channel is read. */
export interface Room {
  readonly bot: Bot;
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly ann: Person;
  readonly bea: Person;
  /** May mute people in calls. */
  readonly mod: Person;
  /** May manage the server. */
  readonly admin: Person;
  /** Ann uses a command, or somebody else does. */
  readonly use: (command: string, options?: Options, by?: Person) => Interaction;
  /** As `use`, by the admin; resolves with the answer. */
  readonly set: (command: string, options?: Options) => Promise<Message>;
  readonly write: (content: string, by?: Person, channel?: Place) => Message;
  /** All that was heard in the call. */
  readonly heard: () => readonly Heard[];
  /** Everything that is heard of what somebody does, once all of it was. */
  readonly hear: (act: () => unknown) => Promise<readonly Heard[]>;
  /** The words of it. */
  readonly words: (act: () => unknown) => Promise<readonly string[]>;
  /** Resolves once a message was heard to its end. */
  readonly isRead: (message: Message) => Promise<void>;
  /** The reason that the bot gives for a message that was not heard, once it has decided so; nothing was heard of it. */
  readonly unread: (message: Message) => Promise<string>;
}

export async function openRoom(bot: Bot): Promise<Room> {
  const { discord, calls, store } = bot;
  const server = discord.addGuild();
  const text = server.addText({ name: 'text' });
  const call = server.addVoice({ name: 'call' });
  const person = (name: string, permissions: readonly 'MuteMembers'[] | readonly 'ManageGuild'[]) =>
    discord.addPerson(server, { name, permissions });
  const [ann, bea] = [person('Ann', []), person('Bea', [])];
  const [mod, admin] = [person('Mo', ['MuteMembers']), person('Ada', ['ManageGuild'])];
  for (const each of [ann, bea, mod, admin]) discord.join(call, each);
  const use: Room['use'] = (name, options = {}, by = ann) =>
    discord.command({ name, options, channel: text, by });
  const set: Room['set'] = (command, options) => told(use(command, options, admin), /./);
  await calls.join({ guildId: server.id, channelId: call.id });
  await store.serverSettings.change(server.id, { actorId: admin.id }, (settings) => ({
    ...settings,
    reading: { ...settings.reading, on: true, channelIds: [text.id] },
    // Names would only make words longer.
    words: { ...settings.words, said: 'off' },
  }));

  const heard = (): readonly Heard[] => calls.heard(server.id);
  const hear: Room['hear'] = async (act) => {
    const before = heard().length;
    await act();
    await soon(() => {
      expect(heard().length).toBeGreaterThan(before);
      expect(calls.queue(server.id)).toEqual([]);
    });
    return heard().slice(before);
  };
  const why = ({ id }: Message): Promise<string> => bot.why(server.id, id);
  return {
    bot,
    server,
    text,
    call,
    ann,
    bea,
    mod,
    admin,
    use,
    set,
    heard,
    hear,
    write: (content, by = ann, channel = text) => discord.say({ channel, by, content }),
    words: async (act) => wordsOf(await hear(act)),
    isRead: (message) =>
      soon(async () => expect(await why(message)).toMatch(/(It was|words were) read/)),
    async unread(message) {
      const before = heard().length;
      let answer = '';
      await soon(async () => {
        answer = await why(message);
        expect(answer).not.toMatch(/no longer know|will be as soon as/);
      });
      expect(answer).not.toMatch(/(It was|words were) read/);
      expect(heard()).toHaveLength(before);
      return answer;
    },
  };
}

/** The words that were heard. */
export function wordsOf(heard: readonly Heard[]): readonly string[] {
  return heard.map((each) => (each === 'a sound' ? each : each.text));
}

/** The answer as it is once it says this. */
export function told(interaction: Interaction, words: RegExp): Promise<Message> {
  return interaction.shown(({ text }) => words.test(text), soonMs);
}

/** Resolves once it holds. */
export async function soon(holds: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(holds, { timeout: soonMs, interval: 10 });
}
