import { ApplicationCommandType } from 'discord-api-types/v10';

import { shownName } from './client-words.ts';
import type { ShownCommands } from './client-words.ts';
import { shelfNames } from './clip-shelf.ts';
import type { Player } from './player.ts';
import type { Scene } from './scene.ts';
import type { Print } from './screen.ts';

/** Tells the person at the prompt what can be typed, in the words of their language where the bot has such. */
export function introduce(
  { discord, ann, call, text, locale }: Scene,
  commands: ShownCommands,
  print: Print,
  player: Player | undefined,
): void {
  const all = discord.commandsOf();
  const typed = all.filter(({ type }) => type === ApplicationCommandType.ChatInput);
  const menus = all
    .filter(({ type }) => type !== ApplicationCommandType.ChatInput)
    .map(({ json, type }) => {
      const target = type === ApplicationCommandType.User ? '@Bob' : '1';
      return `"${shownName(json, locale)}" ${target}`;
    });
  const say = commands.command('say');
  const clone = 'clone make';
  const clip = commands.option(clone, 'clip');
  print(`Ready. You are ${ann.name}: the server is yours, and you are in the call "${call.name}".`);
  if (locale !== 'en-US')
    print(
      `Your Discord and the server are in ${locale}; the English names of commands will do, too.`,
    );
  print(`A line is a message in #${text.name}; with a slash it is a command:`);
  print(`  ${typed.map(({ name }) => commands.command(name)).join('  ')}`);
  print(
    `  ${say} hello there     ${say} good night ${commands.option('say', 'as', 'voice message')}     ${commands.command('autoread on')}     hello everybody`,
  );
  print(
    `  ${commands.command(clone)} ${clip}:low ${commands.option(clone, 'name')}:Me     (${clip}: a path, or ${shelfNames.join(', ')})`,
  );
  print(
    '  as Bob: hello @Ann   somebody else writes, and comes into the call; names: @Ann #general @&team',
  );
  print(
    '  speak Bob 3   move Bob to Green Room   kick Bob   join Bob   mute Bob   unmute Bob   effect 👍   status: Film night     in the call',
  );
  print(`  menu ${menus.join('   menu ')}     a command in a message's or person's menu`);
  print('Press a button by typing its number or its label. Ctrl+D ends the rehearsal.');
  if (player) print(`Ctrl+O plays what was heard last (by ${player.name}).`);
  print('');
}
