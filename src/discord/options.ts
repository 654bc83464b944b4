import { GuildMember } from 'discord.js';
import type {
  Attachment,
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  User,
} from 'discord.js';

/** One kind of option by its name: undefined when it was left out, unless Discord lets nobody leave it out. */
interface Read<Value> {
  (name: string): Value | undefined;
  (name: string, required: true): Value;
}

/** The options chosen while another one is still being typed. */
export interface OptionsSoFar {
  /** With its group's name before it, as in `channel add`; empty for a command that has none. */
  readonly subcommand: string;
  readonly string: Read<string>;
  readonly boolean: Read<boolean>;
}

/** The options chosen with a command. */
export interface Options extends OptionsSoFar {
  readonly integer: Read<number>;
  readonly number: Read<number>;
  readonly attachment: Read<Attachment>;
  readonly user: Read<User>;
  readonly channel: Read<{ readonly id: string }>;
  readonly role: Read<{ readonly id: string }>;
  /** The member that a chosen person is; undefined for somebody who is none. */
  member(name: string): GuildMember | undefined;
}

/** Reads the options of a command from what Discord sent. */
export function optionsOf(chosen: ChatInputCommandInteraction['options']): Options {
  return {
    ...optionsSoFar(chosen),
    integer: reader((name, required) => chosen.getInteger(name, required)),
    number: reader((name, required) => chosen.getNumber(name, required)),
    attachment: reader((name, required) => chosen.getAttachment(name, required)),
    user: reader((name, required) => chosen.getUser(name, required)),
    channel: reader((name, required) => chosen.getChannel(name, required)),
    role: reader((name, required) => chosen.getRole(name, required)),
    member(name) {
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
): OptionsSoFar {
  const path = [chosen.getSubcommandGroup(false), chosen.getSubcommand(false)];
  return {
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
