import type { Names } from './message.ts';
import { fill, given, named } from './part.ts';
import type { Part } from './part.ts';
import type { Phrases } from './phrases/phrase.ts';

export type LinkReading = 'domain' | 'phrase' | 'skip';

const discordHosts = new Set([
  'discord.com',
  'ptb.discord.com',
  'canary.discord.com',
  'discordapp.com',
]);
const inviteHosts = new Set(['discord.gg', 'discord.new']);
const gifHosts = new Set(['tenor.com', 'media.tenor.com', 'giphy.com', 'media.giphy.com']);
const channelPath = /^\/channels\/(?:\d{1,20}|@me)\/(\d{1,20})(\/\d{1,20})?\/?$/;

/** How a link is spoken; nothing when links are skipped. */
export function linkParts(
  written: string,
  context: { readonly phrases: Phrases; readonly names: Names; readonly links: LinkReading },
): readonly Part[] {
  const { phrases, names, links } = context;
  if (/^mailto:/i.test(written)) return [given(phrases.email)];
  if (/^(?:tel|sms):/i.test(written)) return [given(phrases.phone)];
  const url = URL.parse(written);
  // A link into Discord is a name that somebody mentions, and is read like one.
  const inside = url && insideDiscord(url, phrases, names);
  if (inside) return inside;
  if (links === 'skip') return [];
  if (links === 'phrase' || !url) return [given(phrases.link)];
  return [given(spokenHost(url) ?? phrases.link)];
}

function insideDiscord(url: URL, phrases: Phrases, names: Names): readonly Part[] | undefined {
  const host = url.hostname.replace(/^www\./, '');
  if (gifHosts.has(host)) return [given(phrases.gif)];
  if (inviteHosts.has(host)) return [given(phrases.invite)];
  if (!discordHosts.has(host)) return undefined;
  if (url.pathname.startsWith('/invite/')) return [given(phrases.invite)];
  const [, channelId, messageId] = channelPath.exec(url.pathname) ?? [];
  if (channelId === undefined) return undefined;
  const name = names.channel(channelId);
  const channel = name === undefined ? given(phrases.channel) : named(name);
  return messageId === undefined ? [channel] : fill(phrases.messageIn, [channel]);
}

/** Undefined for what nobody can say: numbers, and names in a coding that was made for machines. */
function spokenHost({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^www\./, '');
  const isName = /^[a-z\d.-]*[a-z][a-z\d.-]*$/.test(host) && !/(?:^|\.)xn--/.test(host);
  return isName && host.length <= 60 ? host : undefined;
}
