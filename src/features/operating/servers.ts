import type { Client, Guild } from 'discord.js';

import { linesFor } from '#discord/fitting.ts';
import { maxChoices } from '#discord/limits.ts';
import { shownName } from '#discord/shown-text.ts';
import { ownWords, sideBySide, text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { Translate } from '#i18n/texts.ts';

/** The characters for the lines, of the 4,000 of a panel. */
const maxLength = 3_400;

/** Servers whose names, or whose id, hold what was typed; those with most members first. */
export function serversLike(client: Pick<Client, 'guilds'>, typed: string): readonly Guild[] {
  const part = typed.trim().toLowerCase();
  return [...client.guilds.cache.values()]
    .filter(({ id, name }) => id.includes(part) || name.toLowerCase().includes(part))
    .toSorted((one, other) => other.memberCount - one.memberCount);
}

/** Suggests servers by their names. */
export function serverChoices(client: Pick<Client, 'guilds'>, typed: string) {
  return serversLike(client, typed)
    .slice(0, maxChoices)
    .map(({ id, name }) => ({ name: ownWords(name), value: id }));
}

/** A server as the operator is told of it: its name, its size, and what `besides` says of it. */
export function serverText({ id, name, memberCount }: Guild, besides: readonly Text[] = []): Text {
  return sideBySide(
    ownWords(`**${shownName(name)}**`),
    text(($) => $.operating.servers.members, { count: memberCount }),
    ...besides,
    ownWords(`\`${id}\``),
  );
}

/** A line for each server, as many as there is room for. */
export function serverLines(
  guilds: readonly Guild[],
  besides: (guildId: string) => readonly Text[],
  t: Translate,
): readonly string[] {
  // A line has thirty characters at least: no more of them can have room.
  const lines = guilds
    .slice(0, maxLength / 30)
    .map((guild) => `- ${t(serverText(guild, besides(guild.id)))}`);
  return linesFor(maxLength, lines, guilds.length, (count) =>
    t(($) => $.operating.servers.more, { count }),
  );
}
