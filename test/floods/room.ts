import type { Discord } from '@crier/rehearsal/discord/discord.ts';
import type { Person, Place, Server } from '@crier/rehearsal/discord/facade/guilds.ts';
import type { Interaction } from '@crier/rehearsal/discord/facade/interaction.ts';
import type { OptionValue } from '@crier/rehearsal/discord/interactions/option-input.ts';
import type { Listener } from '@crier/rehearsal/discord/voice-port.ts';

export type Options = Readonly<Record<string, OptionValue>>;

/** A server with a text channel and a call, in which Ann listens. */
export interface Room {
  readonly server: Server;
  readonly text: Place;
  readonly call: Place;
  readonly ann: Person;
  readonly listener: Listener;
  /** Ann uses a command, or somebody else does. */
  use(command: string, options?: Options, by?: Person): Interaction;
}

export async function openRoom(discord: Discord, name: string): Promise<Room> {
  const server = discord.addGuild({ name });
  const text = server.addText({ name: 'text' });
  const call = server.addVoice({ name: 'call' });
  const ann = discord.addPerson(server, { name: 'Ann' });
  const listener = await discord.listen(call, ann);
  return {
    server,
    text,
    call,
    ann,
    listener,
    use: (command, options = {}, by = ann) =>
      discord.command({ name: command, options, channel: text, by }),
  };
}
