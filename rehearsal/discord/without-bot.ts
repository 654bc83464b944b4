/** A guild that the bot is no longer in, or that is unavailable for a while, and that is there again. */
import type { Backend } from './backend.ts';
import type { Guild } from './model.ts';

export function withoutBot({ world, gateway, voice }: Backend, guild: Guild, outage = false): void {
  gateway.dispatch(
    'GUILD_DELETE',
    outage ? { id: guild.id, unavailable: true } : { id: guild.id },
    guild.id,
  );
  voice.leave(guild, world.bot.id, 4014);
  if (outage) guild.unavailable = true;
  else guild.members.delete(world.bot.id);
}

export function withBot({ world, gateway }: Backend, guild: Guild, outage = false): void {
  if (outage) guild.unavailable = false;
  else world.addMember(guild, world.bot, []);
  gateway.announceGuild(guild);
}
