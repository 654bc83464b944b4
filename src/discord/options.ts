import { GuildMember } from 'discord.js';
import type { AutocompleteInteraction, ChatInputCommandInteraction } from 'discord.js';

/** One kind of option by its name: undefined when it was left out, unless Discord lets nobody leave it out. */
interface Read<Value> {
  (name: string): Value | undefined;
  (name: string, required: true): Value;
}

/** The options chosen while another one is still being typed. */
export type OptionsSoFar = ReturnType<typeof optionsSoFar>;

/** The options chosen with a command. */
export type Options = ReturnType<typeof optionsOf>;

/** Reads the options of a command from what Discord sent. */
export function optionsOf(chosen: ChatInputCommandInteraction['options']) {
  return {
    ...optionsSoFar(chosen),
    integer: reader((name, required) => chosen.getInteger(name, required)),
    number: reader((name, required) => chosen.getNumber(name, required)),
    attachment: reader((name, required) => chosen.getAttachment(name, required)),
    user: reader((name, required) => chosen.getUser(name, required)),
    channel: reader<{ readonly id: string }>((name, required) => chosen.getChannel(name, required)),
    role: reader<{ readonly id: string }>((name, required) => chosen.getRole(name, required)),
    /** The member that a chosen person is; undefined for somebody who is none. */
    member(name: string) {
      const member = chosen.getMember(name);
      return member instanceof GuildMember ? member : undefined;
    },
  };
}

/** Reads what there is while somebody types: Discord sends no people, channels or files then. */
export function optionsSoFar(
  chosen: Pick<
    AutocompleteInteraction['options'],
    'getSubcommandGroup' | 'getSubcommand' | 'getString' | 'getBoolean'
  >,
) {
  const path = [chosen.getSubcommandGroup(false), chosen.getSubcommand(false)];
  return {
    /** With its group's name before it, as in `channel add`; empty for a command that has none. */
    subcommand: path.filter((name) => name !== null).join(' '),
    string: reader((name, required) => chosen.getString(name, required)),
    boolean: reader((name, required) => chosen.getBoolean(name, required)),
  };
}

function reader<Value>(read: (name: string, required: boolean) => Value | null): Read<Value> {
  function chosen(name: string): Value | undefined;
  function chosen(name: string, required: true): Value;
  function chosen(name: string, required = false): Value | undefined {
    return read(name, required) ?? undefined;
  }
  return chosen;
}
