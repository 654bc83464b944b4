import type { Deapi } from '@crier/rehearsal/deapi/deapi.ts';
import type { DeapiRequest } from '@crier/rehearsal/deapi/requests.ts';
import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';

/** A `/say`, and which of the bot's lives it was given to. */
export interface Asked {
  readonly interaction: Interaction;
  readonly text: string;
  readonly life: number;
}

/** People who have things said, in one server, as a script has it. */
export interface Crowd {
  readonly server: Server;
  /** Everything that was asked for so far. */
  readonly asked: readonly Asked[];
  /** The admin has what is written read aloud. */
  open(): Promise<void>;
  /** It was started anew: who said something asks for nothing a second time, which could have to be paid anew. */
  restarted(): void;
  /** The next thing of the script is said: a `/say` that is spoken or posted, or a message that is read. */
  next(): void;
}

/** The steps, one after the other. `again`: the same words as before, which cost nothing. */
const script = ['say', 'read', 'say', 'private', 'again', 'post', 'read', 'say'] as const;

let words = 0;

/** Some jobs fail: those of a `/say` are paid back, and those of messages, which nobody repeats, are not. */
export function spoilSome(deapi: Deapi): void {
  const says =
    (words: RegExp) =>
    ({ fields }: DeapiRequest): boolean =>
      words.test(fields['text'] ?? '');
  const always = { times: Infinity };
  deapi.next({ ...always, when: says(/^Line \d*7\.$/u), job: { error: { refunded: true } } });
  const kept = { refunded: false, retryable: false };
  deapi.next({ ...always, when: says(/^Note \d*[38]\.$/u), job: { error: kept } });
}

export async function gather(discord: Discord, name: string): Promise<Crowd> {
  const server = discord.addGuild({ name });
  const text = server.addText({ name: 'text' });
  const call = server.addVoice({ name: 'call' });
  const people = ['Ann', 'Bob', 'Cem'].map((each) => discord.addPerson(server, { name: each }));
  const [first, ...others] = people as [Person, ...Person[]];
  const admin = discord.addPerson(server, { name: 'Mo', permissions: ['ManageChannels'] });
  await discord.listen(call, first);
  for (const person of others) discord.join(call, person);
  const asked: Asked[] = [];
  let at = 0;
  let life = 0;
  let last: string | undefined;

  const fresh = (): string => (last = `Line ${(words += 1)}.`);
  const freshToRead = (): string => `Note ${(words += 1)}.`;
  const use = (
    command: string,
    options: Record<string, string | boolean>,
    by: Person,
  ): Interaction => discord.command({ name: command, options, channel: text, by });
  const say = (by: Person, text: string, options: Record<string, string | boolean> = {}): void =>
    void asked.push({ interaction: use('say', { text, ...options }, by), text, life });

  return {
    server,
    asked,
    async open() {
      await use('autoread on', {}, admin).reply();
      await use('autoread words', { said: 'off' }, admin).reply();
    },
    restarted() {
      life += 1;
      last = undefined;
    },
    next() {
      // Nobody is there: it was killed just now.
      if (discord.gateway.liveSessions === 0) return;
      const step = script[at % script.length] ?? 'say';
      const by = people[at % people.length] as Person;
      at += 1;
      if (step === 'read') return write(discord, text, by, freshToRead());
      if (step === 'again') return say(by, last ?? fresh());
      if (step === 'post') return say(by, fresh(), { as: 'voice message' });
      say(by, fresh(), { private: step === 'private' });
    },
  };
}

function write(discord: Discord, channel: Place, by: Person, content: string): void {
  discord.say({ channel, by, content });
}
